package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.segment.SchemeDefinition.Rule;
import io.keqing.segment.SchemeDefinition.Written;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The schemes in force. One that nobody has changed is the portal's own, version 0.
@Singleton
public final class Schemes {
    private final Database database;
    private final FactsQueue queue;
    private final Map<Scheme, List<Rule>> standard = new EnumMap<>(Scheme.class);
    private final List<Preset> presets;

    Schemes(Database database, FactsQueue queue) {
        this.database = database;
        this.queue = queue;
        Map<String, List<Written>> written = SchemeText.standard();
        for (Scheme scheme : Scheme.values()) {
            standard.put(scheme, SchemeDefinition.read(scheme, written.getOrDefault(scheme.id(), List.of())));
        }
        this.presets = SchemeText.presets();
    }

    /// All of them, in their order.
    public List<SchemeDefinition> inForce() {
        return database.read(this::inForce);
    }

    public SchemeDefinition inForce(Scheme scheme) {
        return inForce().get(scheme.ordinal());
    }

    List<SchemeDefinition> inForce(Connection connection) throws SQLException {
        Map<Scheme, SchemeDefinition> found = new EnumMap<>(Scheme.class);
        try (PreparedStatement select = connection.prepareStatement("select distinct on (scheme) scheme, version, "
                        + "rules::text, since, by_user from scheme_version order by scheme, version desc");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Optional<Scheme> scheme = Scheme.named(row.getString(1));
                if (scheme.isPresent()) {
                    found.put(scheme.get(), read(scheme.get(), row));
                }
            }
        }
        List<SchemeDefinition> all = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            SchemeDefinition own = found.get(scheme);
            all.add(own == null ? new SchemeDefinition(scheme, 0, standard(scheme), null, null) : own);
        }
        return all;
    }

    private List<Rule> standard(Scheme scheme) {
        return standard.getOrDefault(scheme, List.of());
    }

    private static SchemeDefinition read(Scheme scheme, ResultSet row) throws SQLException {
        return new SchemeDefinition(
                scheme,
                row.getInt(2),
                SchemeDefinition.read(scheme, SchemeText.read(row.getString(3))),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5));
    }

    /// Every version a scheme ever had, the newest first; the portal's own comes last.
    public List<SchemeDefinition> versions(Scheme scheme) {
        List<SchemeDefinition> versions = new ArrayList<>(database.read(connection -> {
            List<SchemeDefinition> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select scheme, version, rules::text, since, "
                    + "by_user from scheme_version where scheme = ? order by version desc")) {
                select.setString(1, scheme.id());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(scheme, row));
                    }
                }
            }
            return found;
        }));
        versions.add(new SchemeDefinition(scheme, 0, standard(scheme), null, null));
        return versions;
    }

    /// What the rules would be, checked and not kept.
    ///
    /// @throws SegmentRefusal where they break a rule
    public SchemeDefinition draft(Scheme scheme, List<Written> rules) {
        SchemeDefinition present = inForce(scheme);
        return new SchemeDefinition(
                scheme, present.version() + 1, SchemeDefinition.read(scheme, rules), Instant.now(), null);
    }

    /// Puts rules in force as a new version; everybody is looked at again. The same rules stay the
    /// version they are.
    ///
    /// @param by who does it
    /// @throws SegmentRefusal where they break a rule
    public SchemeDefinition set(Scheme scheme, List<Written> rules, String by) {
        List<Rule> read = SchemeDefinition.read(scheme, rules);
        SchemeDefinition set = database.inTransaction(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("lock table scheme_version in share row exclusive mode")) {
                lock.execute();
            }
            SchemeDefinition present = inForce(connection).get(scheme.ordinal());
            if (present.rules().equals(read)) {
                return present;
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into scheme_version (scheme, version, rules, by_user) values (?, ?, ?::jsonb, ?)")) {
                insert.setString(1, scheme.id());
                insert.setInt(2, present.version() + 1);
                insert.setString(3, SchemeText.json(read));
                insert.setString(4, by);
                insert.executeUpdate();
            }
            queue.addEverybody(connection, null);
            return inForce(connection).get(scheme.ordinal());
        });
        queue.wake();
        return set;
    }

    public List<Preset> presets() {
        return presets;
    }
}
