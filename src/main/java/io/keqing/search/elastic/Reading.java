package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.search.Clause;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.QueryText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in words how a question was read, so that nobody takes the answer to another question for theirs:
/// `refund, without return; Tier is gold`. Times by name are told with their days.
final class Reading {
    private final FieldSet type;
    private final Catalogue catalogue;
    private final Dates dates;
    private final Instant now;

    /// @param dates cuts the days that are told
    Reading(FieldSet type, Catalogue catalogue, Dates dates, Instant now) {
        this.type = type;
        this.catalogue = catalogue;
        this.dates = dates;
        this.now = now;
    }

    /// Null where there is nothing to explain: the question is words that must all be met.
    @Nullable
    Label of(QueryText asked) {
        Clause clause = asked.clause();
        if (asked.silent() || clause.equals(Clause.EVERYTHING) || isPlain(clause)) {
            return null;
        }
        return new Label(new Language(type, true).top(clause), new Language(type, false).top(clause));
    }

    private static boolean isPlain(Clause clause) {
        return switch (clause) {
            case Clause.Word word -> true;
            case Clause.Phrase phrase -> true;
            case Clause.Prefix prefix -> true;
            case Clause.All all -> all.of().stream().allMatch(Reading::isPlain);
            case Clause.Pattern pattern -> false;
            case Clause.Contact contact -> true;
            case Clause.On on -> false;
            case Clause.Lately lately -> false;
            case Clause.Any any -> false;
            case Clause.Not not -> false;
            case Clause.Has has -> false;
            case Clause.Of of -> false;
            case Clause.InSegment in -> false;
        };
    }

    /// The sentences of one language.
    private final class Language {
        private final FieldSet fields;
        private final boolean zh;

        Language(FieldSet fields, boolean zh) {
            this.fields = fields;
            this.zh = zh;
        }

        private String say(String chinese, String english) {
            return zh ? chinese : english;
        }

        String top(Clause clause) {
            return clause instanceof Clause.All all ? all(all.of()) : part(clause);
        }

        private String part(Clause clause) {
            return switch (clause) {
                case Clause.Word word -> word.text();
                case Clause.Phrase phrase -> "“" + phrase.text() + "”";
                case Clause.Prefix prefix -> prefix.start() + "*";
                case Clause.Pattern pattern -> pattern.text();
                case Clause.Contact contact -> contact.text();
                case Clause.On on -> condition(on.filter(), false);
                case Clause.Lately lately -> lately(lately);
                case Clause.All all -> "(" + all(all.of()) + ")";
                case Clause.Any any ->
                    any.of().stream().map(this::part).collect(Collectors.joining(say(" 或 ", " or ")));
                case Clause.Not not -> not(not.of());
                case Clause.Has has ->
                    say("有", "has ") + label(has.type()) + within(has.type(), has.of(), say("：", " with: "));
                case Clause.Of of -> say("其客户", "whose customer") + within(of.type(), of.of(), say("：", ": "));
                case Clause.InSegment in -> say("属于分群 ", "in segment ") + in.id();
            };
        }

        private String label(String name) {
            Label label = catalogue.type(name).label();
            return zh ? label.zh() : label.en().toLowerCase(Locale.ROOT);
        }

        private String within(String name, Clause of, String sign) {
            return of.equals(Clause.EVERYTHING)
                    ? ""
                    : sign + "(" + new Language(catalogue.type(name), zh).top(of) + ")";
        }

        /// Words first, then conditions.
        private String all(List<Clause> parts) {
            List<String> words = new ArrayList<>();
            List<String> conditions = new ArrayList<>();
            for (Clause part : parts) {
                String text = part instanceof Clause.Any ? "(" + part(part) + ")" : part(part);
                (isWords(part) ? words : conditions).add(text);
            }
            List<String> both = new ArrayList<>();
            if (!words.isEmpty()) {
                both.add(String.join(say("，", ", "), words));
            }
            both.addAll(conditions);
            return String.join(say("；", "; "), both);
        }

        private boolean isWords(Clause part) {
            return part.hasWords() || part instanceof Clause.Not(Clause of) && of.hasWords();
        }

        private String not(Clause of) {
            return switch (of) {
                case Clause.On on -> condition(on.filter(), true);
                case Clause.Word word -> say("不含 ", "without ") + part(word);
                case Clause.Phrase phrase -> say("不含 ", "without ") + part(phrase);
                case Clause.Prefix prefix -> say("不含 ", "without ") + part(prefix);
                case Clause.Pattern pattern -> say("不含 ", "without ") + part(pattern);
                case Clause.Contact contact -> say("不含 ", "without ") + part(contact);
                case Clause.Not not -> say("非 ", "not ") + "(" + part(not) + ")";
                case Clause.Any any -> say("非 ", "not ") + "(" + part(any) + ")";
                case Clause.All all -> say("非 ", "not ") + part(all);
                case Clause.Lately lately -> say("不在", "not ") + part(lately);
                case Clause.Has has -> say("没有：", "not: ") + part(has);
                case Clause.Of off -> say("并非 ", "not: ") + part(off);
                case Clause.InSegment in -> say("不", "not ") + part(in);
            };
        }

        private String lately(Clause.Lately lately) {
            String unit = lately.unit().name().toLowerCase(Locale.ROOT);
            return say(
                    "最近" + lately.count()
                            + switch (lately.unit()) {
                                case HOURS -> "小时";
                                case DAYS -> "天";
                                case WEEKS -> "周";
                                case MONTHS -> "个月";
                                case YEARS -> "年";
                            },
                    "in the last " + lately.count() + " " + unit);
        }

        private String condition(Filter filter, boolean negated) {
            Field<?> field =
                    catalogue.find(fields, filter.field()).map(Place::field).orElse(null);
            String name = field == null
                    ? filter.field()
                    : zh ? field.label().zh() : field.label().en();
            boolean one = filter.anyOf().size() == 1;
            Condition first = filter.anyOf().getFirst();
            if (one && first instanceof Condition.Missing) {
                return name + (negated ? say("有值", " is given") : say("无值", " is missing"));
            } else if (one && first instanceof Condition.Present) {
                return name + (negated ? say("无值", " is missing") : say("有值", " is given"));
            }
            String values = filter.anyOf().stream()
                    .map(condition -> value(field, condition))
                    .collect(Collectors.joining(say(" 或 ", " or ")));
            return name + (negated ? say("不是 ", " is not ") : say("为 ", " is ")) + values;
        }

        private String value(@Nullable Field<?> field, Condition condition) {
            return switch (condition) {
                case Condition.Missing missing -> say("（无值）", "missing");
                case Condition.Present present -> say("（任意值）", "any value");
                case Condition.Like like -> like.pattern();
                case Condition.Is(String value) -> single(field, value);
                case Condition.Between between -> range(field, between);
            };
        }

        private String range(@Nullable Field<?> field, Condition.Between between) {
            List<String> ends = new ArrayList<>();
            if (between.from() != null) {
                String sign = between.fromExcluded() ? "> " : "≥ ";
                ends.add(sign + end(field, between.from(), !between.fromExcluded()));
            }
            if (between.to() != null) {
                String sign = between.toExcluded() ? "< " : "≤ ";
                ends.add(sign + end(field, between.to(), between.toExcluded()));
            }
            return ends.isEmpty() ? say("任意值", "any value") : String.join(say("、", " and "), ends);
        }

        private String single(@Nullable Field<?> field, String value) {
            if (field != null && field.kind() instanceof ValueKind.Choice choice) {
                Optional<Option> option = choice.meantBy(value).or(() -> ValueSpellings.option(choice, value));
                return option.map(
                                found -> zh ? found.label().zh() : found.label().en())
                        .orElse(value);
            } else if (isTime(field)) {
                Dates.DaySpan span = dates.days("", value, now);
                String last = span.to().minusDays(1).toString();
                String days = span.from().toString().equals(last) ? last : span.from() + say(" 至 ", " to ") + last;
                return value.equals(days) ? value : value + " (" + days + ")";
            }
            return value;
        }

        /// A number as it is compared, a time by name with the day that counts.
        ///
        /// @param start whether the first day of a time counts, not the last
        private String end(@Nullable Field<?> field, String value, boolean start) {
            if (!isTime(field)) {
                Double number = NumberText.read(value);
                return number == null ? value : number(number);
            }
            Dates.DaySpan span = dates.days("", value, now);
            String day = (start ? span.from() : span.to().minusDays(1)).toString();
            return value.equals(day) ? value : value + " (" + day + ")";
        }

        private static boolean isTime(@Nullable Field<?> field) {
            return field != null && (field.kind() instanceof ValueKind.Day || field.kind() instanceof ValueKind.Moment);
        }

        private static String number(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }
}
