package io.keqing.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One thing a rule asks of a customer: a range of a number or some words. A range is written `A..B`, either end may be
/// empty, `A<..` and `..<B` leave an end out. An end with `%` is the value below which so many per cent of those who
/// ever ordered lie: `80%..` is above it, `..80%` is at or below it, so that equal values never part. A customer
/// without the fact does not meet it.
///
/// @param low null where there is none
/// @param high null where there is none
/// @param words for facts that are words; then there is no range
public record Condition(
        Fact fact, @Nullable Bound low, @Nullable Bound high, List<String> words) {
    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)(%?)";
    private static final Pattern RANGE = Pattern.compile("(?:" + NUMBER + "(<?))?\\.\\.(?:(<?)" + NUMBER + ")?");
    private static final double PER_CENT = 100;
    private static final int MOST_WORDS = 200;

    public Condition {
        words = List.copyOf(words);
    }

    /// @param value the number, or a share of 0 to 1
    /// @param included whether the end itself belongs to the range; ends that are shares follow the type's own rule
    public record Bound(double value, boolean share, boolean included) {}

    /// A value that parts those who ever ordered: `share` of them lie at or below it.
    public record Cut(Fact fact, double share) implements Comparable<Cut> {
        @Override
        public int compareTo(Cut other) {
            int by = fact.compareTo(other.fact);
            return by != 0 ? by : Double.compare(share, other.share);
        }
    }

    /// @param asked a range, or a word or list of words
    /// @throws SegmentRefusal where it says nothing this fact can be asked, or a number beyond
    /// [Fact#range]
    static Condition read(Fact fact, Object asked) {
        if (fact.isWord()) {
            List<String> words = new ArrayList<>();
            for (Object word : asked instanceof List<?> several ? several : List.of(asked)) {
                words.add(String.valueOf(word));
            }
            if (words.size() > MOST_WORDS) {
                throw new SegmentRefusal(
                        SegmentRefusal.Kind.RULE,
                        "%s must name at most %d words, named %d".formatted(fact.id(), MOST_WORDS, words.size()));
            }
            if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
                throw new SegmentRefusal(
                        SegmentRefusal.Kind.RULE, "%s must name at least one word".formatted(fact.id()));
            }
            return new Condition(fact, null, null, words);
        }
        String text = String.valueOf(asked).strip();
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || text.equals("..")) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "%s must be a range such as 2.., ..30, 80%%.. or 0<..1, was %s".formatted(fact.id(), text));
        }
        Bound low = range.group(1) == null
                ? null
                : bound(fact, range.group(1), range.group(2), range.group(3).isEmpty());
        Bound high = range.group(5) == null
                ? null
                : bound(fact, range.group(5), range.group(6), range.group(4).isEmpty());
        if (low != null && high != null && low.share() == high.share() && low.value() > high.value()) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE, "%s must not end before it starts, was %s".formatted(fact.id(), text));
        }
        return new Condition(fact, low, high, List.of());
    }

    private static Bound bound(Fact fact, String number, String percent, boolean included) {
        double value = Double.parseDouble(number);
        if (percent.isEmpty()) {
            SegmentRefusal.check(fact.range(), fact.id(), value);
            return new Bound(value, false, included);
        }
        if (value <= 0 || value >= PER_CENT) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "%s must name a share between 0%% and 100%%, was %s%%".formatted(fact.id(), number));
        }
        return new Bound(value / PER_CENT, true, true);
    }

    /// As it is written in a scheme.
    public Object text() {
        if (fact.isWord()) {
            return words;
        }
        return (low == null ? "" : number(low) + (low.included() ? "" : "<"))
                + ".."
                + (high == null ? "" : (high.included() ? "" : "<") + number(high));
    }

    private static String number(Bound bound) {
        double value = bound.share() ? Math.round(bound.value() * PER_CENT * 1e6) / 1e6 : bound.value();
        String text = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
        return bound.share() ? text + "%" : text;
    }

    /// The cuts that have to be known to tell who meets it.
    Set<Cut> cuts() {
        Set<Cut> cuts = new TreeSet<>();
        for (Bound bound : bounds()) {
            if (bound.share()) {
                cuts.add(new Cut(fact, bound.value()));
            }
        }
        return cuts;
    }

    /// Whether a number meets it; what a cut or a word decides is not met here.
    boolean holds(@Nullable Double value) {
        return value != null
                && words.isEmpty()
                && bounds().stream().noneMatch(Bound::share)
                && (low == null || value > low.value() || low.included() && value == low.value())
                && (high == null || value < high.value() || high.included() && value == high.value());
    }

    List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        if (low != null) {
            bounds.add(low);
        }
        if (high != null) {
            bounds.add(high);
        }
        return bounds;
    }
}
