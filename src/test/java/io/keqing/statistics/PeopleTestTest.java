package io.keqing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.statistics.Clusters.Answers;
import io.keqing.statistics.PeopleComparison.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeopleTestTest {
    /// Six people who answered 50 times each and always alike: +1 +1 +1 −1 +1 0.
    @Test
    void peopleAreTheUnitOfAnInterval() {
        Clusters six =
                new Clusters(Map.of(new Answers(50, 50), 4L, new Answers(50, -50), 1L, new Answers(50, 0), 1L), 1);
        Score score = new Score.Repeated(new Score.Net(300, 200, 50), six);
        assertEquals(0.5, score.value(), 1e-12);
        assertEquals(0.34156503, six.error(), 1e-8);
        assertEquals(-0.37802085, score.interval().low(), 1e-8);
        assertEquals(1, score.interval().high());
        assertEquals(6, score.people());
    }

    /// Where everybody answered once, people are answers.
    @Test
    void ofSingleAnswersItIsTheTestOfAnswers() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            Score.Net one = net(random, 4 + random.nextInt(12));
            Score.Net other = net(random, 4 + random.nextInt(40));
            PeopleComparison people =
                    PeopleComparison.ofOthers(Clusters.once(one.classes(), 1), Clusters.once(other.classes(), 1), 1);
            assertEquals(one.minus(other).p(), new PeopleTest(people).p(), 1e-9, one + " " + other);
        }
    }

    private static Score.Net net(Random random, int n) {
        int good = random.nextInt(n + 1);
        return new Score.Net(n, good, random.nextInt(n - good + 1));
    }

    /// Everybody's answers given again change nothing.
    @Test
    void answersThatAreRepeatedAreNoMoreEvidence() {
        Score.Net one = new Score.Net(10, 10, 0);
        Score.Net other = new Score.Net(110, 66, 16);
        Map<Person, Long> people = new HashMap<>();
        people.put(new Person(7, 7, 0, 0), 10L);
        people.put(new Person(0, 0, 7, 7), 66L);
        people.put(new Person(0, 0, 7, 0), 28L);
        people.put(new Person(0, 0, 7, -7), 16L);
        assertEquals(one.minus(other).p(), new PeopleTest(new PeopleComparison(people, 1)).p(), 1e-9);
        assertEquals(.021649, one.minus(other).p(), 1e-6);
    }

    /// All 2^8 signs of eight people who answered in both groups, counted here one by one.
    @Test
    void whoeverIsInBothIsComparedWithThemselves() {
        long[] before = {1, 0, -1, 0, 1, -1, 0, -1};
        long[] after = {1, 1, 1, 0, 1, 0, 1, -1};
        Map<Person, Long> people = new HashMap<>();
        for (int i = 0; i < before.length; i++) {
            people.merge(new Person(1, after[i], 1, before[i]), 1L, Long::sum);
        }
        long seen = 0;
        for (int i = 0; i < before.length; i++) {
            seen += after[i] - before[i];
        }
        double beyond = 0;
        for (int signs = 0; signs < 256; signs++) {
            long sum = 0;
            for (int i = 0; i < before.length; i++) {
                sum += (signs >> i & 1) == 0 ? after[i] - before[i] : before[i] - after[i];
            }
            beyond += Math.abs(sum) > seen ? 1 : Math.abs(sum) == seen ? 0.5 : 0;
        }
        assertEquals(beyond / 256, new PeopleTest(new PeopleComparison(people, 1)).p(), 1e-12);
    }

    /// All ways to deal out seven people with different numbers of answers, counted here one by one.
    @Test
    void peopleAreDealtOutWithAllTheirAnswers() {
        List<Answers> first = List.of(new Answers(3, 3), new Answers(1, 1), new Answers(2, 1));
        List<Answers> second = List.of(new Answers(1, -1), new Answers(4, 0), new Answers(2, -2), new Answers(1, 0));
        Map<Person, Long> people = new HashMap<>();
        first.forEach(each -> people.merge(new Person(each.n(), each.sum(), 0, 0), 1L, Long::sum));
        second.forEach(each -> people.merge(new Person(0, 0, each.n(), each.sum()), 1L, Long::sum));
        List<Answers> all = new ArrayList<>(first);
        all.addAll(second);
        double mean = 2.0 / 14;
        double seen = 0;
        for (Answers each : first) {
            seen += each.sum() - mean * each.n();
        }
        double beyond = 0;
        double ways = 0;
        for (int chosen = 0; chosen < 128; chosen++) {
            if (Integer.bitCount(chosen) == 3) {
                double sum = 0;
                for (int i = 0; i < 7; i++) {
                    sum += (chosen >> i & 1)
                            * (all.get(i).sum() - mean * all.get(i).n());
                }
                ways++;
                double apart = Math.abs(sum) - Math.abs(seen);
                beyond += apart > 1e-9 ? 1 : apart > -1e-9 ? 0.5 : 0;
            }
        }
        assertEquals(35, ways);
        assertEquals(beyond / ways, new PeopleTest(new PeopleComparison(people, 1)).p(), 1e-12);
    }

    /// What is drawn and what the normal distribution says come to the exact sum where both can be had.
    @Test
    void theThreeWaysAgree() {
        Random random = new Random(5);
        for (int run = 0; run < 6; run++) {
            Map<Person, Long> few = new HashMap<>();
            for (int i = 0; i < 14; i++) {
                few.merge(person(random, i % 2 == 0, 3), 1L, Long::sum);
            }
            for (int i = 0; i < 5; i++) {
                few.merge(new Person(1, random.nextInt(3) - 1, 2, random.nextInt(5) - 2), 1L, Long::sum);
            }
            PeopleTest test = new PeopleTest(new PeopleComparison(few, 1));
            assertEquals(test.exact().orElseThrow(), test.drawn(), 0.012);
            Map<Person, Long> many = new HashMap<>();
            for (int i = 0; i < 2_500; i++) {
                many.merge(person(random, i % 2 == 0, 4), 1L, Long::sum);
            }
            PeopleTest large = new PeopleTest(new PeopleComparison(many, 1));
            assertTrue(large.exact().isEmpty());
            assertEquals(large.normal(), large.drawn(), 0.012);
            assertEquals(large.normal(), large.p());
        }
    }

    private static Person person(Random random, boolean first, int most) {
        int n = 1 + random.nextInt(most);
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += random.nextInt(3) - 1;
        }
        return first ? new Person(n, sum, 0, 0) : new Person(0, 0, n, sum);
    }
}
