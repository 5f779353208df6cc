package io.keqing.search.elastic;

import com.ibm.icu.text.Transliterator;
import io.keqing.field.Field;
import io.keqing.field.Option;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.search.InvalidQueryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds values however they are written. They are kept as they came, so the question is widened: `gold` also
/// asks for
/// Gold and ＧＯＬＤ, 學生 for 学生, `New York` for NewYork. No index grows by it; the engine looks through the values
/// of one
/// field, not through the records.
final class ValueSpellings {
    /// The engine's own limit (`index.max_regex_length`); longer values are asked for as they stand, in any case.
    private static final int LONGEST_PATTERN = 1_000;

    private static final Transliterator TO_TRADITIONAL = Transliterator.getInstance("Simplified-Traditional");

    /// The records whose value is this one.
    Map<String, Object> of(Place place, String value) {
        String text = value.strip();
        if (place.isRunTime()) {
            return Json.any(written(text).stream()
                    .map(each -> anyCase("term", place, each))
                    .toList());
        }
        String pattern = ValueText.whole(text);
        return pattern.length() > LONGEST_PATTERN ? anyCase("term", place, text) : regexp(place, pattern);
    }

    /// The records whose value has this form, a star for anything.
    ///
    /// @throws InvalidQueryException where values of the field are not looked through this way
    Map<String, Object> like(Place place, String pattern) {
        Field<?> field = place.field();
        return switch (field.kind()) {
            case ValueKind.Text text -> text(place, pattern);
            case ValueKind.Keyword keyword -> word(place, pattern);
            case ValueKind.Keywords keywords -> word(place, pattern);
            case ValueKind.Choice choice -> options(place, choice, pattern);
            case ValueKind.Reference reference -> throw none(field);
            case ValueKind.Flag flag -> throw none(field);
            case ValueKind.Day day -> throw none(field);
            case ValueKind.Moment moment -> throw none(field);
            case ValueKind.Money money -> throw none(field);
            case ValueKind.Number number -> throw none(field);
            case ValueKind.RunTime runTime -> throw none(field);
        };
    }

    /// The option whose value, label or other spelling is meant, but for case, width, script and blanks.
    static Optional<Option> option(ValueKind.Choice choice, String value) {
        String flat = flat(value);
        return choice.options().stream()
                .filter(option -> names(option).anyMatch(name -> flat(name).equals(flat)))
                .findFirst();
    }

    private static java.util.stream.Stream<String> names(Option option) {
        List<String> names = new ArrayList<>(option.spellings());
        names.addAll(List.of(option.value(), option.label().zh(), option.label().en()));
        return names.stream();
    }

    private static String flat(String text) {
        return Folding.all(text).text().replaceAll("[\\s\\p{Z}]+", "");
    }

    private static Map<String, Object> text(Place place, String pattern) {
        boolean onlyAtEnd = pattern.indexOf('*') == pattern.length() - 1;
        if (onlyAtEnd) {
            String start = pattern.substring(0, pattern.length() - 1);
            return Json.of("match_bool_prefix", Json.of(place.path(), Json.of("query", start, "operator", "and")));
        } else if (pattern.startsWith("*") || hasHan(pattern)) {
            throw FilterTranslator.wrong(
                    place.field().label().zh() + "里的 * 只能在字母之间或末尾，实为“" + pattern + "”",
                    "in " + place.field() + " a * stands between letters or at the end, was \"" + pattern + "\"");
        }
        return Json.of(
                "wildcard",
                Json.of(place.path(), Json.of("value", Folding.all(pattern).text())));
    }

    private static boolean hasHan(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private Map<String, Object> word(Place place, String pattern) {
        boolean few = place.field().has(Use.FACET);
        if (place.isRunTime()) {
            if (pattern.indexOf('*') != pattern.length() - 1) {
                throw FilterTranslator.wrong(
                        place.field().label().zh() + "里的 * 只能在末尾，实为“" + pattern + "”",
                        "in " + place.field() + " a * stands at the end, was \"" + pattern + "\"");
            }
            return Json.any(written(pattern.substring(0, pattern.length() - 1)).stream()
                    .map(start -> anyCase("prefix", place, start))
                    .toList());
        }
        String form = ValueText.like(pattern);
        if (pattern.startsWith("*") && !few || form.length() > LONGEST_PATTERN) {
            throw FilterTranslator.wrong(
                    place.field().label().zh() + "里的 * 不能在开头，值也不能太长，实为“" + pattern + "”",
                    "in " + place.field() + " a * stands not at the start, and the value is short, was \"" + pattern
                            + "\"");
        }
        return regexp(place, form);
    }

    private static Map<String, Object> options(Place place, ValueKind.Choice choice, String pattern) {
        String[] parts = flat(pattern).split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        Pattern form = Pattern.compile(regex.toString());
        List<String> meant = choice.options().stream()
                .filter(option ->
                        names(option).anyMatch(name -> form.matcher(flat(name)).matches()))
                .map(Option::value)
                .toList();
        if (meant.isEmpty()) {
            throw FilterTranslator.wrong(
                    place.field().label().zh() + "没有这样的选项，实为“" + pattern + "”",
                    place.field() + " has no option of this form, was \"" + pattern + "\"");
        }
        return Json.of("terms", Json.of(place.path(), meant));
    }

    private static InvalidQueryException none(Field<?> field) {
        return FilterTranslator.wrong(
                field.label().zh() + "只接受完整的值，不接受 *；如果 * 是值的一部分，请用引号",
                field + " takes whole values and no *; a * that belongs to one stands in quotes");
    }

    private static Map<String, Object> regexp(Place place, String pattern) {
        return Json.of("regexp", Json.of(place.path(), Json.of("value", pattern)));
    }

    private static Map<String, Object> anyCase(String query, Place place, String text) {
        return Json.of(query, Json.of(place.path(), Json.of("value", text, "case_insensitive", true)));
    }

    /// What the engine cannot look through by a pattern is asked for in the ways in which it is likely to be
    /// written.
    private static Set<String> written(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (String each : List.of(text, text.replaceAll("[\\s\\p{Z}]+", " "), text.replaceAll("[\\s\\p{Z}]+", ""))) {
            all.add(each);
            all.add(java.text.Normalizer.normalize(each, java.text.Normalizer.Form.NFKC));
            all.add(Folding.script(each));
            all.add(TO_TRADITIONAL.transliterate(each));
        }
        return all;
    }
}
