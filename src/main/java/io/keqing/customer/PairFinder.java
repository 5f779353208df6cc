package io.keqing.customer;

import io.keqing.privacy.ContactForms;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Keeps the values that customers are compared by, and the pairs that agree on one, in step with the
/// customers: only those that changed are looked at, and those they meet. A value that more than [#COMMON]
/// customers have (a shop's own number) makes no pairs; when it becomes one, or stops being one, the pairs
/// of all who have it are found anew, which is bounded by the same number.
final class PairFinder {
    /// So many customers may share a value; a family or a firm's desk does, a placeholder goes far beyond.
    static final int COMMON = 20;

    private static final String FIND = """
            with mine as (
                select distinct value from customer_match where key = any (?)
            ), telling as (
                select value from mine
                 where (select count(*) from (select 1 from customer_match x where x.value = mine.value limit ?) few)
                       between 2 and ?
            )
            select least(m.key, o.key), greatest(m.key, o.key), m.value, m.kind
              from customer_match m
              join telling t on t.value = m.value
              join customer_match o on o.value = m.value and o.key <> m.key
             where m.key = any (?)
             group by 1, 2, 3, 4
             order by 1, 2, 3
            """;

    private final Connection connection;
    private final ContactForms forms;

    PairFinder(Connection connection, ContactForms forms) {
        this.forms = forms;
        this.connection = connection;
    }

    void compare(Set<Integer> keys) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            // look-ups by index: statistics of a table that was empty a moment ago say nothing
            settings.execute("set local enable_seqscan = off");
        }
        Map<Integer, MatchValues> now = values(keys);
        Map<Integer, Map<Long, MatchKind>> before = kept(keys);
        Set<Integer> changed = new HashSet<>();
        Map<Long, Integer> moved = new HashMap<>();
        Map<Long, MatchKind> kinds = new HashMap<>();
        for (int key : keys) {
            Map<Long, MatchKind> then = before.getOrDefault(key, Map.of());
            MatchValues values = now.get(key);
            Map<Long, MatchKind> finding = values == null ? Map.of() : values.finding();
            if (!then.equals(finding)) {
                changed.add(key);
                then.keySet().forEach(value -> moved.merge(value, -1, Integer::sum));
                finding.keySet().forEach(value -> moved.merge(value, 1, Integer::sum));
                kinds.putAll(then);
                kinds.putAll(finding);
            }
        }
        rewrite(changed, now);
        Set<Integer> gone = new HashSet<>(keys);
        gone.removeAll(now.keySet());
        if (!gone.isEmpty()) {
            new KeptApart(connection).forget(gone);
        }
        Set<Integer> again = new HashSet<>(changed);
        // a name or birthday may say more or less of a pair that was found by something else
        again.addAll(paired(keys));
        again.addAll(acrossTheBound(moved, kinds));
        if (!again.isEmpty()) {
            pair(again);
        }
    }

    private Map<Integer, MatchValues> values(Collection<Integer> keys) throws SQLException {
        Map<Integer, MatchValues> values = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select key, " + MatchValues.COLUMNS + " from customer where key = any (?)")) {
            select.setArray(1, integers(keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    values.put(row.getInt(1), MatchValues.read(row, 2, forms));
                }
            }
        }
        return values;
    }

    private Map<Integer, Map<Long, MatchKind>> kept(Collection<Integer> keys) throws SQLException {
        Map<Integer, Map<Long, MatchKind>> kept = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select key, value, kind from customer_match where key = any (?)")) {
            select.setArray(1, integers(keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    kept.computeIfAbsent(row.getInt(1), key -> new HashMap<>())
                            .put(row.getLong(2), MatchKind.values()[row.getInt(3)]);
                }
            }
        }
        return kept;
    }

    private void rewrite(Set<Integer> changed, Map<Integer, MatchValues> now) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        run("delete from customer_match where key = any (?)", changed);
        List<Object> values = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        List<Object> kinds = new ArrayList<>();
        for (int key : changed) {
            MatchValues its = now.get(key);
            if (its != null) {
                its.finding().forEach((value, kind) -> {
                    values.add(value);
                    keys.add(key);
                    kinds.add(kind.ordinal());
                });
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer_match (value, key, kind) select * from unnest(?::bigint[], ?::integer[], ?::smallint[])")) {
            insert.setArray(1, connection.createArrayOf("bigint", values.toArray()));
            insert.setArray(2, integers(keys));
            insert.setArray(3, connection.createArrayOf("smallint", kinds.toArray()));
            insert.executeUpdate();
        }
    }

    private Set<Integer> paired(Collection<Integer> keys) throws SQLException {
        return keys(
                "select a from customer_pair where a = any (?) union select b from customer_pair where b = any (?)",
                integers(keys),
                integers(keys));
    }

    /// The customers of values that became common or stopped being so; notes which are.
    private Set<Integer> acrossTheBound(Map<Long, Integer> moved, Map<Long, MatchKind> kinds) throws SQLException {
        Set<Long> across = new HashSet<>();
        List<Object> common = new ArrayList<>();
        List<Object> itsKinds = new ArrayList<>();
        List<Object> customers = new ArrayList<>();
        Array asked = connection.createArrayOf("bigint", moved.keySet().toArray());
        try (PreparedStatement select = connection.prepareStatement(
                "select value, count(*) from customer_match where value = any (?) group by value")) {
            select.setArray(1, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long value = row.getLong(1);
                    int count = row.getInt(2);
                    int countBefore = count - Objects.requireNonNull(moved.get(value));
                    if (count > COMMON != countBefore > COMMON) {
                        across.add(value);
                    }
                    if (count > COMMON) {
                        common.add(value);
                        itsKinds.add(Objects.requireNonNull(kinds.get(value)).ordinal());
                        customers.add(count);
                    }
                }
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from customer_match_common where value = any (?)")) {
            delete.setArray(1, asked);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into customer_match_common (value, kind, "
                + "customers) select * from unnest(?::bigint[], ?::smallint[], ?::integer[])")) {
            insert.setArray(1, connection.createArrayOf("bigint", common.toArray()));
            insert.setArray(2, connection.createArrayOf("smallint", itsKinds.toArray()));
            insert.setArray(3, integers(customers));
            insert.executeUpdate();
        }
        return across.isEmpty()
                ? Set.of()
                : keys(
                        "select key from customer_match where value = any (?)",
                        connection.createArrayOf("bigint", across.toArray()));
    }

    private void pair(Set<Integer> keys) throws SQLException {
        run("delete from customer_pair where a = any (?)", keys);
        run("delete from customer_pair where b = any (?)", keys);
        Map<Pair, Map<Long, MatchKind>> found = find(keys);
        Set<Integer> members = new HashSet<>();
        found.keySet().forEach(pair -> {
            members.add(pair.a());
            members.add(pair.b());
        });
        Map<Integer, MatchValues> values = values(members);
        Map<Pair, Set<Long>> apart = new KeptApart(connection).among(members);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer_pair (a, b, agree, strength, apart) values (?, ?, ?, ?, ?)")) {
            for (Map.Entry<Pair, Map<Long, MatchKind>> entry : found.entrySet()) {
                Pair pair = entry.getKey();
                MatchValues one = values.get(pair.a());
                MatchValues other = values.get(pair.b());
                if (one == null || other == null) {
                    // deleted a moment ago: their own entry in the queue is on its way
                    continue;
                }
                Likeness likeness = Likeness.of(one, other, entry.getValue().values());
                Set<Long> decidedOn = apart.get(pair);
                insert.setInt(1, pair.a());
                insert.setInt(2, pair.b());
                insert.setInt(3, likeness.agree());
                insert.setInt(4, likeness.strength());
                insert.setBoolean(
                        5,
                        decidedOn != null
                                && decidedOn.containsAll(entry.getValue().keySet()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        moved(connection);
    }

    /// Tells every portal that pairs are others now.
    static void moved(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update customer_pair_state set version = version + 1");
        }
    }

    private Map<Pair, Map<Long, MatchKind>> find(Set<Integer> keys) throws SQLException {
        Map<Pair, Map<Long, MatchKind>> found = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(1, integers(keys));
            select.setInt(2, COMMON + 1);
            select.setInt(3, COMMON);
            select.setArray(4, integers(keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(new Pair(row.getInt(1), row.getInt(2)), pair -> new HashMap<>())
                            .put(row.getLong(3), MatchKind.values()[row.getInt(4)]);
                }
            }
        }
        return found;
    }

    private Set<Integer> keys(String sql, Array... parameters) throws SQLException {
        Set<Integer> keys = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setArray(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getInt(1));
                }
            }
        }
        return keys;
    }

    private void run(String sql, Collection<Integer> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, integers(keys));
            statement.executeUpdate();
        }
    }

    private Array integers(Collection<?> keys) throws SQLException {
        return connection.createArrayOf("integer", keys.toArray());
    }
}
