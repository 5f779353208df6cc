package io.keqing.search;

import io.keqing.search.Clause.Lately;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds a span of time that ends now, as people say it: `last 30 days`, `最近30天`, `过去三个月`.
final class SpanReader {
    private static final String ENDS = "(?=$|[\\s\\p{Z}()（）])";
    private static final Pattern ENGLISH = Pattern.compile(
            "(?:last|past)[\\s\\p{Z}]+(\\d{1,5})[\\s\\p{Z}]+(hour|day|week|month|year)s?" + ENDS,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHINESE =
            Pattern.compile("(?:最近|过去|近)[\\s\\p{Z}]*(\\d{1,5}|[一二两三四五六七八九十])[\\s\\p{Z}]*个?(小时|天|日|周|星期|月|年)" + ENDS);
    private static final String DIGITS = "零一二三四五六七八九十";

    private SpanReader() {}

    /// @param to the place behind it
    record Span(Lately lately, int to) {}

    static @Nullable Span read(String text, int at) {
        Matcher match = ENGLISH.matcher(text).region(at, text.length());
        boolean found = match.lookingAt();
        if (!found) {
            match = CHINESE.matcher(text).region(at, text.length());
            found = match.lookingAt();
        }
        return found ? new Span(new Lately(count(match.group(1)), unit(match.group(2))), match.end()) : null;
    }

    private static int count(String count) {
        return Character.isDigit(count.charAt(0))
                ? Integer.parseInt(count)
                : count.equals("两") ? 2 : DIGITS.indexOf(count);
    }

    private static Lately.Unit unit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "hour", "小时" -> Lately.Unit.HOURS;
            case "week", "周", "星期" -> Lately.Unit.WEEKS;
            case "month", "月" -> Lately.Unit.MONTHS;
            case "year", "年" -> Lately.Unit.YEARS;
            default -> Lately.Unit.DAYS;
        };
    }
}
