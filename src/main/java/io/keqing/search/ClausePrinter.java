package io.keqing.search;

import io.keqing.search.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a [Clause] as a person would have typed it. What is written is read as the same clause.
final class ClausePrinter {
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_./-]*");
    private static final Pattern PLAIN_VALUE = Pattern.compile("[\\p{L}\\p{M}\\p{N}_./@#%&+-]+");

    private ClausePrinter() {}

    static String write(Clause clause) {
        return switch (clause) {
            case Clause.All all -> joined(all.of(), " ");
            case Clause.Any any -> joined(any.of(), " OR ");
            case Clause.Word word -> word(word.text());
            case Clause.Phrase phrase -> quoted(phrase.text());
            case Clause.Prefix prefix -> prefix.start() + "*";
            case Clause.Pattern pattern -> pattern.text();
            case Clause.Contact contact -> contact(contact.text());
            case Clause.On(Filter filter)
            when filter.anyOf().equals(List.of(new Condition.Missing())) -> "-" + name(filter.field()) + ":*";
            case Clause.On(Filter filter) ->
                name(filter.field()) + ":"
                        + filter.anyOf().stream().map(ClausePrinter::value).collect(Collectors.joining(","));
            case Clause.Lately lately ->
                "last " + lately.count() + " " + lately.unit().english();
            case Clause.Not not -> "-" + inside(not.of());
            case Clause.Has has -> "has:" + across(has.type(), has.of());
            case Clause.Of of -> "of:" + across(of.type(), of.of());
            case Clause.InSegment in -> "in:segment(" + plainOrQuoted(in.id()) + ")";
        };
    }

    /// Two parts beside each other that both begin with a digit would be read as one number.
    private static String joined(List<Clause> parts, String between) {
        boolean plain = parts.stream().allMatch(ClausePrinter::isPlain);
        List<String> written = parts.stream()
                .map(part -> plain || !isSmallOperator(part) ? inside(part) : "(" + write(part) + ")")
                .toList();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String text = written.get(i);
            boolean beside = i > 0 && beginsNumber(written.get(i - 1))
                    || i + 1 < written.size() && beginsNumber(written.get(i + 1));
            texts.add(beside && beginsNumber(text) && !text.startsWith("(") ? "(" + text + ")" : text);
        }
        return String.join(between, texts);
    }

    private static boolean isPlain(Clause part) {
        boolean word = part instanceof Clause.Word || part instanceof Clause.Phrase || part instanceof Clause.Prefix;
        return word && !write(part).startsWith("(");
    }

    /// `or` beside a condition would be read as an operator.
    private static boolean isSmallOperator(Clause part) {
        return part instanceof Clause.Word(String text) && Operator.isOperator(text);
    }

    private static boolean beginsNumber(String text) {
        return !text.isEmpty() && (Character.isDigit(text.charAt(0)) || "+＋(（".indexOf(text.charAt(0)) >= 0);
    }

    /// A number with blanks stands in brackets, so that what follows is no part of it.
    private static String contact(String text) {
        return text.chars().anyMatch(c -> TypedText.endsWord((char) c)) ? "(" + text + ")" : text;
    }

    private static String inside(Clause part) {
        boolean grouped = part instanceof Clause.All || part instanceof Clause.Any;
        return grouped ? "(" + write(part) + ")" : write(part);
    }

    private static String across(String type, Clause of) {
        String inner = write(of);
        return inner.isEmpty() ? type : type + "(" + inner + ")";
    }

    /// `last` and `最近` begin a span of time unless they stand in brackets.
    private static String word(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean span = lower.equals("last")
                || lower.equals("past")
                || text.startsWith("最近")
                || text.startsWith("过去")
                || text.startsWith("近");
        return span ? "(" + text + ")" : text;
    }

    private static String name(String name) {
        boolean reserved = QueryParser.isReserved(name);
        return !reserved && PLAIN_NAME.matcher(name).matches() ? name : quoted(name);
    }

    private static String value(Condition condition) {
        return switch (condition) {
            case Condition.Is is -> plainOrQuoted(is.value());
            case Condition.Between between -> range(between);
            case Condition.Like like -> like.pattern();
            case Condition.Missing missing -> "\"\"";
            case Condition.Present present -> "*";
        };
    }

    private static String range(Condition.Between range) {
        return (range.fromExcluded() ? ">" : "")
                + end(range.from())
                + (range.toExcluded() ? "..<" : "..")
                + end(range.to());
    }

    private static String end(@Nullable String end) {
        return end == null ? "" : plainOrQuoted(end);
    }

    private static String plainOrQuoted(String value) {
        boolean plain = PLAIN_VALUE.matcher(value).matches() && !value.contains("..");
        // a dot beside the dots of a range would be read as part of them
        return plain && !value.startsWith(".") && !value.endsWith(".") ? value : quoted(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (TypedText.isQuote(c) || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
