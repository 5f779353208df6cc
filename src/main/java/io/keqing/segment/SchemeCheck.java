package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.DatabaseException;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Finds the schemes that cannot be worked out, so that one of them never stops the others or the facts.
@Singleton
final class SchemeCheck {
    private final Database database;
    private final Schemes schemes;
    private final FactsMoment moment;

    SchemeCheck(Database database, Schemes schemes, FactsMoment moment) {
        this.database = database;
        this.schemes = schemes;
        this.moment = moment;
    }

    /// Works out each scheme alone and takes those out of force that fail.
    ///
    /// @return those that failed
    List<SchemeDefinition> takeOutFailing() {
        List<SchemeDefinition> failing = new ArrayList<>();
        for (SchemeDefinition each : schemes.inForce()) {
            // the portal's own rules stay: there is nothing before them
            if (each.version() > 0) {
                try {
                    workOut(each);
                } catch (DatabaseException e) {
                    if (e.isOutage()) {
                        throw e;
                    }
                    schemes.fail(each, String.valueOf(e.getMessage()));
                    failing.add(each);
                }
            }
        }
        return failing;
    }

    private void workOut(SchemeDefinition definition) {
        FactsSql.Text text = new FactsSql(List.of(definition))
                .ofEverybodyCutAnew(true)
                .with(" select count(" + FactsSql.rule(definition.scheme()) + "), min(due) from worked");
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(text.sql())) {
                text.bind(select, moment.bind(connection, select, Instant.now()));
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
