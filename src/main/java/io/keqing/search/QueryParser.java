package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Vocabulary.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the grammar of the box from left to right:
///
/// ```
/// any    = all { OR all }                      OR also 或; blanks mean and, which binds closer
/// all    = part { part }
/// part   = -part | (any) | words or a condition
/// words  = word | prefix* | "phrase"
/// cond   = field:value{,value}  field:A..B  field:*  last 30 days  has:type(any)  of:type(any)  in:segment(ID)
/// ```
///
/// Signs may be full-width. What fits nowhere is a [Mistake], and reading goes on behind it.
final class QueryParser extends TypedText {
    private static final Set<String> HAS = Set.of("has", "有");
    private static final Set<String> OF = Set.of("of", "来自");
    private static final Set<String> IN = Set.of("in", "在");

    private final Vocabulary vocabulary;
    private final List<Mistake> mistakes = new ArrayList<>();
    private int clauses;
    private int depth;
    private int deepest;
    private int across;
    private int deepestAcross;
    private boolean star;

    QueryParser(String text, Vocabulary vocabulary) {
        super(text);
        this.vocabulary = vocabulary;
    }

    QueryText parse(String type) {
        Clause clause = any(type, false);
        boolean nothing = clause == null && mistakes.isEmpty() && !star && !text.isBlank();
        return new QueryText(
                clause == null ? Clause.EVERYTHING : clause,
                mistakes,
                nothing,
                new QueryText.Size(clauses, deepest, deepestAcross));
    }

    static boolean isReserved(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return HAS.contains(lower) || OF.contains(lower) || IN.contains(lower);
    }

    /// @return null where nothing is left of it
    private @Nullable Clause any(String type, boolean bracketed) {
        List<Clause> branches = new ArrayList<>();
        List<Clause> branch = new ArrayList<>();
        boolean parts = false;
        int or = -1;
        while (skipBlanks() && !(bracketed && isClose(here()))) {
            if (isClose(here())) {
                wrong(at, at + 1, "这个右括号没有对应的左括号", "a bracket that closes needs one that opens");
                at++;
            } else if (orLength() > 0) {
                if (!parts) {
                    wrong(at, at + orLength(), "OR 的前后都要有内容", "OR stands between two parts");
                }
                branches.add(all(branch));
                branch = new ArrayList<>();
                parts = false;
                or = at;
                at += orLength();
            } else {
                Clause part = part(type);
                parts = true;
                if (part != null) {
                    branch.add(part);
                }
            }
        }
        if (or >= 0 && !parts && orAlone(or)) {
            wrong(or, or + (text.startsWith("OR", or) ? 2 : 1), "OR 的前后都要有内容", "OR stands between two parts");
        }
        branches.add(all(branch));
        List<Clause> alternatives = new ArrayList<>();
        for (Clause each : branches) {
            if (each instanceof Clause.Any more) {
                alternatives.addAll(more.of());
            } else if (!each.equals(Clause.EVERYTHING)) {
                alternatives.add(each);
            }
        }
        return switch (alternatives.size()) {
            case 0 -> null;
            case 1 -> alternatives.getFirst();
            default -> new Clause.Any(alternatives);
        };
    }

    /// Whether the last OR has not been called wrong already.
    private boolean orAlone(int or) {
        return mistakes.stream().noneMatch(mistake -> mistake.from() == or);
    }

    private static Clause all(List<Clause> parts) {
        List<Clause> flat = new ArrayList<>();
        for (Clause part : parts) {
            if (part instanceof Clause.All more) {
                flat.addAll(more.of());
            } else {
                flat.add(part);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new Clause.All(flat);
    }

    private @Nullable Clause part(String type) {
        if (isMinus(here())) {
            at++;
            boolean alone = at == text.length() || isBlank(here()) || isClose(here());
            Clause of = alone ? null : part(type);
            return of == null ? null : not(of);
        }
        Clause contacts = contacts();
        if (contacts != null) {
            return contacts;
        }
        if (isOpen(here())) {
            return group(type);
        }
        int start = at;
        SpanReader.Span span = SpanReader.read(text, at);
        if (span != null) {
            at = span.to();
            return leaf(start, type, span.lately());
        }
        Clause condition = null;
        Name name = name();
        if (name != null) {
            condition = condition(type, start, name);
            return at > start ? condition : phraseOrWord();
        }
        return phraseOrWord();
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

    private static Clause not(Clause of) {
        boolean present =
                of instanceof Clause.On(Filter filter) && filter.anyOf().equals(List.of(new Condition.Present()));
        return present
                ? new Clause.On(new Filter(((Clause.On) of).filter().field(), List.of(new Condition.Missing())))
                : new Clause.Not(of);
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
        int end = word.length();
        while (end > 0 && isStar(word.charAt(end - 1))) {
            end--;
        }
        String stem = word.substring(0, end);
        if (stem.isEmpty()) {
            star |= !word.isEmpty();
            return null;
        } else if (isStar(stem.charAt(0))) {
            wrong(start, start + word.length(), "* 只能在词的末尾，不能在开头", "* stands at the end of a word, not at its start");
            return null;
        } else if (!saysSomething(stem)) {
            return null;
        } else if (end < word.length()) {
            return counted(new Clause.Prefix(stem));
        }
        boolean or = word.equals("OR") || word.equals("或");
        return counted(or ? new Clause.Phrase(word) : new Clause.Word(word));
    }

    private <C extends Clause> C counted(C clause) {
        clauses++;
        return clause;
    }

    /// Leaves `at` at the start where it is no condition but a phrase or a word.
    private @Nullable Clause condition(String type, int start, Name name) {
        int value = name.colon() + 1;
        boolean empty = value == text.length() || isBlank(text.charAt(value)) || isClose(text.charAt(value));
        if (!name.quoted()) {
            // times, proportions and addresses have colons too
            boolean time = name.text().chars().allMatch(Character::isDigit);
            if (time || text.startsWith("//", value)) {
                return null;
            }
            String lower = name.text().toLowerCase(java.util.Locale.ROOT);
            if (!empty && isReserved(lower)) {
                at = value;
                return IN.contains(lower) ? segment(type, start) : across(type, start, HAS.contains(lower));
            }
        }
        if (empty) {
            Meaning meaning =
                    vocabulary.meaning(type, new Clause.On(new Filter(name.text(), List.of(new Condition.Present()))));
            if (vocabulary != Vocabulary.ANY && meaning instanceof Meaning.Known) {
                at = value;
                wrong(start, at, "冒号后面要紧跟一个值", "a value follows the colon at once");
                return null;
            } else if (name.quoted()) {
                return null;
            }
            at = value;
            return bare(start, name.text());
        }
        at = value;
        return values(type, start, name.text());
    }

    private @Nullable Clause values(String type, int start, String field) {
        if (isOpen(here()) && ContactReader.read(text, at) == null) {
            skipBrackets();
            wrong(
                    start,
                    at,
                    "冒号后面是一个值；多个值用逗号分开，例如 " + field + ":a,b",
                    "behind the colon stands a value; several are parted by commas, such as " + field + ":a,b");
            return null;
        }
        ContactReader.Contact contact = ContactReader.read(text, at);
        if (contact != null && contact.text().chars().anyMatch(c -> endsWord((char) c))) {
            at = contact.to();
            return leaf(start, type, new Clause.On(new Filter(field, List.of(new Condition.Is(contact.text())))));
        }
        ValueReader reader = new ValueReader(text, at);
        List<Condition> anyOf = reader.read();
        at = reader.at();
        Label wrong = reader.wrong();
        if (wrong != null) {
            mistakes.add(new Mistake(start, at, wrong));
            return null;
        }
        return leaf(start, type, new Clause.On(new Filter(field, anyOf)));
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
