package io.keqing.segment;

import io.keqing.field.Label;
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
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The schemes in force. One that nobody has changed is the portal's own, version 0.
@Singleton
public final class Schemes {
    private static final String VERSIONS = "select v.scheme, v.version, v.rules::text, v.since, v.by_user, f.reason "
            + "from scheme_version v left join scheme_failure f on f.scheme = v.scheme and f.version = v.version";

    private final Database database;
    private final FactsQueue queue;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
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
        return kept(connection).inForce();
    }

    /// Versions that cannot be worked out and have nothing better after them: the version before them
    /// is in force.
    public List<Trouble> troubles() {
        return database.read(connection -> kept(connection).troubles());
    }

    /// A version that cannot be worked out.
    ///
    /// @param used the version in force in its place
    public record Trouble(Scheme scheme, int version, String reason, int used) {
        /// The same in English, for what watches over the portal.
        public String sentence() {
            return label().en();
        }

        /// What people read of it.
        public Label label() {
            return new Label(
                    "方案“%s”的第 %d 版无法计算（%s），现按第 %d 版计算".formatted(scheme.label().zh(), version, reason, used),
                    "Version %d of the scheme %s cannot be worked out (%s); version %d is in force"
                            .formatted(version, scheme.label().en(), reason, used));
        }
    }

    private record Kept(List<SchemeDefinition> inForce, List<Trouble> troubles) {}

    private Kept kept(Connection connection) throws SQLException {
        Map<Scheme, SchemeDefinition> found = new EnumMap<>(Scheme.class);
        Map<Scheme, Map<Integer, String>> failed = new EnumMap<>(Scheme.class);
        try (PreparedStatement select = connection.prepareStatement(VERSIONS + " order by v.scheme, v.version desc");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Scheme scheme = Scheme.named(row.getString(1)).orElse(null);
                if (scheme != null && !found.containsKey(scheme)) {
                    Read read = read(scheme, row);
                    String reason = read.reason();
                    if (reason == null) {
                        found.put(scheme, read.definition());
                    } else {
                        failed.computeIfAbsent(scheme, any -> new TreeMap<>()).put(row.getInt(2), reason);
                    }
                }
            }
        }
        List<SchemeDefinition> all = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            SchemeDefinition own = found.get(scheme);
            SchemeDefinition used = own == null ? new SchemeDefinition(scheme, 0, standard(scheme), null, null) : own;
            all.add(used);
            failed.getOrDefault(scheme, Map.of())
                    .forEach((version, reason) -> troubles.add(new Trouble(scheme, version, reason, used.version())));
        }
        return new Kept(all, troubles);
    }

    private List<Rule> standard(Scheme scheme) {
        return standard.getOrDefault(scheme, List.of());
    }

    /// @param definition without rules where they cannot be read
    /// @param reason why it cannot be worked out, null where it can
    private record Read(
            SchemeDefinition definition, @Nullable String reason) {}

    private static Read read(Scheme scheme, ResultSet row) throws SQLException {
        List<Rule> rules = List.of();
        String reason = row.getString(6);
        try {
            rules = SchemeDefinition.read(scheme, SchemeText.read(row.getString(3)));
        } catch (SegmentRefusal refusal) {
            reason = refusal.reason();
        }
        return new Read(
                new SchemeDefinition(
                        scheme,
                        row.getInt(2),
                        rules,
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)),
                reason);
    }

    /// Every version a scheme ever had, the newest first, without rules where they cannot be read; the
    /// portal's own comes last.
    public List<SchemeDefinition> versions(Scheme scheme) {
        List<SchemeDefinition> versions = new ArrayList<>(database.read(connection -> {
            List<SchemeDefinition> found = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement(VERSIONS + " where v.scheme = ? order by v.version desc")) {
                select.setString(1, scheme.id());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(scheme, row).definition());
                    }
                }
            }
            return found;
        }));
        versions.add(new SchemeDefinition(scheme, 0, standard(scheme), null, null));
        return versions;
    }

    /// Notes that a version cannot be worked out; the version before it is in force from now on.
    void fail(SchemeDefinition definition, String reason) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into scheme_failure (scheme, version, reason) "
                            + "values (?, ?, ?) on conflict do nothing")) {
                insert.setString(1, definition.scheme().id());
                insert.setInt(2, definition.version());
                insert.setString(3, reason);
                return insert.executeUpdate();
            }
        });
    }

    /// @param listener called after other rules came into force
    void onChange(Runnable listener) {
        listeners.add(listener);
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
            Kept kept = kept(connection);
            SchemeDefinition present = kept.inForce().get(scheme.ordinal());
            int newest = kept.troubles().stream()
                    .filter(trouble -> trouble.scheme() == scheme)
                    .mapToInt(Trouble::version)
                    .max()
                    .orElse(present.version());
            if (newest == present.version() && present.rules().equals(read)) {
                return present;
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into scheme_version (scheme, version, rules, by_user) values (?, ?, ?::jsonb, ?)")) {
                insert.setString(1, scheme.id());
                insert.setInt(2, newest + 1);
                insert.setString(3, SchemeText.json(read));
                insert.setString(4, by);
                insert.executeUpdate();
            }
            queue.addEverybody(connection, null);
            return inForce(connection).get(scheme.ordinal());
        });
        queue.wake();
        listeners.forEach(Runnable::run);
        return set;
    }

    public List<Preset> presets() {
        return presets;
    }
}
