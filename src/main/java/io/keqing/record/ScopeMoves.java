package io.keqing.record;

import io.keqing.field.Field;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Values that come to mean something in another scope than the one they were entered in: a record's answers
/// move with it to another survey, and rows that name no survey bring answers to records that have one. The
/// names are then made known there too, in the transaction that moves the values, so that none is ever kept
/// and not found.
@Singleton
final class ScopeMoves {
    private final RunTimeHolders holders;

    ScopeMoves(RunTimeHolders holders) {
        this.holders = holders;
    }

    private record Move(String from, String to) {}

    /// Called for a chunk whose `merged` rows are there and not yet written.
    ///
    /// @return whether names were made known in another scope
    boolean follow(Connection connection, StagingPlan plan) throws SQLException {
        boolean moved = false;
        RecordType type = plan.type();
        for (Field<?> holder : type.runTime()) {
            Field<?> scope = type.fields().scope(holder).orElse(null);
            if (scope == null) {
                continue;
            }
            for (Move move : moves(connection, plan, holder, scope)) {
                follow(connection, type, holder, move);
                moved = true;
            }
        }
        return moved;
    }

    private static Set<Move> moves(Connection connection, StagingPlan plan, Field<?> holder, Field<?> scope)
            throws SQLException {
        Set<Move> moves = new LinkedHashSet<>();
        String table = plan.type().table();
        boolean mapsScope = plan.mapped().contains(scope);
        if (mapsScope) {
            add(connection, moves, """
                    select distinct coalesce(r.%1$s, ''), coalesce(m.%1$s, '')
                    from merged m join %2$s r on r.key = m.key
                    where m.last and r.%3$s is not null and m.%1$s is distinct from r.%1$s
                    """.formatted(scope.column(), table, holder.column()));
        }
        boolean keepsScope = !mapsScope || plan.empty() == StagingPlan.Empty.KEEP;
        if (plan.mapped().contains(holder) && keepsScope && plan.empty() != StagingPlan.Empty.REPLACE) {
            add(connection, moves, """
                    select distinct '', r.%1$s from chunk c join %2$s r on r.key = c.key
                    where r.%1$s is not null and c.%3$s is not null %4$s
                    """.formatted(
                    scope.column(), table, holder.column(), mapsScope ? "and c." + scope.column() + " is null" : ""));
        }
        return moves;
    }

    private static void add(Connection connection, Set<Move> moves, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                moves.add(new Move(row.getString(1), row.getString(2)));
            }
        }
    }

    private void follow(Connection connection, RecordType type, Field<?> holder, Move move) throws SQLException {
        RunTimeNames known = RunTimeTable.read(connection, type.name());
        Map<String, RunTimeFields.Guess> guesses = new LinkedHashMap<>();
        known.in(new RunTimeScope(holder.name(), move.from()))
                .forEach((name, from) -> guesses.put(
                        name,
                        new RunTimeFields.Guess(
                                from.field().kind(), from.field().sensitivity(), from.label(), null)));
        RunTimeScope to = new RunTimeScope(holder.name(), move.to());
        for (RunTimeName stale : RunTimeFields.ensure(connection, type.name(), RunTimeOrigin.NONE, Map.of(to, guesses))
                .stale()) {
            holders.announce(connection, type, stale);
        }
    }
}
