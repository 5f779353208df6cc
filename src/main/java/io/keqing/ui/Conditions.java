package io.keqing.ui;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a condition reads, and which condition a facet's value stands for.
final class Conditions {
    private static final Label MISSING = new Label("（无值）", "(none)");
    private static final Label PRESENT = new Label("有值", "any value");
    private static final DateTimeFormatter CHINESE_MONTH = DateTimeFormatter.ofPattern("yyyy年M月", Locale.CHINESE);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

    private final Values values;

    Conditions(Values values) {
        this.values = values;
    }

    /// Whether values of the field lie in an order, so that two ends can be asked for.
    static boolean hasRanges(Field<?> field) {
        return switch (field.kind()) {
            case ValueKind.Number ignored -> true;
            case ValueKind.Money ignored -> true;
            case ValueKind.Day ignored -> true;
            case ValueKind.Moment ignored -> true;
            case ValueKind.Text ignored -> false;
            case ValueKind.Keyword ignored -> false;
            case ValueKind.Keywords ignored -> false;
            case ValueKind.Choice ignored -> false;
            case ValueKind.Flag ignored -> false;
            case ValueKind.Reference ignored -> false;
            case ValueKind.RunTime ignored -> false;
        };
    }

    static boolean isTime(Field<?> field) {
        return field.kind() instanceof ValueKind.Day || field.kind() instanceof ValueKind.Moment;
    }

    /// What choosing this value of a facet asks for.
    static Condition of(Field<?> field, SearchResult.Value value) {
        String text = value.value();
        if (text.isEmpty()) {
            return new Condition.Missing();
        }
        Condition one = new Condition.Is(text);
        return hasRanges(field)
                ? Condition.Between.read(text).<Condition>map(range -> range).orElse(one)
                : one;
    }

    String text(Field<?> field, SearchResult.Value value, Locale locale) {
        Condition condition = of(field, value);
        boolean plain = condition instanceof Condition.Is
                && !isLabelled(field)
                && !value.label().isBlank();
        return plain ? value.label() : text(field, condition, locale);
    }

    /// Fields whose values have a name of their own in each language, whatever the engine calls them.
    private static boolean isLabelled(Field<?> field) {
        return field.kind() instanceof ValueKind.Choice || field.kind() instanceof ValueKind.Flag || hasRanges(field);
    }

    String text(Field<?> field, Condition condition, Locale locale) {
        return switch (condition) {
            case Condition.Missing() -> MISSING.in(locale);
            case Condition.Present() -> PRESENT.in(locale);
            case Condition.Is(String value) -> value(field, value, locale);
            case Condition.Like(String pattern) -> pattern;
            case Condition.Between between -> range(field, between, locale);
        };
    }

    private String value(Field<?> field, String value, Locale locale) {
        return switch (field.kind()) {
            case ValueKind.Choice choice -> Values.option(choice, value, locale);
            case ValueKind.Flag ignored -> Values.flag(value, locale);
            case ValueKind.Number ignored -> number(value, locale);
            case ValueKind.Money ignored -> number(value, locale);
            case ValueKind.Day ignored -> time(value, locale);
            case ValueKind.Moment ignored -> time(value, locale);
            case ValueKind.Text ignored -> value;
            case ValueKind.Keyword ignored -> value;
            case ValueKind.Keywords ignored -> value;
            case ValueKind.Reference ignored -> value;
            case ValueKind.RunTime ignored -> value;
        };
    }

    private String range(Field<?> field, Condition.Between between, Locale locale) {
        String from = between.from();
        String to = between.to();
        boolean excluded = between.toExcluded();
        if (isTime(field)) {
            return (between.fromExcluded() ? "> " : "") + times(from, to, excluded, locale);
        }
        if (from == null || to == null) {
            String sign = from != null ? between.fromExcluded() ? "> " : "≥ " : excluded ? "< " : "≤ ";
            return sign + number(from == null ? String.valueOf(to) : from, locale);
        }
        if (excluded
                && field.kind() instanceof ValueKind.Number(boolean whole, double low, double high, var edges)
                && whole) {
            double last = Double.parseDouble(to) - 1;
            String first = number(from, locale);
            return Double.parseDouble(from) >= last ? first : first + " – " + values.number(last, locale);
        }
        return (between.fromExcluded() ? "> " : "") + number(from, locale) + " – " + (excluded ? "< " : "")
                + number(to, locale);
    }

    private String times(@Nullable String from, @Nullable String to, boolean excluded, Locale locale) {
        if (from == null || to == null) {
            boolean chinese = locale.getLanguage().equals("zh");
            String end = time(from == null ? String.valueOf(to) : from, locale);
            String before = excluded ? chinese ? "之前" : "before " : chinese ? "截至" : "until ";
            return from != null
                    ? chinese ? end + "起" : "since " + end
                    : chinese && excluded ? end + before : before + end;
        }
        Optional<LocalDate> first = day(from);
        Optional<LocalDate> end = day(to);
        if (excluded && first.isPresent() && end.isPresent()) {
            LocalDate start = first.get();
            if (start.getDayOfYear() == 1 && start.plusYears(1).equals(end.get())) {
                return time(Year.from(start).toString(), locale);
            }
            if (start.getDayOfMonth() == 1 && start.plusMonths(1).equals(end.get())) {
                return time(YearMonth.from(start).toString(), locale);
            }
            return span(values.day(start, locale), values.day(end.get().minusDays(1), locale));
        }
        return span(time(from, locale), time(to, locale));
    }

    private static String span(String from, String to) {
        return from.equals(to) ? from : from + " – " + to;
    }

    private String number(String value, Locale locale) {
        return value.matches("-?\\d{1,15}(\\.\\d+)?") ? values.number(Double.parseDouble(value), locale) : value;
    }

    /// A year, month, day or instant as people read it; what is relative (`now-30d`) as it was written.
    private String time(String value, Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        if (value.matches("\\d{4}")) {
            return chinese ? value + "年" : value;
        }
        if (value.matches("\\d{4}-\\d{2}")) {
            return (chinese ? CHINESE_MONTH : MONTH).format(YearMonth.parse(value));
        }
        return day(value).map(day -> values.day(day, locale)).orElse(value);
    }

    private Optional<LocalDate> day(String value) {
        try {
            return switch (value.length()) {
                case 4 -> Optional.of(Year.parse(value).atDay(1));
                case 7 -> Optional.of(YearMonth.parse(value).atDay(1));
                case 10 -> Optional.of(LocalDate.parse(value));
                default ->
                    value.length() >= 20 && value.endsWith("Z")
                            ? Optional.of(LocalDate.ofInstant(Instant.parse(value), values.zone()))
                            : value.length() > 10
                                    ? Optional.of(LocalDate.parse(value.substring(0, 10)))
                                    : Optional.empty();
            };
        } catch (DateTimeException e) {
            // written by a person in another way, such as now-30d
            return Optional.empty();
        }
    }
}
