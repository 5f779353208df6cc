package io.keqing.segment;

import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.Strategy.Measure;
import io.keqing.segment.Strategy.Target;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was decided about classes and segments, at most one strategy each.
@Singleton
public final class Strategies {
    private static final int NOTE_LENGTH = 2_000;
    private static final String COLUMNS = "id, scheme, class, segment_id, note, owner, measure, target, since";

    private final Database database;
    private final Region region;

    Strategies(Database database, Region region) {
        this.database = database;
        this.region = region;
    }

    /// A strategy as somebody enters it.
    ///
    /// @param since today without
    public record Draft(
            Target target,
            String note,
            @Nullable String owner,
            @Nullable Measure measure,
            @Nullable Double goal,
            @Nullable LocalDate since) {}

    public List<Strategy> all() {
        return database.read(connection -> {
            List<Strategy> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select " + COLUMNS + " from strategy order by scheme nulls last, class, id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read(row).ifPresent(all::add);
                }
            }
            return all;
        });
    }

    public Optional<Strategy> find(long id) {
        return all().stream().filter(strategy -> strategy.id() == id).findFirst();
    }

    private static Optional<Strategy> read(ResultSet row) throws SQLException {
        String scheme = row.getString(2);
        Target target = null;
        if (scheme == null) {
            target = new Target.OfSegment(row.getLong(4));
        } else {
            Optional<Scheme> known = Scheme.named(scheme);
            if (known.isPresent()) {
                target = new Target.OfClass(known.get(), row.getString(3));
            }
        }
        String measure = row.getString(7);
        return target == null
                ? Optional.empty()
                : Optional.of(new Strategy(
                        row.getLong(1),
                        target,
                        row.getString(5),
                        row.getString(6),
                        measure == null ? null : Measure.named(measure).orElse(null),
                        row.getObject(8, Double.class),
                        row.getObject(9, LocalDate.class)));
    }

    /// Keeps it in the place of what was decided about the same class or segment before.
    ///
    /// @throws SegmentRefusal where there is no such class or segment, or the note is empty or too long
    public Strategy put(Draft draft) {
        if (draft.note().isBlank() || draft.note().length() > NOTE_LENGTH) {
            throw SegmentRefusal.rule("note must have 1 to %d characters, had %d"
                    .formatted(NOTE_LENGTH, draft.note().length()));
        }
        Measure measure = draft.measure();
        Double goal = draft.goal();
        if (measure != null && goal != null) {
            SegmentRefusal.check(measure.range(), "target", goal);
        }
        Target.OfClass ofClass = draft.target() instanceof Target.OfClass found ? found : null;
        Long segment = draft.target() instanceof Target.OfSegment(long id) ? id : null;
        if (ofClass != null
                && ofClass.scheme().classes().stream()
                        .noneMatch(option -> option.value().equals(ofClass.name()))) {
            throw SegmentRefusal.rule("class must be one of the scheme's, was " + ofClass.name());
        }
        return database.inTransaction(connection -> {
            if (segment != null) {
                try (PreparedStatement select =
                        connection.prepareStatement("select from segment where id = ? for key share")) {
                    select.setLong(1, segment);
                    try (ResultSet row = select.executeQuery()) {
                        if (!row.next()) {
                            throw SegmentRefusal.rule("segment must be one there is, was " + segment);
                        }
                    }
                }
            }
            String conflict = segment == null ? "(scheme, class)" : "(segment_id)";
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into strategy (scheme, class, segment_id, "
                            + "note, owner, measure, target, since) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict "
                            + conflict
                            + " do update set note = excluded.note, owner = excluded.owner, measure = excluded.measure, "
                            + "target = excluded.target, since = excluded.since, changed_at = now() returning "
                            + COLUMNS)) {
                insert.setString(1, ofClass == null ? null : ofClass.scheme().id());
                insert.setString(2, ofClass == null ? null : ofClass.name());
                insert.setObject(3, segment);
                insert.setString(4, draft.note().strip());
                insert.setString(5, draft.owner());
                insert.setString(6, measure == null ? null : measure.id());
                insert.setObject(7, goal);
                insert.setObject(8, draft.since() == null ? region.today() : draft.since());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return read(row).orElseThrow();
                }
            }
        });
    }

    /// @return whether there was one
    public boolean delete(long id) {
        return database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from strategy where id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }
}
