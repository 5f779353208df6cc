package io.keqing.search;

import static io.keqing.search.FacetTruth.quoted;

import com.ibm.icu.text.Transliterator;
import io.keqing.search.FacetTruth.Column;
import io.keqing.search.FacetTruth.Sort;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Questions by chance, each said twice: as the parameters of an address, and as SQL.
final class RandomQuestions {
    private static final int MOST_VALUES = 100_000;
    /// What makes spellings of a value equal, by ICU instead of the portal's own tables.
    private static final Transliterator FOLDED = Transliterator.getInstance(
            "NFKC; Traditional-Simplified; NFD; [:Nonspacing Mark:] Remove; Lower; [[:Whitespace:]] Remove");

    /// Too long a list of values would ask for nothing but what nobody has.
    private static final int VALUES = 400;

    /// Fields that take words nobody has; a choice takes its own values only.
    private static final Set<String> ANY_WORD =
            Set.of("city", "product", "tier", "staff", "tags", "survey", "category");

    private final String type;
    private final FacetTruth truth;
    private final Map<String, RandomQuestions> types;
    private final Random random;
    private final Map<String, List<String>> values = new HashMap<>();

    private RandomQuestions(String type, FacetTruth truth, Map<String, RandomQuestions> types, Random random) {
        this.type = type;
        this.truth = truth;
        this.types = types;
        this.random = random;
    }

    /// One for each type; a question of one may have conditions on the others.
    static Map<String, RandomQuestions> of(Map<String, FacetTruth> truths, Random random) {
        Map<String, RandomQuestions> types = new LinkedHashMap<>();
        truths.forEach((type, truth) -> types.put(type, new RandomQuestions(type, truth, types, random)));
        return types;
    }

    /// One condition of a question.
    ///
    /// @param parameters of the address: `f.tier` and its values
    /// @param field whose facet does not heed it; empty for conditions that typed words make
    record Asked(String field, Map<String, List<String>> parameters, String sql) {}

    /// @param facets names of the fields to count; null for the type's own
    record Question(List<Asked> asked, List<String> facets) {
        Map<String, List<String>> parameters() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            asked.forEach(each -> all.putAll(each.parameters()));
            if (facets != null) {
                all.put("facets", facets.isEmpty() ? List.of("") : facets);
            }
            all.put("size", List.of("0"));
            return all;
        }

        /// The records that a facet counts: those under every condition but its own.
        String where(String but) {
            StringBuilder sql = new StringBuilder("true");
            asked.stream()
                    .filter(each -> each.field().isEmpty() || !each.field().equals(but))
                    .forEach(each -> sql.append(" and ").append(each.sql()));
            return sql.toString();
        }
    }

    Question next() throws SQLException {
        List<Column> all = new ArrayList<>(truth.columns());
        Collections.shuffle(all, random);
        List<Asked> asked = new ArrayList<>();
        int filters = random.nextInt(5);
        for (Column column : all.subList(0, filters)) {
            asked.add(any(column, false));
        }
        asked.addAll(typed());
        if (random.nextInt(12) == 0) {
            return new Question(asked, null);
        }
        List<String> facets = new ArrayList<>();
        all.subList(0, filters).stream()
                .filter(column -> random.nextInt(10) < 7)
                .forEach(column -> facets.add(column.field()));
        all.subList(filters, filters + random.nextInt(4)).forEach(column -> facets.add(column.field()));
        return new Question(asked, facets);
    }

    /// Conditions that stand in `q`: on the record itself, on what belongs to it, and on whom it belongs to.
    private List<Asked> typed() throws SQLException {
        if (random.nextInt(4) > 0) {
            return List.of();
        }
        Typed typed = random.nextInt(3) == 0 ? own() : across(2);
        return List.of(new Asked("", Map.of("q", List.of(typed.text())), typed.sql()));
    }

    /// A condition as somebody types it.
    private record Typed(String text, String sql) {
        Typed and(Typed other) {
            return new Typed(text + " " + other.text, sql + " and " + other.sql);
        }

        Typed not() {
            return new Typed("-" + text, "not (" + sql + ")");
        }
    }

    /// @param depth how deep conditions on other types may still stand in each other
    private Typed across(int depth) throws SQLException {
        boolean has = type.equals("customers");
        String other = has ? List.of("interactions", "feedback").get(random.nextInt(2)) : "customers";
        RandomQuestions them = types.get(other);
        Typed inner = them.own();
        if (depth > 1 && random.nextInt(4) == 0) {
            inner = inner.and(them.across(depth - 1));
        }
        Typed across = new Typed(
                (has ? "has:" : "of:") + other + "(" + inner.text() + ")",
                "coalesce(" + (has ? "key" : "customer_key") + " in "
                        + them.truth.keys(has ? "customer_key" : "key", inner.sql()) + ", false)");
        return random.nextInt(3) == 0 ? across.not() : across;
    }

    /// One or two fields, each with conditions any of which may hold, sometimes turned round.
    private Typed own() throws SQLException {
        List<Column> all = new ArrayList<>(truth.columns());
        Collections.shuffle(all, random);
        Typed own = own(all.getFirst());
        return random.nextBoolean() ? own : own.and(own(all.getLast()));
    }

    private Typed own(Column column) throws SQLException {
        Asked asked = any(column, true);
        List<String> texts = new ArrayList<>();
        asked.parameters().forEach((name, given) -> given.forEach(value -> texts.add(text(column, name, value))));
        Typed typed = new Typed("(" + String.join(" OR ", texts) + ")", "(" + asked.sql() + ")");
        return random.nextInt(5) == 0 ? typed.not() : typed;
    }

    private static String text(Column column, String parameter, String value) {
        if (value.isEmpty()) {
            return (parameter.endsWith("!") ? "" : "-") + column.field() + ":*";
        }
        boolean word = column.sort() == Sort.WORD || column.sort() == Sort.WORDS;
        String written = word ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : value;
        return column.field() + ":" + written;
    }

    /// One to three conditions on a field, any of which may hold.
    ///
    /// @param typed in `q`, where a value stands for all its spellings
    private Asked any(Column column, boolean typed) throws SQLException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        List<String> sql = new ArrayList<>();
        int conditions = 1 + random.nextInt(3);
        for (int i = 0; i < conditions; i++) {
            int kind = random.nextInt(known(column).isEmpty() ? 2 : 10);
            if (kind == 0) {
                parameters
                        .computeIfAbsent("f." + column.field(), key -> new ArrayList<>())
                        .add("");
                sql.add("not (" + column.present() + ")");
            } else if (kind == 1) {
                parameters.put("f." + column.field() + "!", List.of(""));
                sql.add(column.present());
            } else {
                One one = one(column, typed);
                parameters
                        .computeIfAbsent("f." + column.field(), key -> new ArrayList<>())
                        .add(one.value());
                sql.add(column.where(one.sql()));
            }
        }
        return new Asked(column.field(), parameters, "(" + String.join(" or ", sql) + ")");
    }

    /// A value or range as the address has it, and as a condition on each value.
    private record One(String value, String sql) {}

    private One one(Column column, boolean typed) throws SQLException {
        return switch (column.sort()) {
            case WORD, WORDS -> word(column, typed);
            case FLAG -> {
                boolean set = random.nextBoolean();
                yield new One("" + set, column.each() + " = " + set);
            }
            case NUMBER, NUMBERS -> number(column);
            case DAY, DAYS, MOMENT -> date(column);
        };
    }

    private One word(Column column, boolean typed) throws SQLException {
        String value = ANY_WORD.contains(column.field()) && random.nextInt(20) == 0 ? "没有人有" : pick(column);
        if (!typed) {
            return new One(value, column.each() + " = " + quoted(value));
        }
        String spelled = FOLDED.transliterate(value);
        List<String> all = new ArrayList<>(List.of(quoted(value)));
        for (String other : truth.values(column, MOST_VALUES)) {
            if (FOLDED.transliterate(other).equals(spelled)) {
                all.add(quoted(other));
            }
        }
        return new One(value, column.each() + " in (" + String.join(", ", all) + ")");
    }

    private One number(Column column) throws SQLException {
        BigDecimal low = new BigDecimal(pick(column));
        if (random.nextInt(4) == 0) {
            return new One(low.toPlainString(), column.each() + " = " + low.toPlainString() + "::float8");
        }
        BigDecimal high = new BigDecimal(pick(column));
        String from = low.min(high).toPlainString();
        String to = low.max(high).toPlainString();
        return range(column, from, to, from + "::float8", to + "::float8", to + "::float8");
    }

    private One date(Column column) throws SQLException {
        LocalDate first = LocalDate.parse(pick(column));
        LocalDate second = LocalDate.parse(pick(column));
        LocalDate low = first.isBefore(second) ? first : second;
        LocalDate high = first.isBefore(second) ? second : first;
        int unit = random.nextInt(3);
        String from = text(low, unit);
        String to = text(high, unit);
        if (random.nextInt(3) == 0) {
            return new One(
                    from,
                    column.each() + " >= " + quoted(start(low, unit).toString()) + "::date and " + column.each() + " < "
                            + quoted(behind(low, unit).toString()) + "::date");
        }
        return range(
                column,
                from,
                to,
                quoted(start(low, unit).toString()) + "::date",
                quoted(behind(high, unit).toString()) + "::date",
                quoted(start(high, unit).toString()) + "::date");
    }

    /// @param behind what the included end stops at: the number itself, or the day behind a whole unit
    /// @param excluded what an end left out stops at
    private One range(Column column, String from, String to, String first, String behind, String excluded) {
        boolean number = column.sort() == Sort.NUMBER || column.sort() == Sort.NUMBERS;
        String each = column.each();
        String upTo = each + (number ? " <= " : " < ") + behind;
        return switch (random.nextInt(5)) {
            case 0 -> new One(from + "..", each + " >= " + first);
            case 1 -> new One(".." + to, upTo);
            case 2 -> new One("..<" + to, each + " < " + excluded);
            case 3 -> new One(from + "..<" + to, each + " >= " + first + " and " + each + " < " + excluded);
            default -> new One(from + ".." + to, each + " >= " + first + " and " + upTo);
        };
    }

    private static String text(LocalDate day, int unit) {
        return switch (unit) {
            case 0 -> day.toString();
            case 1 -> YearMonth.from(day).toString();
            default -> "" + day.getYear();
        };
    }

    private static LocalDate start(LocalDate day, int unit) {
        return switch (unit) {
            case 0 -> day;
            case 1 -> day.withDayOfMonth(1);
            default -> day.withDayOfYear(1);
        };
    }

    private static LocalDate behind(LocalDate day, int unit) {
        return switch (unit) {
            case 0 -> day.plusDays(1);
            case 1 -> day.withDayOfMonth(1).plusMonths(1);
            default -> day.withDayOfYear(1).plusYears(1);
        };
    }

    private String pick(Column column) throws SQLException {
        List<String> known = known(column);
        return known.get(random.nextInt(known.size()));
    }

    private List<String> known(Column column) throws SQLException {
        List<String> known = values.get(column.field());
        if (known == null) {
            known = truth.values(column, VALUES);
            values.put(column.field(), known);
        }
        return known;
    }
}
