package io.keqing.similar;

import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchLimit;
import io.keqing.search.TellingTerms;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Open cases of a period in groups of the same issue: the text that most others are like, with all that are like it,
/// then the same among the rest (star clustering, Aslam et al. 2004). So every case of a group is like its centre; a
/// clustering that grows from neighbour to neighbour made one group of nearly all. A group is named by the words that
/// stand out in it.
@Singleton
public final class Topics {
    /// Of a period the latest so many different texts are put into groups: time grows with their square.
    public static final int MOST_TEXTS = 3_000;

    /// Texts that make a group; the same text counts as often as it was said.
    private static final int LEAST = 3;

    private static final int NAMES = 4;
    private static final int SHOWN = 20;

    private static final String OPEN = """
            select i.key, i.source, i.id, i.subject, i.body, i.at, e.hash, v.space
              from interaction i
              join text_entry e on e.type = 'interactions' and e.key = i.key
              join text_vector v on v.hash = e.hash
             where i.kind in ('case', 'complaint', 'enquiry')
               and i.status in ('open', 'pending', 'reopened')
               and i.at >= ? and i.at < ?
             order by i.at desc
            """;

    private final Database database;
    private final TextVectors vectors;
    private final TellingTerms terms;
    private final SearchLimit limit;

    Topics(Database database, TextVectors vectors, TellingTerms terms, SearchLimit limit) {
        this.database = database;
        this.vectors = vectors;
        this.terms = terms;
        this.limit = limit;
    }

    /// @param words that stand out, the most telling first
    /// @param count cases of the group
    /// @param lately of the second half of the period
    /// @param before of the first half
    /// @param cases the latest, at most 20
    public record Topic(List<String> words, long count, long lately, long before, List<Case> cases) {}

    public record Case(RecordId id, String said, Instant at) {}

    /// @param topics the largest first
    /// @param alone cases that no other is like
    /// @param cases of the period altogether, as far as their texts were read
    /// @param complete false where only the latest [#MOST_TEXTS] texts were looked at
    public record Found(List<Topic> topics, long alone, long cases, boolean complete) {}

    private record Row(int key, RecordId id, String said, Instant at, UUID hash, String space) {}

    /// A text, as often as it was said.
    private record Point(List<Row> rows, float[] vector) {}

    /// @param from first instant
    /// @param to one past the last
    /// @throws InvalidQueryException where the period is empty
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Found of(Instant from, Instant to, Viewer viewer) {
        if (!from.isBefore(to)) {
            throw new InvalidQueryException("the period must begin before it ends, was " + from + " to " + to);
        }
        return limit.run(viewer, () -> find(from, to, viewer));
    }

    private Found find(Instant from, Instant to, Viewer viewer) {
        Map<UUID, List<Row>> byText = new LinkedHashMap<>();
        rows(from, to)
                .forEach(row -> byText.computeIfAbsent(row.hash(), hash -> new ArrayList<>())
                        .add(row));
        List<UUID> latest = byText.keySet().stream().limit(MOST_TEXTS).toList();
        Map<UUID, float[]> known = vectors.known(latest);
        Map<String, List<Point>> bySpace = new LinkedHashMap<>();
        for (UUID hash : latest) {
            List<Row> rows = Objects.requireNonNull(byText.get(hash));
            bySpace.computeIfAbsent(rows.getFirst().space(), space -> new ArrayList<>())
                    .add(new Point(rows, Objects.requireNonNull(known.get(hash))));
        }
        List<List<Row>> groups = new ArrayList<>();
        bySpace.forEach((space, points) -> groups.addAll(grouped(space, points)));
        groups.sort(Comparator.comparingInt((List<Row> group) -> -group.size()));
        long cases = latest.stream()
                .mapToLong(hash -> Objects.requireNonNull(byText.get(hash)).size())
                .sum();
        long inGroups = groups.stream().mapToLong(List::size).sum();
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        return new Found(named(groups, middle, viewer), cases - inGroups, cases, byText.size() <= MOST_TEXTS);
    }

    /// The largest first. The same text counts as often as it was said.
    private static List<List<Row>> grouped(String space, List<Point> points) {
        List<List<Integer>> near = near(points, model(space).alike());
        boolean[] taken = new boolean[points.size()];
        List<List<Row>> groups = new ArrayList<>();
        int centre = largest(points, near, taken);
        while (centre >= 0) {
            List<Point> group = new ArrayList<>();
            for (int each : near.get(centre)) {
                if (!taken[each]) {
                    taken[each] = true;
                    group.add(points.get(each));
                }
            }
            groups.add(rows(group));
            centre = largest(points, near, taken);
        }
        return groups;
    }

    /// By point, the points that are like it, itself among them.
    private static List<List<Integer>> near(List<Point> points, double alike) {
        List<List<Integer>> near = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            near.add(new ArrayList<>(List.of(i)));
        }
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (dot(points.get(i).vector(), points.get(j).vector()) >= alike) {
                    near.get(i).add(j);
                    near.get(j).add(i);
                }
            }
        }
        return near;
    }

    /// The free point with most free cases around it, −1 where none has [#LEAST].
    private static int largest(List<Point> points, List<List<Integer>> near, boolean[] taken) {
        int best = -1;
        int most = LEAST - 1;
        for (int i = 0; i < points.size(); i++) {
            if (!taken[i]) {
                int around = near.get(i).stream()
                        .filter(each -> !taken[each])
                        .mapToInt(each -> points.get(each).rows().size())
                        .sum();
                if (around > most) {
                    best = i;
                    most = around;
                }
            }
        }
        return best;
    }

    private static List<Row> rows(List<Point> points) {
        return points.stream()
                .flatMap(point -> point.rows().stream())
                .sorted(Comparator.comparing(Row::at).reversed())
                .toList();
    }

    private static TextModel model(String space) {
        for (TextModel model : TextModel.values()) {
            if (model.space().equals(space)) {
                return model;
            }
        }
        throw new IllegalStateException("no model makes vectors of the space " + space);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private List<Topic> named(List<List<Row>> groups, Instant middle, Viewer viewer) {
        Map<Integer, List<Integer>> keys = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            keys.put(i, groups.get(i).stream().map(Row::key).toList());
        }
        Map<Integer, List<TellingTerms.Term>> telling = terms.of(InteractionFields.TYPE, keys, NAMES, viewer);
        List<Topic> topics = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Row> group = groups.get(i);
            long lately =
                    group.stream().filter(row -> !row.at().isBefore(middle)).count();
            topics.add(new Topic(
                    telling.getOrDefault(i, List.of()).stream()
                            .map(TellingTerms.Term::text)
                            .toList(),
                    group.size(),
                    lately,
                    group.size() - lately,
                    group.stream()
                            .limit(SHOWN)
                            .map(row -> new Case(row.id(), row.said(), row.at()))
                            .toList()));
        }
        return topics;
    }

    private List<Row> rows(Instant from, Instant to) {
        return database.read(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(OPEN)) {
                select.setObject(1, from.atOffset(ZoneOffset.UTC));
                select.setObject(2, to.atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(row(row));
                    }
                }
            }
            return rows;
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getInt(1),
                new RecordId(row.getString(2), row.getString(3)),
                said(row.getString(4), row.getString(5)),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getObject(7, UUID.class),
                row.getString(8));
    }

    /// As everybody may read it.
    private static String said(@Nullable String subject, @Nullable String body) {
        String said = subject != null && !subject.isBlank() ? subject : String.valueOf(body);
        return io.keqing.privacy.TextMask.mask(said).text();
    }
}
