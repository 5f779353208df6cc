package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Vocabulary.Meaning;
import io.keqing.search.Vocabulary.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the grammar of the box from left to right:
///
/// ```
/// any    = all { OR all }                      OR also || | 或 或者
/// all    = not { [AND] not }                   AND also && 并且 且; blanks mean it too
/// not    = [NOT] part                          NOT also - ! 不含 非; closest, then AND, then OR
/// part   = (any) | words or a condition
/// words  = word | prefix* | con*rt | "phrase"
/// cond   = field SIGN value{,value}            SIGN is : = != > >= < <=, with or without blanks
///          field:A..B  field:*  last 30 days  last month  has:type(any)  of:type(any)  in:segment(ID)
/// ```
///
/// Signs may be full-width. What fits nowhere is a [Mistake], and reading goes on behind it. How the parts hang
/// together is [Combination]'s.
final class QueryParser extends TypedText {
    private static final Set<String> HAS = Set.of("has", "有");
    private static final Set<String> OF = Set.of("of", "来自");
    private static final Set<String> IN = Set.of("in", "在");

    /// The time of a record itself.
    private static final String TIME = "at";
    /// With so many words beside it `last month` is a part of a sentence.
    private static final int SENTENCE = 3;

    private final Vocabulary vocabulary;
    private final List<Mistake> mistakes = new ArrayList<>();
    private int clauses;
    private int depth;
    private int deepest;
    private int across;
    private int deepestAcross;
    private boolean star;
    private boolean ambiguous;

    QueryParser(String text, Vocabulary vocabulary) {
        super(text);
        this.vocabulary = vocabulary;
    }

    QueryText parse(String type) {
        Clause clause = any(type, false);
        boolean nothing = clause == null && !star && !text.isBlank();
        return new QueryText(
                clause == null ? Clause.EVERYTHING : clause,
                mistakes,
                nothing,
                new QueryText.Size(clauses, deepest, deepestAcross),
                ambiguous);
    }

    static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HAS.contains(lower) || OF.contains(lower) || IN.contains(lower);
    }

    /// @return null where nothing is left of it
    private @Nullable Clause any(String type, boolean bracketed) {
        List<Combination.Item> items = new ArrayList<>();
        while (skipBlanks() && !(bracketed && isClose(here()))) {
            Operator operator = Operator.at(text, at);
            if (isClose(here())) {
                wrong(at, at + 1, "这个右括号没有对应的左括号", "a bracket that closes needs one that opens");
                at++;
            } else if (operator != null) {
                items.add(operator);
                at = operator.to();
            } else {
                int nots = nots();
                if (!isEnd(at)) {
                    Combination.Part part = part(type);
                    items.add(new Combination.Part(Combination.not(part.clause(), nots), part.structured()));
                }
            }
        }
        Combination.Result result = Combination.of(text, items, mistakes);
        clauses += result.words();
        ambiguous |= result.words() > 0;
        return result.clause();
    }

    private Combination.Part part(String type) {
        Clause contacts = contacts();
        if (contacts != null) {
            return new Combination.Part(contacts, false);
        }
        if (isOpen(here())) {
            return new Combination.Part(group(type), true);
        }
        int start = at;
        SpanReader.Span span = SpanReader.read(text, at);
        if (span != null) {
            at = span.to();
            return new Combination.Part(leaf(start, type, span.lately()), true);
        }
        CalendarWords.Found time = timeInText(type);
        if (time != null) {
            at = time.to();
            Condition named = new Condition.Is(text.substring(start, at));
            return new Combination.Part(leaf(start, type, new Clause.On(new Filter(TIME, List.of(named)))), true);
        }
        Name name = name();
        if (name != null) {
            Clause condition = condition(type, start, name);
            if (at > start) {
                return new Combination.Part(condition, isCondition(condition));
            }
        }
        return new Combination.Part(phraseOrWord(), false);
    }

    private static boolean isCondition(@Nullable Clause clause) {
        return !(clause instanceof Clause.Phrase || clause instanceof Clause.Word);
    }

    /// Numbers and addresses of people: of several with commas between them any is meant.
    private @Nullable Clause contacts() {
        ContactReader.Contacts contacts = ContactReader.readAll(text, at);
        at = contacts.to();
        contacts.all().forEach(this::counted);
        return switch (contacts.all().size()) {
            case 0 -> null;
            case 1 -> contacts.all().getFirst();
            default -> new Clause.Any(List.copyOf(contacts.all()));
        };
    }

    /// A time without a field is that of the records themselves, where they have one. In a sentence it is one of
    /// its words.
    private CalendarWords.@Nullable Found timeInText(String type) {
        CalendarWords.Found found = CalendarWords.find(text, at);
        boolean meant = found != null
                && found.inText()
                && isEnd(found.to())
                && vocabulary.shape(type, TIME).orElse(null) == Shape.TIME
                && (!isLatin(here()) || wordsBeside(at, found.to()) < SENTENCE);
        return meant ? found : null;
    }

    private @Nullable Clause group(String type) {
        int open = at;
        at++;
        deepest = Math.max(deepest, ++depth);
        Clause inner = any(type, true);
        depth--;
        if (at == text.length()) {
            wrong(open, open + 1, "这个左括号没有对应的右括号", "a bracket that opens must close");
        } else {
            at++;
        }
        return inner;
    }

    private @Nullable Clause phraseOrWord() {
        return isQuote(here()) ? phrase() : word();
    }

    private @Nullable Clause phrase() {
        int start = at;
        Quoted quoted = quoted();
        if (!quoted.closed()) {
            wrong(start, start + 1, "这个引号没有结束", "a quote that opens must close");
        }
        String phrase = quoted.text().strip();
        return saysSomething(phrase) ? counted(new Clause.Phrase(phrase)) : null;
    }

    private @Nullable Clause word() {
        int start = at;
        while (at < text.length() && !endsWord(here())) {
            at++;
        }
        return bare(start, text.substring(start, at));
    }

    private @Nullable Clause bare(int start, String word) {
        WordPattern.Stars stars = WordPattern.stars(word);
        String stem = stars.stem();
        if (stem.isEmpty()) {
            star |= !word.isEmpty();
            return null;
        } else if (!saysSomething(stem)) {
            return null;
        } else if (stars.before()) {
            mistakes.add(new Mistake(
                    start,
                    start + word.length(),
                    new Label(
                            "* 不能在词的开头；已按“" + stem + "”查找",
                            "* stands at the end of a word or inside it, not at its start; looked for \"" + stem
                                    + "\""),
                    false));
        }
        if (stars.before() && stem.chars().anyMatch(c -> isColon((char) c))) {
            return counted(new Clause.Phrase(stem)); // without its star it would be read as a condition
        }
        if (WordPattern.hasStarInside(stem) && WordPattern.isChinese(stem)) {
            wrong(
                    start,
                    start + word.length(),
                    "中文里的 * 无法查找；请用空格分开，或写成“" + stem.replaceAll("[*＊]+", " ") + "”",
                    "* is not looked for between Chinese characters; write the parts apart");
            return null;
        }
        return counted(stars.clause());
    }

    private <C extends Clause> C counted(C clause) {
        clauses++;
        return clause;
    }

    /// Leaves `at` at the start where it is no condition but a phrase or a word.
    private @Nullable Clause condition(String type, int start, Name name) {
        Shape shape = vocabulary.shape(type, name.text()).orElse(null);
        int signAt = shape == null ? name.end() : behindBlanks(name.end());
        Comparison sign = signAt < text.length() ? Comparison.at(text, signAt) : null;
        boolean colon = sign != null && sign.kind() == Comparison.Kind.COLON;
        if (sign == null || shape == null && !colon) {
            return null;
        }
        int value = signAt + sign.length();
        boolean empty = isEnd(value);
        if (!name.quoted()) {
            // times, proportions and addresses have colons too
            boolean time = name.text().chars().allMatch(Character::isDigit);
            if (time || text.startsWith("//", value)) {
                return null;
            }
            String lower = name.text().toLowerCase(Locale.ROOT);
            if (!empty && isReserved(lower)) {
                at = value;
                return IN.contains(lower) ? segment(type, start) : across(type, start, HAS.contains(lower));
            }
        }
        if (shape != null) {
            value = behindBlanks(value);
            if (isEnd(value)) {
                at = signAt + sign.length();
                wrong(start, at, "“" + name.text() + "”后面要有一个值", "a value follows \"" + name.text() + "\"");
                return null;
            }
        } else if (empty) {
            if (name.quoted()) {
                return null;
            }
            at = value;
            return bare(start, name.text());
        }
        at = value;
        return values(type, start, name, sign, shape);
    }

    private @Nullable Clause values(String type, int start, Name name, Comparison sign, @Nullable Shape shape) {
        String field = name.text();
        ContactReader.Contact contact = shape == null || shape == Shape.WORD ? ContactReader.read(text, at) : null;
        if (isOpen(here()) && contact == null) {
            skipBrackets();
            wrong(
                    start,
                    at,
                    "冒号后面是一个值；多个值用逗号分开，例如 " + field + ":a,b",
                    "behind the colon stands a value; several are parted by commas, such as " + field + ":a,b");
            return null;
        }
        if (contact != null && contact.text().chars().anyMatch(c -> endsWord((char) c))) {
            at = contact.to();
            Clause on = new Clause.On(new Filter(field, List.of(new Condition.Is(contact.text()))));
            return Combination.not(leaf(start, type, on), sign.kind() == Comparison.Kind.UNEQUAL ? 1 : 0);
        }
        ValueReader reader = new ValueReader(text, at, shape);
        List<Condition> anyOf = reader.read(sign);
        at = reader.at();
        Label wrong = reader.wrong();
        Clause on = new Clause.On(new Filter(field, anyOf));
        if (vocabulary.meaning(type, on) instanceof Meaning.Unknown unknown) {
            return text(start, name, unknown.detail());
        } else if (wrong != null) {
            mistakes.add(new Mistake(start, at, wrong));
            return null;
        }
        Clause clause = leaf(start, type, on);
        return sign.kind() == Comparison.Kind.UNEQUAL ? Combination.not(clause, 1) : clause;
    }

    /// What looks like a condition on a field that nobody has is looked for as it stands: a pasted path, an
    /// address of
    /// a machine, `note:fragile`. Only where it may well have been meant for a condition it is told.
    private Clause text(int start, Name name, Label detail) {
        while (at < text.length() && !endsWord(here())) {
            at++;
        }
        String rest = text.substring(name.end() + 1, at);
        if (!PastedAddress.is(name.text(), rest)) {
            mistakes.add(new Mistake(start, at, detail, false));
        }
        return counted(new Clause.Phrase(text.substring(start, at).replace("\"", "")));
    }

    private @Nullable Clause across(String type, int start, boolean has) {
        String said = typeName();
        String known = said.isEmpty() ? null : vocabulary.type(said).orElse(null);
        boolean brackets = at < text.length() && isOpen(here());
        if (known == null) {
            if (brackets) {
                skipBrackets();
            }
            wrong(
                    start,
                    at,
                    "冒号后面是记录的类型，例如 has:interactions(kind:complaint)，不是“" + said + "”",
                    "behind the colon stands a type, such as has:interactions(kind:complaint), was \"" + said + "\"");
            return null;
        }
        Clause alone = has ? new Clause.Has(known, Clause.EVERYTHING) : new Clause.Of(known, Clause.EVERYTHING);
        Meaning meaning = vocabulary.meaning(type, alone);
        if (!brackets || !(meaning instanceof Meaning.Known)) {
            if (brackets) {
                skipBrackets();
            }
            return leaf(start, type, alone);
        }
        int before = mistakes.size();
        deepestAcross = Math.max(deepestAcross, ++across);
        Clause inner = group(known);
        across--;
        clauses++;
        if (inner == null && mistakes.size() > before) {
            return null; // without its condition it would ask for something else
        }
        Clause of = inner == null ? Clause.EVERYTHING : inner;
        return has ? new Clause.Has(known, of) : new Clause.Of(known, of);
    }

    private @Nullable Clause segment(String type, int start) {
        String said = typeName();
        boolean brackets = at < text.length() && isOpen(here());
        if (!Set.of("segment", "分群").contains(said) || !brackets) {
            if (brackets) {
                skipBrackets();
            }
            wrong(start, at, "写法是 in:segment(编号)", "it is written in:segment(ID)");
            return null;
        }
        at++;
        String id;
        if (at < text.length() && isQuote(here())) {
            id = quoted().text();
        } else {
            int from = at;
            while (at < text.length() && !isClose(here())) {
                at++;
            }
            id = text.substring(from, at);
        }
        skipBlanks();
        if (at < text.length() && isClose(here())) {
            at++;
        } else {
            wrong(start, at, "这个左括号没有对应的右括号", "a bracket that opens must close");
            return null;
        }
        return leaf(start, type, new Clause.InSegment(id.strip()));
    }

    private @Nullable Clause leaf(int start, String type, Clause leaf) {
        return switch (vocabulary.meaning(type, leaf)) {
            case Meaning.Known known -> counted(known.clause());
            case Meaning.Unknown unknown -> {
                mistakes.add(new Mistake(start, at, unknown.detail()));
                yield null;
            }
            case Meaning.Elsewhere elsewhere -> {
                mistakes.add(new Mistake(start, at, elsewhere.detail()));
                yield counted(leaf);
            }
            case Meaning.Wrong wrong -> {
                mistakes.add(new Mistake(start, at, wrong.detail()));
                yield null;
            }
        };
    }

    private void wrong(int from, int to, String zh, String en) {
        mistakes.add(new Mistake(from, to, new Label(zh, en)));
    }
}
