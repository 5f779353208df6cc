package io.keqing.segment;

import io.keqing.field.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A scheme as it is in force: rules in order, the first that a customer meets says their class. The last rule asks
/// nothing and leads to the scheme's starting class, so that every customer has exactly one.
///
/// @param version goes up with every change
/// @param since when this version came into force
/// @param by who made it, null for the one that comes with the portal
public record SchemeDefinition(
        Scheme scheme,
        int version,
        List<Rule> rules,
        @Nullable Instant since,
        @Nullable String by) {
    private static final int MOST_RULES = 60;
    private static final int MOST_LABEL = 80;

    public SchemeDefinition {
        rules = List.copyOf(rules);
    }

    /// @param name the class it leads to
    /// @param label what people call the rule
    /// @param when all of them must hold
    public record Rule(String name, Label label, List<Condition> when) {
        public Rule {
            when = List.copyOf(when);
        }

        /// Its conditions as they are written.
        public Map<String, Object> text() {
            Map<String, Object> text = new LinkedHashMap<>();
            when.forEach(condition -> text.put(condition.fact().id(), condition.text()));
            return text;
        }
    }

    /// The rule of whoever has these numbers, from 0; for schemes that ask for numbers alone.
    public int ruleOf(java.util.function.Function<Fact, @Nullable Double> facts) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().stream().allMatch(each -> each.holds(facts.apply(each.fact())))) {
                return i;
            }
        }
        throw new IllegalStateException("the last rule of " + scheme.id() + " must catch everybody");
    }

    /// A rule as it is written, before it is understood.
    ///
    /// @param name the class
    /// @param label null for the class's own
    /// @param when fact → range or words
    public record Written(String name, @Nullable Label label, Map<String, Object> when) {}

    /// @throws SegmentRefusal where a rule names a class or fact that is none, or the last does not catch everybody
    static List<Rule> read(Scheme scheme, List<Written> written) {
        if (written.isEmpty() || written.size() > MOST_RULES) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "a scheme must have 1 to %d rules, had %d".formatted(MOST_RULES, written.size()));
        }
        List<Rule> rules = new ArrayList<>();
        for (Written each : written) {
            rules.add(rule(scheme, each, rules.size() + 1));
        }
        Rule last = rules.getLast();
        if (!last.when().isEmpty() || !last.name().equals(scheme.start())) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "the last rule must ask nothing and lead to %s, so that everybody has a class, was %s with %d conditions"
                            .formatted(scheme.start(), last.name(), last.when().size()));
        }
        for (Rule rule : rules.subList(0, rules.size() - 1)) {
            if (rule.when().isEmpty()) {
                throw new SegmentRefusal(
                        SegmentRefusal.Kind.RULE,
                        "only the last rule may ask nothing, rule %d did".formatted(rules.indexOf(rule) + 1));
            }
        }
        return rules;
    }

    private static Rule rule(Scheme scheme, Written written, int place) {
        if (scheme.classes().stream().noneMatch(option -> option.value().equals(written.name()))) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "class must be one of %s in rule %d, was %s"
                            .formatted(
                                    String.join(
                                            ", ",
                                            scheme.classes().stream()
                                                    .map(option -> option.value())
                                                    .toList()),
                                    place,
                                    written.name()));
        }
        List<Condition> when = new ArrayList<>();
        written.when().forEach((name, asked) -> {
            Fact fact = Fact.named(name)
                    .orElseThrow(() -> new SegmentRefusal(
                            SegmentRefusal.Kind.RULE, "rule %d asks for %s, which is no fact".formatted(place, name)));
            when.add(Condition.read(fact, asked));
        });
        Label label = written.label();
        if (label == null || label.zh().isBlank() || label.en().isBlank()) {
            label = scheme.labelOf(written.name());
        }
        if (label.zh().length() > MOST_LABEL || label.en().length() > MOST_LABEL) {
            throw new SegmentRefusal(
                    SegmentRefusal.Kind.RULE,
                    "a label has at most %d characters, rule %d had more".formatted(MOST_LABEL, place));
        }
        return new Rule(written.name(), label, when);
    }
}
