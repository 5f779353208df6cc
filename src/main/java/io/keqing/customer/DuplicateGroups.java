package io.keqing.customer;

import io.keqing.record.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All pairs, put together to groups: whoever is linked with one of a group is in it. Worked out in memory
/// whenever pairs have changed; the price is to read every pair then, a tenth of a second for a hundred
/// thousand.
final class DuplicateGroups {
    private static final Comparator<Group> STRONGEST =
            Comparator.comparingInt(Group::strength).reversed().thenComparingInt(Group::first);

    private final Database database;
    private @Nullable Snapshot latest;

    DuplicateGroups(Database database) {
        this.database = database;
    }

    /// A link of a group.
    record Link(int a, int b, int agree, int strength) {}

    /// @param members keys, ascending
    /// @param strength that of its strongest link
    record Group(List<Integer> members, List<Link> links, int strength) {
        int first() {
            return members.getFirst();
        }
    }

    /// @param groups strongest first, then by the customer that is there longest
    record Snapshot(long version, List<Group> groups) {}

    /// The groups as they are now.
    synchronized Snapshot now() {
        Snapshot known = latest;
        Snapshot current = database.read(connection -> {
            long version = version(connection);
            return known != null && known.version() == version ? known : new Snapshot(version, read(connection));
        });
        latest = current;
        return current;
    }

    private static long version(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select version from customer_pair_state");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Group> read(Connection connection) throws SQLException {
        List<Link> links = new ArrayList<>();
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(
                "select a, b, agree, strength from customer_pair where not apart order by a, b")) {
            select.setFetchSize(10_000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    links.add(new Link(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)));
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return groups(links);
    }

    /// @param links by their keys, ascending
    static List<Group> groups(List<Link> links) {
        Map<Integer, Integer> above = new HashMap<>();
        for (Link link : links) {
            int one = root(above, link.a());
            int other = root(above, link.b());
            above.put(Math.max(one, other), Math.min(one, other));
        }
        Map<Integer, List<Link>> byRoot = new HashMap<>();
        for (Link link : links) {
            byRoot.computeIfAbsent(root(above, link.a()), root -> new ArrayList<>(1))
                    .add(link);
        }
        List<Group> groups = new ArrayList<>(byRoot.size());
        for (List<Link> its : byRoot.values()) {
            Set<Integer> members = new HashSet<>();
            int strength = 0;
            for (Link link : its) {
                members.add(link.a());
                members.add(link.b());
                strength = Math.max(strength, link.strength());
            }
            its.sort(Comparator.comparingInt(Link::strength)
                    .reversed()
                    .thenComparingInt(Link::a)
                    .thenComparingInt(Link::b));
            groups.add(new Group(members.stream().sorted().toList(), List.copyOf(its), strength));
        }
        groups.sort(STRONGEST);
        return List.copyOf(groups);
    }

    private static int root(Map<Integer, Integer> above, int key) {
        int at = key;
        Integer next = above.getOrDefault(at, at);
        while (next != at) {
            int further = above.getOrDefault(next, next);
            above.put(at, further);
            at = next;
            next = further;
        }
        return at;
    }
}
