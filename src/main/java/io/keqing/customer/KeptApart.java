package io.keqing.customer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decisions that two customers are two. A decision names what they agreed on when it was taken: it stands
/// while they agree on nothing else. It is about the two as they were, so it goes with them into a merge
/// and out of it again.
final class KeptApart {
    private static final String AMONG = """
            with recursive here (key) as (
                select unnest(?::integer[])
                union
                select m.away_key from record_merge m join here on m.keep_key = here.key
                 where m.type = 'customers' and m.undone_at is null
            ), decided as (
                select a, b, agreed from customer_apart where a in (select key from here)
                union
                select a, b, agreed from customer_apart where b in (select key from here)
            )
            select merged_into('customers', a), merged_into('customers', b), agreed from decided
            """;

    private final Connection connection;

    KeptApart(Connection connection) {
        this.connection = connection;
    }

    /// By pair of living customers: on what they agreed when somebody decided, over all such decisions.
    Map<Pair, Set<Long>> among(Collection<Integer> keys) throws SQLException {
        Map<Pair, Set<Long>> decided = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(AMONG)) {
            select.setArray(1, connection.createArrayOf("integer", keys.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    decided.computeIfAbsent(Pair.of(row.getInt(1), row.getInt(2)), pair -> new HashSet<>())
                            .addAll(List.of((Long[]) row.getArray(3).getArray()));
                }
            }
        }
        return decided;
    }

    /// Records that the two are two, on all they agree on now.
    ///
    /// @return the number of the decision
    long decide(Pair pair, String user) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer_apart (a, b, agreed, user_name) select ?, ?, array(select m.value from customer_match m "
                        + "join customer_match o on o.value = m.value and o.key = ? where m.key = ?), ? on conflict (a, b) do update "
                        + "set agreed = excluded.agreed, user_name = excluded.user_name, at = excluded.at returning id")) {
            insert.setInt(1, pair.a());
            insert.setInt(2, pair.b());
            insert.setInt(3, pair.b());
            insert.setInt(4, pair.a());
            insert.setString(5, user);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Those that are gone, and not merged into somebody, are nobody's decision any more.
    void forget(Collection<Integer> gone) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from customer_apart where (a = any (?) or "
                + "b = any (?)) and not (exists (select 1 from customer where key = merged_into('customers', a)) "
                + "and exists (select 1 from customer where key = merged_into('customers', b)))")) {
            delete.setArray(1, connection.createArrayOf("integer", gone.toArray()));
            delete.setArray(2, connection.createArrayOf("integer", gone.toArray()));
            delete.executeUpdate();
        }
    }
}
