package io.keqing.operations;

import io.keqing.interaction.InteractionFields;
import io.keqing.record.Change;
import io.keqing.record.ChangeListener;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/// Notes that a case was reopened, or solved again, when that is written: by then its record says no
/// more than that it is solved, and the versions before go after 30 days. The rule is the SQL function
/// `was_reopened`. Taking an import back takes back what it had reopened.
@Singleton
final class Reopenings implements ChangeListener {
    /// The versions that this very transaction has replaced.
    private static final String REPLACED =
            " from history h join interaction r on r.key = h.key where h.valid_to = now() and h.type = '"
                    + InteractionFields.TYPE + "' and h.key = any (?) ";
    private static final String NOTE = "insert into interaction_reopened (key, cause) select r.key, r.cause" + REPLACED
            + "and r.kind in ('enquiry', 'case', 'complaint') and h.ended_by not like 'undo:%' and was_reopened("
            + "h.row ->> 'status', (h.row ->> 'resolved_at')::timestamptz, h.valid_from, r.status, r.resolved_at) "
            + "on conflict do nothing";
    private static final String TAKE_BACK = "delete from interaction_reopened o using (select h.key, h.cause" + REPLACED
            + "and h.ended_by like 'undo:%') u where u.key = o.key and u.cause = o.cause";

    @Override
    public void changed(Connection transaction, Change change) throws SQLException {
        if (change.type().name().equals(InteractionFields.TYPE)) {
            for (String sql : new String[] {NOTE, TAKE_BACK}) {
                try (PreparedStatement statement = transaction.prepareStatement(sql)) {
                    statement.setArray(
                            1,
                            transaction.createArrayOf(
                                    "integer",
                                    Arrays.stream(change.keys()).boxed().toArray()));
                    statement.executeUpdate();
                }
            }
        }
    }
}
