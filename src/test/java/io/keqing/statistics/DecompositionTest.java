package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.Decomposition.Answers;
import io.keqing.statistics.Decomposition.Group;
import io.keqing.statistics.Decomposition.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecompositionTest {
    /// Tables of each simulated case; `-Dkeqing.statistics.runs=20000` is the whole form.
    private static final int RUNS = Integer.getInteger("keqing.statistics.runs", 400);

    private static Answers nps(long good, long neutral, long bad) {
        long n = good + neutral + bad;
        return new Answers(n, good - bad, good + bad, n);
    }

    /// Kitagawa's parts of an NPS of .26 that became .288, worked out by hand.
    @Test
    void anExampleWorkedOutByHand() {
        Pair phone = new Pair(new Answers(120, 12, 60, 120), new Answers(80, 4, 40, 80));
        Pair web = new Pair(new Answers(80, 40, 50, 80), new Answers(170, 68, 100, 170));
        Decomposition parts = Decomposition.of(List.of(phone, web));
        assertEquals(.028, parts.change().value(), 1e-12);
        Group first = parts.groups().getFirst();
        assertEquals(-.0210, first.mix(), 1e-12);
        assertEquals(-.0230, first.rate().value(), 1e-12);
        assertEquals(.0557, first.centred().value(), 5e-5);
        Group second = parts.groups().getLast();
        assertEquals(.1260, second.mix(), 1e-12);
        assertEquals(-.0540, second.rate().value(), 1e-12);
        assertEquals(.0493, second.centred().value(), 5e-5);
        assertEquals(.028, parts.mix().value() + parts.rate().value(), 1e-12);
    }

    /// `decomposition.py` has them by numerical gradients.
    @Test
    void partsAndErrors_areThoseOfNumericalGradients() throws IOException {
        Map<String, List<String[]>> tables = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/statistics/decomposition.csv")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(row -> tables.computeIfAbsent(row[0], any -> new ArrayList<>())
                            .add(row));
        }
        assertEquals(24, tables.size());
        tables.forEach((table, rows) -> {
            List<Pair> pairs = rows.stream()
                    .filter(row -> !row[1].equals("all"))
                    .map(row -> new Pair(answers(row, 2), answers(row, 5)))
                    .toList();
            Decomposition parts = Decomposition.of(pairs, 0);
            for (int i = 0; i < pairs.size(); i++) {
                Group group = parts.groups().get(i);
                double[] want = Stream.of(rows.get(i))
                        .skip(8)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                String where = "table " + table + ", group " + i;
                assertEquals(want[0], group.mix(), 1e-9, where);
                assertEquals(want[1], group.centred().value(), 1e-9, where);
                assertEquals(want[2], group.centred().error(), 1e-6, where);
                assertEquals(want[3], group.rate().value(), 1e-9, where);
                assertEquals(want[4], group.rate().error(), 1e-6, where);
                assertEquals(want[5], group.rateP(), 1e-6, where);
            }
            String[] all = rows.getLast();
            assertEquals(Double.parseDouble(all[8]), parts.mix().value(), 1e-9);
            assertEquals(Double.parseDouble(all[10]), parts.mix().error(), 1e-6, "mixes of table " + table);
            assertEquals(Double.parseDouble(all[11]), parts.rate().value(), 1e-9);
            assertEquals(Double.parseDouble(all[12]), parts.rate().error(), 1e-6, "rates of table " + table);
        });
    }

    private static Answers answers(String[] row, int at) {
        return nps(Long.parseLong(row[at]), Long.parseLong(row[at + 1]), Long.parseLong(row[at + 2]));
    }

    @Test
    void parts_addUpToTheChange_whateverIsMissingOnASide() {
        SplittableRandom random = new SplittableRandom(25);
        for (int table = 0; table < 500; table++) {
            List<Pair> pairs = new ArrayList<>();
            int groups = 1 + random.nextInt(8);
            for (int i = 0; i < groups; i++) {
                Answers before = i > 0 && random.nextInt(4) == 0 ? Answers.NONE : some(random);
                Answers after = i > 0 && random.nextInt(4) == 0 ? Answers.NONE : some(random);
                pairs.add(new Pair(before, after));
            }
            Decomposition parts = Decomposition.of(pairs);
            double sum =
                    parts.groups().stream().mapToDouble(Group::contribution).sum();
            double plain = parts.groups().stream()
                    .mapToDouble(group -> group.mix() + group.rate().value())
                    .sum();
            assertEquals(parts.change().value(), sum, 1e-12);
            assertEquals(parts.change().value(), plain, 1e-12);
            assertEquals(
                    parts.change().value(), parts.mix().value() + parts.rate().value(), 1e-12);
            parts.groups()
                    .forEach(group -> assertTrue(
                            group.centred().error() >= 0 && group.rate().error() >= 0));
        }
    }

    private static Answers some(SplittableRandom random) {
        return nps(1 + random.nextInt(40), random.nextInt(40), random.nextInt(40));
    }

    /// Half as many people as answers: every variance is twice as large.
    @Test
    void people_areTheUnit() {
        List<Pair> people = List.of(new Pair(nps(30, 20, 10), nps(20, 20, 20)), new Pair(nps(12, 8, 4), nps(30, 2, 2)));
        List<Pair> halved = people.stream()
                .map(pair -> new Pair(halved(pair.before()), halved(pair.after())))
                .toList();
        Group one = Decomposition.of(people).groups().getFirst();
        Group other = Decomposition.of(halved).groups().getFirst();
        assertEquals(one.rate().error() * Math.sqrt(2), other.rate().error(), 1e-12);
        assertTrue(other.centred().error() > one.centred().error() * 1.4);
    }

    private static Answers halved(Answers answers) {
        return new Answers(answers.n(), answers.sum(), answers.squares(), answers.n() / 2.0);
    }

    @Test
    void withoutAnAnswerOnASide_nothingIsDivided() {
        List<Pair> pairs = List.of(new Pair(Answers.NONE, nps(5, 5, 5)));
        assertThrows(IllegalArgumentException.class, () -> Decomposition.of(pairs));
        assertThrows(IllegalArgumentException.class, () -> new Answers(5, 1, 1, 6));
        assertThrows(IllegalArgumentException.class, () -> new Answers(5, 1, 1, 0));
    }

    /// Shares of the groups and the chances of good, neutral and bad in each.
    private record World(double[] shares, double[][] chances) {
        private double score(int group) {
            return chances[group][0] - chances[group][2];
        }

        private double all() {
            double all = 0;
            for (int i = 0; i < shares.length; i++) {
                all += shares[i] * score(i);
            }
            return all;
        }

        private List<Answers> draw(SplittableRandom random, int n) {
            long[][] counts = new long[shares.length][3];
            for (int i = 0; i < n; i++) {
                int group = pick(shares, random.nextDouble());
                counts[group][pick(chances[group], random.nextDouble())]++;
            }
            return Stream.of(counts)
                    .map(each -> each[0] + each[1] + each[2] == 0 ? Answers.NONE : nps(each[0], each[1], each[2]))
                    .toList();
        }

        private static int pick(double[] chances, double at) {
            double sum = 0;
            for (int i = 0; i < chances.length - 1; i++) {
                sum += chances[i];
                if (at < sum) {
                    return i;
                }
            }
            return chances.length - 1;
        }
    }

    private static final double[][] EQUAL = {{.5, .3, .2}, {.5, .3, .2}, {.5, .3, .2}, {.5, .3, .2}};
    private static final double[][] UNLIKE = {{.5, .3, .2}, {.8, .15, .05}, {.3, .3, .4}, {.9, .08, .02}};
    private static final double[][] MOVED = {{.4, .3, .3}, {.85, .1, .05}, {.3, .3, .4}, {.7, .2, .1}};
    private static final double[] FOUR = {.4, .3, .2, .1};
    private static final double[] OTHER_FOUR = {.25, .35, .2, .2};

    /// What share of the intervals holds the true part, and what share of rates with p < .05 is chance.
    private static double[] hold(World before, World after, int n, SplittableRandom random) {
        double centre = (before.all() + after.all()) / 2;
        double mixes = 0;
        double rates = 0;
        double marks = 0;
        double told = 0;
        for (int run = 0; run < RUNS; run++) {
            List<Answers> one = before.draw(random, n);
            List<Answers> other = after.draw(random, n);
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < one.size(); i++) {
                pairs.add(new Pair(one.get(i), other.get(i)));
            }
            List<Group> groups = Decomposition.of(pairs).groups();
            for (int i = 0; i < groups.size(); i++) {
                if (one.get(i).n() >= 5 && other.get(i).n() >= 5) {
                    double grown = after.shares()[i] - before.shares()[i];
                    double mix = grown * ((before.score(i) + after.score(i)) / 2 - centre);
                    double rate = (after.shares()[i] + before.shares()[i]) / 2 * (after.score(i) - before.score(i));
                    mixes += holds(groups.get(i).centred(), mix);
                    rates += holds(groups.get(i).rate(), rate);
                    marks += groups.get(i).rateP() < .05 ? 1 : 0;
                    told++;
                }
            }
        }
        return new double[] {mixes / told, rates / told, marks / told};
    }

    private static int holds(Decomposition.Part part, double truth) {
        Interval interval = part.interval();
        return truth >= interval.low() - 1e-12 && truth <= interval.high() + 1e-12 ? 1 : 0;
    }

    @Test
    void intervals_holdTheTruePart_in95OfHundred_andChanceIsMarkedIn5() {
        SplittableRandom random = new SplittableRandom(10);
        Map<String, World[]> worlds = new LinkedHashMap<>();
        worlds.put("nothing changed, groups alike", worlds(FOUR, EQUAL, FOUR, EQUAL));
        worlds.put("nothing changed, groups unlike", worlds(FOUR, UNLIKE, FOUR, UNLIKE));
        worlds.put("sizes changed", worlds(FOUR, UNLIKE, OTHER_FOUR, UNLIKE));
        worlds.put("scores changed", worlds(FOUR, UNLIKE, FOUR, MOVED));
        worlds.put("both changed", worlds(FOUR, UNLIKE, OTHER_FOUR, MOVED));
        StringBuilder table = new StringBuilder();
        double slack = 3 * Math.sqrt(.05 * .95 / RUNS);
        worlds.forEach((name, world) -> {
            for (int n : new int[] {50, 100, 400, 2_000}) {
                double[] held = hold(world[0], world[1], n, random);
                table.append("%-32s n %5d: mix %.3f, rate %.3f, rates with p < .05 %.3f%n"
                        .formatted(name, n, held[0], held[1], held[2]));
                assertTrue(held[0] > .935 - slack, name + ", n " + n + ": mix " + held[0]);
                assertTrue(held[1] > .935 - slack, name + ", n " + n + ": rate " + held[1]);
                boolean same = world[0].chances() == world[1].chances();
                assertTrue(!same || held[2] < .055 + slack, name + ", n " + n + ": marks " + held[2]);
            }
        });
        System.out.print(table);
    }

    private static World[] worlds(double[] shares, double[][] chances, double[] later, double[][] laterChances) {
        return new World[] {new World(shares, chances), new World(later, laterChances)};
    }

    /// Five fields that have nothing to do with the score, all of whose parts are looked at together:
    /// the share of tables in which any of them is marked.
    private static double marked(int groups, int n, double[] chances, SplittableRandom random) {
        int marked = 0;
        for (int run = 0; run < RUNS; run++) {
            List<Double> p = new ArrayList<>();
            int[][][] answers = {answers(n, chances, random), answers(n, chances, random)};
            for (int field = 0; field < 5; field++) {
                List<Pair> pairs = new ArrayList<>();
                for (int group = 0; group < groups; group++) {
                    pairs.add(new Pair(
                            part(answers[0], 5 * groups, field, group), part(answers[1], 5 * groups, field, group)));
                }
                List<Group> parts = Decomposition.of(pairs).groups();
                for (int group = 0; group < groups; group++) {
                    if (pairs.get(group).before().n() >= 5
                            && pairs.get(group).after().n() >= 5) {
                        p.add(parts.get(group).rateP());
                        p.add(parts.get(group).centred().p());
                    }
                }
            }
            double[] adjusted = FalseDiscoveries.adjusted(
                    p.stream().mapToDouble(Double::doubleValue).toArray());
            marked += java.util.Arrays.stream(adjusted).anyMatch(each -> each < FalseDiscoveries.RATE) ? 1 : 0;
        }
        return (double) marked / RUNS;
    }

    /// Class of each answer, and a number from which its groups are taken.
    private static int[][] answers(int n, double[] chances, SplittableRandom random) {
        int[][] answers = new int[n][6];
        for (int[] answer : answers) {
            answer[0] = World.pick(chances, random.nextDouble());
            for (int field = 1; field <= 5; field++) {
                answer[field] = random.nextInt(1 << 20);
            }
        }
        return answers;
    }

    private static Answers part(int[][] answers, int groups, int field, int group) {
        long[] counts = new long[3];
        for (int[] answer : answers) {
            if (answer[field + 1] % (groups / 5) == group) {
                counts[answer[0]]++;
            }
        }
        return counts[0] + counts[1] + counts[2] == 0 ? Answers.NONE : nps(counts[0], counts[1], counts[2]);
    }

    @Test
    void fieldsThatSayNothing_areMarkedInFiveTablesOfHundredAtMost() {
        SplittableRandom random = new SplittableRandom(11);
        for (double[] chances : new double[][] {{.6, .25, .15}, {.9, .08, .02}}) {
            for (int groups : new int[] {4, 12}) {
                for (int n : new int[] {60, 100, 200, 800}) {
                    double marked = marked(groups, n, chances, random);
                    System.out.printf(
                            "five fields of %2d values, n %4d, promoters %.1f: %.3f of tables marked%n",
                            groups, n, chances[0], marked);
                    assertTrue(marked <= .05 + 2 * Math.sqrt(.05 * .95 / RUNS), "marked " + marked + ", n " + n);
                }
            }
        }
    }
}
