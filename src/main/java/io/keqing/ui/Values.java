package io.keqing.ui;

import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a value reads: by the kind of its field, in the language of who reads it, in the portal's zone and
/// currency.
@Singleton
public final class Values {
    private static final Pattern TURNS = Pattern.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");
    private static final Pattern ISOLATES = Pattern.compile("[\u2066-\u2069]");
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private static final Label YES = new Label("是", "Yes");
    private static final Label NO = new Label("否", "No");

    private final ZoneId zone;
    private final String currency;

    public Values(
            @Property(name = "keqing.zone") @Nullable String zone,
            @Property(name = "keqing.currency", defaultValue = "CNY") String currency) {
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
        this.currency = currency;
    }

    public ZoneId zone() {
        return zone;
    }

    /// The value as people read it, empty where there is none. A masked value is a text whatever the kind, and
    /// stays as it is.
    public String text(Field<?> field, @Nullable Object value, Locale locale) {
        if (value == null) {
            return "";
        }
        return switch (field.kind()) {
            case ValueKind.Text ignored -> isolated(value.toString());
            case ValueKind.Keyword ignored -> isolated(value.toString());
            case ValueKind.Keywords ignored ->
                value instanceof Collection<?> many ? list(many, locale) : value.toString();
            case ValueKind.Choice choice -> option(choice, value.toString(), locale);
            case ValueKind.Flag ignored -> flag(value, locale);
            case ValueKind.Day ignored -> value instanceof LocalDate day ? day(day, locale) : value.toString();
            case ValueKind.Moment ignored ->
                value instanceof Instant moment ? moment(moment, locale) : value.toString();
            case ValueKind.Money ignored -> value instanceof Number amount ? amount(amount, locale) : value.toString();
            case ValueKind.Number ignored -> value instanceof Number number ? number(number, locale) : value.toString();
            case ValueKind.Reference ignored -> value instanceof RecordId id ? id.id() : value.toString();
            case ValueKind.RunTime ignored -> value instanceof Map<?, ?> many ? pairs(many, locale) : value.toString();
        };
    }

    /// Signs that turn the direction of writing turn nothing beyond the value that holds them.
    private static String isolated(String text) {
        return TURNS.matcher(text).find()
                ? FIRST_STRONG_ISOLATE + ISOLATES.matcher(text).replaceAll("") + POP_ISOLATE
                : text;
    }

    /// Numbers stand at the right, so that their digits line up.
    public static boolean alignsRight(Field<?> field) {
        return field.kind() instanceof ValueKind.Number || field.kind() instanceof ValueKind.Money;
    }

    public String number(Number number, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(number);
    }

    public String amount(Number amount, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(amount instanceof BigDecimal exact ? exact : amount.doubleValue());
    }

    /// An amount in the portal's currency, or in the one given.
    public String money(Number amount, @Nullable String itsCurrency, Locale locale) {
        String code = itsCurrency == null ? currency : itsCurrency;
        String symbol = code.matches("[A-Z]{3}") && known(code)
                ? Currency.getInstance(code).getSymbol(locale)
                : code;
        String gap = symbol.length() > 1 && Character.isLetter(symbol.charAt(symbol.length() - 1)) ? " " : "";
        return symbol + gap + amount(amount, locale);
    }

    private static boolean known(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    public String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    public String moment(Instant moment, Locale locale) {
        return moment(moment, zone, locale);
    }

    /// A moment in another zone than the portal's.
    public static String moment(Instant moment, ZoneId itsZone, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(itsZone)
                .format(moment);
    }

    /// @param value a name of an option, or something else that was written: that stays
    public static String option(ValueKind.Choice choice, String value, Locale locale) {
        return choice.options().stream()
                .filter(option -> option.value().equals(value))
                .findFirst()
                .map(Option::label)
                .map(label -> label.in(locale))
                .orElse(value);
    }

    static String flag(Object value, Locale locale) {
        return switch (value.toString()) {
            case "true" -> YES.in(locale);
            case "false" -> NO.in(locale);
            case String other -> other;
        };
    }

    public static String list(Collection<?> many, Locale locale) {
        return many.stream()
                .map(Object::toString)
                .collect(Collectors.joining(locale.getLanguage().equals("zh") ? "、" : ", "));
    }

    private static String pairs(Map<?, ?> many, Locale locale) {
        return many.entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + (entry.getValue() instanceof Collection<?> values ? list(values, locale) : entry.getValue()))
                .collect(Collectors.joining("; "));
    }
}
