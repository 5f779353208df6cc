package io.keqing.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.alert.Care;
import io.keqing.alert.Care.Answer;
import io.keqing.alert.Care.Asked;
import io.keqing.alert.Care.Entry;
import io.keqing.alert.Care.State;
import io.keqing.alert.CareFile;
import io.keqing.alert.CareList;
import io.keqing.field.Label;
import io.keqing.field.NumberRange;
import io.keqing.field.RecordId;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.rest.Problem;
import io.micronaut.core.io.Writable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Customers who should hear from us, each with the reason, and what was done about it.
@Controller("/api/v1/care")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "care")
final class CareController {
    private static final int PAGE = 100;
    private static final int NOTE_LENGTH = 1_000;

    private final Care care;
    private final CareFile file;
    private final Region region;

    CareController(Care care, CareFile file, Region region) {
        this.file = file;
        this.care = care;
        this.region = region;
    }

    @Serdeable
    record Because(String zh, String en) {
        static Because of(Label label) {
            return new Because(label.zh(), label.en());
        }
    }

    @Serdeable
    record ListAnswer(String list, Because label, int days, boolean marketing) {}

    /// @param consent whether they may be contacted for marketing, null where nobody said
    /// @param state open, done, snoozed
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EntryAnswer(
            String source,
            String id,
            @Nullable String name,
            Because because,
            @Nullable Boolean consent,
            String state,
            @Nullable LocalDate until,
            @Nullable String by,
            String note) {
        static EntryAnswer of(Entry entry) {
            return new EntryAnswer(
                    entry.customer().source(),
                    entry.customer().id(),
                    entry.name(),
                    Because.of(entry.because()),
                    entry.consent(),
                    entry.state().name().toLowerCase(Locale.ROOT),
                    entry.until(),
                    entry.by(),
                    entry.note());
        }
    }

    /// @param withheld customers left out because they do not want to be contacted for marketing
    @Serdeable
    record CareAnswer(String list, int days, long total, long withheld, List<EntryAnswer> customers) {}

    /// @param state open, done or snoozed
    /// @param until the first day it comes back, needed for snoozed
    @Serdeable
    record Mark(
            String state,
            @Nullable LocalDate until,
            @Nullable String note) {}

    /// The lists, with the days of their rules and whether consent is asked for.
    @Get
    List<ListAnswer> lists(@Parameter(hidden = true) Viewer viewer) {
        return Stream.of(CareList.values())
                .filter(list -> allowed(list, viewer))
                .map(list -> new ListAnswer(list.id(), Because.of(list.label()), list.days(), list.marketing()))
                .toList();
    }

    /// @param days of the list's rule; its own without
    /// @param state open (without), done, snoozed or all
    @Get("/{list}")
    CareAnswer one(
            String list,
            @QueryValue @Nullable Integer days,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable Integer size,
            @QueryValue @Nullable Integer offset,
            @Parameter(hidden = true) Viewer viewer) {
        CareList known = known(list, viewer);
        Asked asked = new Asked(
                known,
                within("days", days == null ? known.days() : days, 0, Care.MOST_DAYS),
                "all".equals(state) ? null : state(state == null ? "open" : state),
                within("size", size == null ? PAGE : size, 0, Care.MOST),
                within("offset", offset == null ? 0 : offset, 0, Integer.MAX_VALUE));
        Answer answer = care.of(asked, viewer);
        return new CareAnswer(
                known.id(),
                asked.days(),
                answer.total(),
                answer.withheld(),
                answer.entries().stream().map(EntryAnswer::of).toList());
    }

    /// The whole list as CSV: UTF-8, the reason in the language asked for.
    ///
    /// @param language `zh` (without) or `en`
    @Get("/{list}/file")
    @Produces("text/csv")
    HttpResponse<Writable> file(
            String list,
            @QueryValue @Nullable Integer days,
            @QueryValue @Nullable String state,
            @QueryValue @Nullable String language,
            @Parameter(hidden = true) Viewer viewer) {
        CareList known = known(list, viewer);
        int within = within("days", days == null ? known.days() : days, 0, Care.MOST_DAYS);
        State wanted = "all".equals(state) ? null : state(state == null ? "open" : state);
        Locale locale = locale(language);
        Writable lines = new Writable() {
            @Override
            public void writeTo(OutputStream out, @Nullable Charset charset) throws IOException {
                file.write(known, within, wanted, viewer, locale, out);
            }

            @Override
            public void writeTo(Writer out) {
                throw new IllegalStateException("the bytes of a file are written, not characters");
            }
        };
        return HttpResponse.<Writable>ok(lines)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"care-" + known.id() + ".csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /// Done, or not before a day, or open again. It counts for this occasion: who has another birthday, or falls
    /// silent again, is back.
    ///
    /// @param days of the rule by which the customer stands on the list; its own without
    @Put("/{list}/{source}/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void mark(
            String list,
            String source,
            String id,
            @QueryValue @Nullable Integer days,
            @Body Mark mark,
            @Parameter(hidden = true) Viewer viewer) {
        CareList known = known(list, viewer);
        State state = state(mark.state());
        LocalDate until = mark.until();
        if (state == State.SNOOZED && (until == null || !until.isAfter(region.today()))) {
            throw Problem.unprocessable("until must be a day after today for a snooze, was " + until);
        }
        String note = mark.note() == null ? "" : mark.note().strip();
        within("note's length", note.length(), 0, NOTE_LENGTH);
        int within = within("days", days == null ? known.days() : days, 0, Care.MOST_DAYS);
        if (!care.mark(known, within, new RecordId(source, id), state, until, note, viewer)) {
            throw Problem.notFound("%s/%s is not on the list %s now".formatted(source, id, list));
        }
    }

    private static Locale locale(@Nullable String language) {
        return switch (language == null ? "zh" : language) {
            case "zh" -> Locale.SIMPLIFIED_CHINESE;
            case "en" -> Locale.ENGLISH;
            default -> throw Problem.unprocessable("language must be zh or en, was " + language);
        };
    }

    private static CareList known(String list, Viewer viewer) {
        CareList known = CareList.named(list)
                .orElseThrow(() -> Problem.notFound("list must be one of %s, was %s"
                        .formatted(
                                Stream.of(CareList.values()).map(CareList::id).collect(Collectors.joining(", ")),
                                list)));
        if (!allowed(known, viewer)) {
            throw Problem.forbidden(
                    "The list %s tells birthdays, which are hidden from %s".formatted(list, viewer.roles()));
        }
        return known;
    }

    private static boolean allowed(CareList list, Viewer viewer) {
        return !list.personal() || Masking.shows(Sensitivity.PERSONAL, viewer);
    }

    private static State state(String state) {
        return Stream.of(State.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst()
                .orElseThrow(() -> Problem.unprocessable("state must be open, done, snoozed or all, was " + state));
    }

    private static int within(String name, int value, int least, int most) {
        return Problem.within(new NumberRange(least, most), name, value);
    }
}
