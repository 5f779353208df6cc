package io.keqing.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemesTest {
    private static SchemeDefinition standard(Scheme scheme) {
        return new SchemeDefinition(
                scheme, 0, SchemeDefinition.read(scheme, SchemeText.standard().get(scheme.id())), null, null);
    }

    @Test
    void everyCellOfTheScoresHasAClass_andTheClassesHaveTheSizesOfTheirHighsAndLows() {
        SchemeDefinition rfm = standard(Scheme.RFM);
        Map<String, Integer> cells = new TreeMap<>();
        for (int cell = 0; cell < 125; cell++) {
            Map<Fact, Double> scores = Map.of(Fact.R, 1d + cell / 25, Fact.F, 1d + cell / 5 % 5, Fact.M, 1d + cell % 5);
            cells.merge(rfm.rules().get(rfm.ruleOf(scores::get)).name(), 1, Integer::sum);
        }
        // two of five scores are high, three low
        assertEquals(
                new TreeMap<>(Map.of(
                        "champion", 8,
                        "bigNewcomer", 12,
                        "bigSleeper", 12,
                        "bigLeaver", 18,
                        "regular", 12,
                        "newcomer", 18,
                        "sleeper", 18,
                        "leaver", 27)),
                cells);
        assertEquals("notBought", rfm.rules().get(rfm.ruleOf(fact -> null)).name());
    }

    @Test
    void whatComesWithThePortal_canBeRead_andIsWrittenAsItWasRead() {
        for (Scheme scheme : Scheme.values()) {
            SchemeDefinition definition = standard(scheme);
            assertEquals(
                    definition.rules(),
                    SchemeDefinition.read(scheme, SchemeText.read(SchemeText.json(definition.rules()))),
                    scheme.id());
        }
        for (Preset preset : SchemeText.presets()) {
            preset.schemes()
                    .forEach((name, rules) ->
                            SchemeDefinition.read(Scheme.named(name).orElseThrow(), rules));
        }
    }

    @Test
    void aRangeSaysWhatItsEndsSay() {
        assertEquals("1<..", Condition.read(Fact.SILENCE, "1<..").text());
        assertEquals("80%..", Condition.read(Fact.SPENT, "80%..").text());
        assertEquals("1..<2.5", Condition.read(Fact.ORDERS, "1..<2.5").text());
        Condition between = Condition.read(Fact.ORDERS, "1<..3");
        assertEquals(
                List.of(false, false, true, true, false),
                List.of(
                        between.holds(null),
                        between.holds(1d),
                        between.holds(1.5),
                        between.holds(3d),
                        between.holds(3.1)));
        for (String wrong : List.of("..", "5", "2..1", "100%..", "a..b", "")) {
            assertThrows(SegmentRefusal.class, () -> Condition.read(Fact.ORDERS, wrong), wrong);
        }
    }
}
