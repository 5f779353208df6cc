package io.keqing.rest;

import io.keqing.field.Label;
import io.keqing.field.NumberRange;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A call that can't be answered, as the caller will read it (RFC 9457). Thrown by controllers and by what they
/// call;
/// `detail` names the rule and the value. It is an answer and no accident: it carries no stack trace and isn't
/// logged.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Label label;
    private final @Nullable Duration retryAfter;

    private Problem(HttpStatus status, String detail, @Nullable Duration retryAfter) {
        this(status, new Label(detail, detail), retryAfter);
    }

    private Problem(HttpStatus status, Label detail, @Nullable Duration retryAfter) {
        super(detail.en(), null, false, false);
        this.label = detail;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /// 400: the call itself is malformed: an unreadable parameter, body or mapping.
    public static Problem badRequest(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail, null);
    }

    /// 403: signed in, but not allowed to.
    public static Problem forbidden(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, detail, null);
    }

    /// 404: there is no such thing.
    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, detail, null);
    }

    /// 409: well formed, but at odds with what is there.
    public static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, detail, null);
    }

    /// 413: more than this door takes.
    public static Problem tooLarge(String detail) {
        return new Problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE, detail, null);
    }

    /// 422: understood, but breaks a rule.
    public static Problem unprocessable(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, detail, null);
    }

    /// 422, told in the caller's language.
    public static Problem unprocessable(Label detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, detail, null);
    }

    /// A number that a caller gave, held against its range.
    ///
    /// @param name what the caller calls it
    /// @throws Problem 422 with the name, the range and the number, where it lies beyond
    public static double within(NumberRange range, String name, double number) {
        Label mistake = range.mistake(name, number);
        if (mistake != null) {
            throw unprocessable(mistake);
        }
        return number;
    }

    /// The same for a whole number.
    public static int within(NumberRange range, String name, int number) {
        return (int) within(range, name, (double) number);
    }

    /// 429: too much at once.
    public static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.TOO_MANY_REQUESTS, detail, retryAfter);
    }

    /// 503: an engine is down; never answered with an empty result instead.
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail, retryAfter);
    }

    public int status() {
        return status.getCode();
    }

    public String detail() {
        return label.en();
    }

    public String detail(Locale locale) {
        return label.in(locale);
    }

    /// How long to wait before asking again, in whole seconds on the wire; absent where asking again won't help.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
