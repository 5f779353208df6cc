package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.Clause.All;
import io.keqing.search.Clause.Any;
import io.keqing.search.Clause.Has;
import io.keqing.search.Clause.InSegment;
import io.keqing.search.Clause.Lately;
import io.keqing.search.Clause.Not;
import io.keqing.search.Clause.Of;
import io.keqing.search.Clause.On;
import io.keqing.search.Clause.Pattern;
import io.keqing.search.Clause.Phrase;
import io.keqing.search.Clause.Prefix;
import io.keqing.search.Clause.Word;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Filter.Condition.Between;
import io.keqing.search.Filter.Condition.Is;
import io.keqing.search.Filter.Condition.Like;
import io.keqing.search.Filter.Condition.Missing;
import io.keqing.search.Filter.Condition.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The grammar without a catalogue: every name is taken as it stands.
class QueryTextTest {
    private static QueryText read(String text) {
        return QueryText.read(text, "interactions", Vocabulary.ANY);
    }

    private static Clause clause(String text) {
        QueryText read = read(text);
        assertEquals(List.of(), read.mistakes(), text);
        return read.clause();
    }

    private static Word word(String text) {
        return new Word(text);
    }

    private static On on(String field, Condition... anyOf) {
        return new On(new Filter(field, List.of(anyOf)));
    }

    private static All all(Clause... of) {
        return new All(List.of(of));
    }

    private static Any any(Clause... of) {
        return new Any(List.of(of));
    }

    @Test
    void wordsPhrasesAndWhatIsNotWanted() {
        assertEquals(Clause.EVERYTHING, clause(" 　 "));
        assertEquals(word("客户关系"), clause("客户关系"));
        assertEquals(
                all(new Phrase("客户 关系"), new Not(word("退款")), word("iPhone15")), clause("“客户 关系” -退款　iPhone15 - & -"));
        assertEquals(all(word("E-1042"), new Not(new Phrase("a b"))), clause("E-1042 −\"a b\""));
        assertEquals(new Phrase("says \"no\" \\ yes"), clause("\"says \\\"no\\\" \\\\ yes\""));
        assertEquals(all(word("12:30"), word("https://example.com/a")), clause("12:30 https://example.com/a"));
        assertEquals(all(word("Re"), word("refund")), clause("Re: refund"));
    }

    @Test
    void andBindsCloserThanOr_bracketsCloserThanBoth() {
        assertEquals(any(all(word("a"), word("b")), word("c")), clause("a b OR c"));
        assertEquals(all(word("a"), any(word("b"), word("c"))), clause("a (b OR c)"));
        assertEquals(all(any(word("a"), word("b")), new Not(word("c"))), clause("（a 或 b） -c"));
        assertEquals(any(word("a"), word("b"), word("c")), clause("a OR (b OR c)"));
        assertEquals(all(word("a"), word("or"), word("b")), clause("a or b"));
        assertEquals(new Not(all(word("a"), word("b"))), clause("-(a b)"));
        assertEquals(all(word("a"), word("b"), word("c")), clause("((a) (b c))"));
        assertEquals(word("a"), clause("() a ()"));
    }

    @Test
    void fieldsTakeValuesRangesAndWhetherThereIsOne() {
        assertEquals(on("tier", new Is("gold")), clause("tier:gold"));
        assertEquals(on("会员等级", new Is("gold")), clause("会员等级：gold"));
        assertEquals(on("tier", new Is("gold"), new Is("银 卡")), clause("tier:gold,\"银 卡\""));
        assertEquals(on("attributes.鞋 码", new Is("42")), clause("attributes.\"鞋 码\":42"));
        assertEquals(on("NPS score", new Is("9")), clause("\"NPS score\":9"));
        assertEquals(on("nps", new Between("0", "6", false)), clause("nps:0..6"));
        assertEquals(on("nps", new Between("0", "7", true), new Is("9")), clause("nps:0..<7,9"));
        assertEquals(on("at", new Between("2025-01", "2025-03", false)), clause("at:2025-01..2025-03"));
        assertEquals(on("at", new Between("now-30d", null, false)), clause("at:now-30d.."));
        assertEquals(on("at", new Between("2025-01-01T10:00", null, false)), clause("at:\"2025-01-01T10:00\".."));
        assertEquals(on("at", new Between(null, "2025", true)), clause("at:..<2025"));
        assertEquals(on("tier", new Is("a..b")), clause("tier:\"a..b\""));
        assertEquals(on("tier", new Present()), clause("tier:*"));
        assertEquals(on("tier", new Missing()), clause("-tier:*"));
        assertEquals(on("tier", new Missing(), new Is("gold")), clause("tier:\"\",gold"));
        assertEquals(new Not(on("tier", new Is("gold"))), clause("-tier:gold"));
        assertEquals(on("city", new Is("上*")), clause("city:\"上*\""));
    }

    @Test
    void conditionsTakeComparisonsFormsAndOpenEnds() {
        assertEquals(on("n", new Between("100", null, true, false)), clause("n:>100"));
        assertEquals(on("n", new Between("100", null, false, false)), clause("n:>=100"));
        assertEquals(on("n", new Between(null, "100", false, true)), clause("n:<100"));
        assertEquals(on("n", new Between(null, "100", false, false)), clause("n:≤100"));
        assertEquals(on("n", new Between("1", "9", true, true)), clause("n:>1..<9"));
        assertEquals(on("n", new Between("1", null, true, false), new Is("0")), clause("n：＞1,0"));
        assertEquals(on("name", new Like("Abi*")), clause("name:Abi*"));
        assertEquals(on("name", new Like("*b*l"), new Is("x")), clause("name:*b*l,x"));
        assertEquals(on("tier", new Is("go*")), clause("tier:\"go*\""));
    }

    @Test
    void prefixesEndWithAStar_patternsHaveOneInside() {
        assertEquals(new Pattern("con*rt"), clause("con*rt"));
        assertEquals(new Pattern("c*n*t*"), clause("c＊n**t*"));
        assertEquals(word("10*20cm"), clause("10*20cm"));
        assertEquals(new Prefix("refu"), clause("refu*"));
        assertEquals(all(new Prefix("京"), word("10*20cm")), clause("京* 10*20cm"));
        assertEquals(Clause.EVERYTHING, clause("*"));
    }

    @ParameterizedTest
    @CsvSource({
        "last 30 days, 30, DAYS",
        "Last 1 week, 1, WEEKS",
        "past 6 months, 6, MONTHS",
        "最近30天, 30, DAYS",
        "最近 30 天, 30, DAYS",
        "过去三个月, 3, MONTHS",
        "近两年, 2, YEARS",
        "最近24小时, 24, HOURS"
    })
    void aSpanOfTimeIsSaidInWords(String text, int count, Lately.Unit unit) {
        assertEquals(new Lately(count, unit), clause(text));
        assertEquals(all(word("x"), new Not(new Lately(count, unit))), clause("x -" + text));
    }

    @Test
    void aSpanInsideAWordOrAPhraseIsNone() {
        assertEquals(word("最近30天的投诉"), clause("最近30天的投诉"));
        assertEquals(new Phrase("last 30 days"), clause("\"last 30 days\""));
        assertEquals(all(word("last"), word("30"), word("days")), clause("(last) 30 days"));
    }

    @Test
    void conditionsAcrossTypes() {
        assertEquals(
                new Has(
                        "interactions",
                        all(on("kind", new Is("complaint")), on("at", new Between("now-30d", null, false)))),
                clause("has:interactions(kind:complaint at:now-30d..)"));
        assertEquals(
                new Not(new Has("feedback", on("nps", new Between("0", "6", false)))),
                clause("-has:feedback(nps:0..6)"));
        assertEquals(new Has("feedback", Clause.EVERYTHING), clause("has:feedback"));
        assertEquals(new Has("feedback", Clause.EVERYTHING), clause("has:feedback()"));
        assertEquals(new Of("customers", on("tier", new Is("gold"))), clause("of:customers(tier:gold)"));
        assertEquals(new Of("customers", new Has("feedback", word("x"))), clause("of:customers(has:feedback(x))"));
        assertEquals(new InSegment("42"), clause("in:segment(42)"));
        assertEquals(new InSegment("高 价值"), clause("在：分群（高 价值）"));
        assertEquals(new Has("互动", on("类型", new Is("投诉"))), clause("有：互动（类型：投诉）"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a (b c          | 2 | 3  | must close        | a b c",
                "a) b            | 1 | 2  | needs one that    | a b",
                "a \"b c         | 2 | 3  | quote             | a \"b c\"",
                "*foo a          | 0 | 4  | not at its start  | foo a",
                "京*都 a          | 0 | 3  | between Chinese   | a",
                "a AND           | 2 | 5  | between two parts | a",
                "AND a           | 0 | 3  | between two parts | a",
                "a OR OR b       | 5 | 7  | between two parts | a OR b",
                "a NOT           | 2 | 5  | before a part     | a",
                "a 或者           | 2 | 4  | between two parts | a",
                "n:<5..9 a       | 0 | 7  | before a range    | a",
                "OR a            | 0 | 2  | between two parts | a",
                "a OR            | 2 | 4  | between two parts | a",
                "tier:gold, a    | 0 | 10 | between the comma | a",
                "tier:(x OR y) a | 0 | 13 | parted by commas  | a",
                "in:group(3) a   | 0 | 11 | in:segment(ID)    | a",
            })
    void aWrongPartIsTold_andTheRestIsAsked(String text, int from, int to, String said, String rest) {
        QueryText read = read(text);
        assertEquals(1, read.mistakes().size(), read.toString());
        Mistake mistake = read.mistakes().getFirst();
        assertEquals(from, mistake.from(), mistake.toString());
        assertEquals(to, mistake.to(), mistake.toString());
        assertTrue(mistake.detail().en().contains(said), mistake.toString());
        assertEquals(clause(rest), read.clause());
    }

    @Test
    void whatSaysNothingIsSilent() {
        assertTrue(read("!!! ???").silent());
        assertFalse(read("*").silent());
        assertFalse(read("").silent());
        assertFalse(read("*foo").silent());
    }

    @Test
    void whatIsTooMuchIsNamedWithItsRule() {
        read("a ".repeat(32)).check();
        assertTooMuch("32", "33", "a ".repeat(33));
        read("(".repeat(8) + "a" + ")".repeat(8)).check();
        assertTooMuch("8", "9", "(".repeat(9) + "a" + ")".repeat(9));
        read("of:customers(has:interactions(a))").check();
        assertTooMuch("2", "3", "of:customers(has:interactions(of:customers(a)))");
    }

    private static void assertTooMuch(String limit, String had, String text) {
        String message = assertThrows(
                        InvalidQueryException.class, () -> read(text).check())
                .getMessage();
        assertTrue(message.contains(limit) && message.contains(had), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a OR b) -c \"exact phrase\"",
                "等级:gold",
                "at:2025-01..2025-03",
                "-field:*",
                "has:interactions(kind:complaint at:now-30d..)"
            })
    void whatPeopleTypeIsWrittenAsTheyTypedIt(String text) {
        assertEquals(text, QueryText.write(clause(text)));
    }

    @Test
    void whatIsWrittenIsReadAsTheSameTree() {
        Random random = new Random(4);
        for (int i = 0; i < 30_000; i++) {
            Clause made = tree(random, 3);
            String text = QueryText.write(made);
            QueryText read = read(text);
            assertEquals(made, read.clause(), text);
            assertEquals(List.of(), read.mistakes(), text);
        }
    }

    private static final String[] TEXTS = {
        "a", "客户", "last", "OR", "或", "最近", "12:30", "x y", "a..b", "\"", "\\", "“q”", "*", "a,b", "(z)", "-", "now-3d",
        "2025-01", ":", "has", "."
    };

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)]
                + (random.nextInt(3) == 0 ? TEXTS[random.nextInt(TEXTS.length)] : "");
    }

    private static Clause tree(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 11);
        return switch (kind) {
            case 0 ->
                word(new String[] {"a", "客户", "last", "最近", "12:30", "E-1", "10*20", "近3天x", "or", "not", "And"}
                        [random.nextInt(11)]);
            case 1 -> new Phrase(text(random).strip() + "x");
            case 2 ->
                random.nextBoolean()
                        ? new Prefix(new String[] {"refu", "京", "last", "1:2"}[random.nextInt(4)])
                        : new Pattern("c*rt");
            case 3 ->
                new On(new Filter(
                        text(random).strip() + "n",
                        Stream.of(condition(random), condition(random))
                                .distinct()
                                .toList()));
            case 4 -> new Lately(random.nextInt(100), Lately.Unit.values()[random.nextInt(5)]);
            case 5 -> new InSegment(text(random).strip());
            case 6 -> {
                Clause of = tree(random, depth - 1);
                yield of instanceof On(Filter filter) && filter.anyOf().equals(List.of(new Present()))
                        ? of
                        : new Not(of);
            }
            case 7 -> new Has("interactions", tree(random, depth - 1));
            case 8 -> new Of("customers", random.nextInt(4) == 0 ? Clause.EVERYTHING : tree(random, depth - 1));
            case 9 -> new All(several(random, depth, All.class));
            default -> new Any(several(random, depth, Any.class));
        };
    }

    /// A tree as the parser makes it: no list directly inside one of its kind.
    private static List<Clause> several(Random random, int depth, Class<?> kind) {
        List<Clause> parts = new ArrayList<>();
        while (parts.size() < 2 + random.nextInt(2)) {
            Clause part = tree(random, depth - 1);
            if (!kind.isInstance(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Condition condition(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Missing();
            case 1 -> new Present();
            case 2 -> {
                String from = random.nextBoolean() ? null : text(random);
                yield new Between(from, text(random), from != null && random.nextBoolean(), random.nextBoolean());
            }
            case 3 -> new Like("a*b");
            default -> new Is(text(random));
        };
    }

    @Test
    void anyTextIsReadWithoutAnException_andWhatItMeansIsWrittenAndReadAgain() {
        String signs =
                "ab客户12 　()（）\"“”*＊:：,，-−.<>=!|&OR或且非不含ANDNOTandornot\\lastdays天最近hasofin/;'\uD83D\uDE00\u0000\t";
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(28);
            for (int j = 0; j < length; j++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            Clause read = read(text.toString()).clause();
            String written = QueryText.write(read);
            QueryText again = read(written);
            assertEquals(read, again.clause(), text + " → " + written);
            assertEquals(List.of(), again.mistakes(), () -> text + " → " + written);
        }
        for (String each :
                List.of("(".repeat(20_000), "-".repeat(20_000) + "a", "has:x(".repeat(3_000), "\"".repeat(9_999))) {
            read(each.substring(0, Math.min(each.length(), SearchQuery.MAX_WORDS)));
        }
    }
}
