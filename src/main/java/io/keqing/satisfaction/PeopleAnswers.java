package io.keqing.satisfaction;

import io.keqing.search.AnswersByPerson;
import io.keqing.search.AnswersByPerson.Given;
import io.keqing.search.AnswersByPerson.Read;
import io.keqing.statistics.Clusters;
import io.keqing.statistics.Clusters.Answers;
import io.keqing.statistics.PeopleComparison;
import io.keqing.statistics.PeopleComparison.Person;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who gave which answers, where people answered more than once: what intervals and tests of people
/// are made of.
final class PeopleAnswers {
    private final Measure measure;
    private final Read now;
    private final Read before;

    /// @param before of the time before, without answers where that is not asked for
    PeopleAnswers(Measure measure, Read now, Read before) {
        this.measure = measure;
        this.now = now;
        this.before = before;
    }

    /// Some of the answers.
    ///
    /// @param before whether of the time before
    /// @param group null for all
    /// @param at null for all periods
    record Some(
            boolean before,
            @Nullable String group,
            @Nullable LocalDate at) {
        static final Some ALL = new Some(false, null, null);
        static final Some ALL_BEFORE = new Some(true, null, null);
    }

    /// What one person gave of two selections.
    private static final class Both {
        private long n;
        private long sum;
        private long otherN;
        private long otherSum;

        void add(long first, long second, long worth) {
            n += first;
            sum += first * worth;
            otherN += second;
            otherSum += second * worth;
        }

        Person person(boolean isRest) {
            return isRest
                    ? new Person(n, sum, Math.max(0, otherN - n), otherN > n ? otherSum - sum : 0)
                    : new Person(n, sum, otherN, otherSum);
        }
    }

    /// @return null where fewer than two people gave them
    @Nullable
    Clusters of(Some some) {
        Map<Answers, Long> people = new HashMap<>();
        collect(some, null, false).forEach((person, count) -> {
            if (person.n() > 0) {
                people.merge(new Answers(person.n(), person.sum()), count, Long::sum);
            }
        });
        long count = people.values().stream().mapToLong(Long::longValue).sum();
        return count < 2 ? null : new Clusters(people, measure.step());
    }

    /// @return null where one of the two has no answers
    @Nullable
    PeopleComparison compare(Some one, Some other) {
        return comparison(collect(one, other, false));
    }

    /// A group and all answers of its time that are not in it.
    ///
    /// @return null where one of the two has no answers
    @Nullable
    PeopleComparison compareWithRest(Some group) {
        return comparison(collect(group, new Some(group.before(), null, group.at()), true));
    }

    private @Nullable PeopleComparison comparison(Map<Person, Long> people) {
        boolean first = people.keySet().stream().anyMatch(person -> person.n() > 0);
        boolean second = people.keySet().stream().anyMatch(person -> person.otherN() > 0);
        return first && second ? new PeopleComparison(people, measure.step()) : null;
    }

    /// People are in order in what was read, so that they are put together as they come; those of
    /// nobody known, whose answers are of a person each, are the first.
    private Map<Person, Long> collect(Some one, @Nullable Some other, boolean isRest) {
        Map<Person, Long> people = new HashMap<>();
        Map<Long, long[]> nameless = new HashMap<>();
        List<Given> some = now.given();
        List<Given> earlier = before.given();
        int at = 0;
        int early = 0;
        while (at < some.size() || early < earlier.size()) {
            int person = Math.min(
                    at < some.size() ? some.get(at).person() : Integer.MAX_VALUE,
                    early < earlier.size() ? earlier.get(early).person() : Integer.MAX_VALUE);
            boolean isNameless = person == AnswersByPerson.NAMELESS;
            Both both = new Both();
            for (; at < some.size() && some.get(at).person() == person; at++) {
                add(some.get(at), is(some.get(at), false, one), is(some.get(at), false, other), both, nameless);
            }
            for (; early < earlier.size() && earlier.get(early).person() == person; early++) {
                Given given = earlier.get(early);
                add(given, is(given, true, one), is(given, true, other), both, nameless);
            }
            if (!isNameless) {
                keep(both.person(isRest), Math.max(now.oneIn(), before.oneIn()), people);
            }
        }
        nameless.forEach((worth, counts) -> {
            keep(new Person(1, worth, 0, 0), counts[0], people);
            keep(new Person(0, 0, 1, worth), counts[1] - (isRest ? counts[0] : 0), people);
        });
        return people;
    }

    private void add(Given given, boolean first, boolean second, Both both, Map<Long, long[]> nameless) {
        if (!first && !second) {
            return;
        }
        long worth = measure.worth(given.value());
        if (given.person() == AnswersByPerson.NAMELESS) {
            long[] counts = nameless.computeIfAbsent(worth, any -> new long[2]);
            counts[0] += first ? given.count() : 0;
            counts[1] += second ? given.count() : 0;
        } else {
            both.add(first ? given.count() : 0, second ? given.count() : 0, worth);
        }
    }

    private boolean is(Given given, boolean early, @Nullable Some some) {
        if (some == null || early != some.before()) {
            return false;
        }
        boolean overlapping = early ? before.overlapping() : now.overlapping();
        boolean inGroup = some.group() == null
                ? !overlapping || given.group() == null
                : some.group().equals(given.group());
        return inGroup && (some.at() == null || some.at().equals(given.at()));
    }

    /// Where one of so many people was read each stands for as many.
    private static void keep(Person person, long count, Map<Person, Long> people) {
        if (person.n() + person.otherN() > 0 && count > 0) {
            people.merge(person, count, Long::sum);
        }
    }
}
