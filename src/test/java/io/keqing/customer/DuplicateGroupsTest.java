package io.keqing.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keqing.customer.DuplicateGroups.Group;
import io.keqing.customer.DuplicateGroups.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DuplicateGroupsTest {
    @Test
    void whoeverIsLinkedWithOneOfAGroup_isInIt_strongestFirst() {
        List<Group> groups = DuplicateGroups.groups(
                List.of(new Link(1, 2, 1, 3), new Link(2, 9, 1, 3), new Link(3, 4, 1, 8), new Link(5, 6, 1, 3)));
        assertEquals(
                List.of(List.of(3, 4), List.of(1, 2, 9), List.of(5, 6)),
                groups.stream().map(Group::members).toList());
        assertEquals(8, groups.getFirst().strength());
        assertEquals(2, groups.get(1).links().size());
    }

    @Test
    void theGroupsDoNotDependOnTheOrderOfTheLinks() {
        Random random = new Random(7);
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int a = random.nextInt(500);
            links.add(new Link(a, a + 1 + random.nextInt(20), 1, 1 + random.nextInt(10)));
        }
        links.sort(Comparator.comparingInt(Link::a).thenComparingInt(Link::b));
        List<List<Integer>> once =
                DuplicateGroups.groups(links).stream().map(Group::members).toList();
        java.util.Collections.shuffle(links, random);
        assertEquals(
                once, DuplicateGroups.groups(links).stream().map(Group::members).toList());
        assertEquals(
                once.stream().mapToInt(List::size).sum(),
                once.stream().flatMap(List::stream).distinct().count());
    }
}
