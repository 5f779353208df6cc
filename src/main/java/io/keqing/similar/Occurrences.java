package io.keqing.similar;

import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.search.SearchLimit;
import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Question;
import io.keqing.search.TextIndex.Scored;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How often the same was said, by month: records whose text is near enough to tell of the same issue, see
/// [TextModel#alike].
@Singleton
public final class Occurrences {
    /// Of the nearest at most so many are counted.
    public static final int MOST = 1_000;

    private static final int MONTHS = 12;
    private static final Duration LATELY = Duration.ofDays(30);

    private final TextIndex index;
    private final Embedder embedder;
    private final VectorWorker worker;
    private final Database database;
    private final SearchLimit limit;
    private final ZoneId zone;
    private final Clock clock = Clock.systemUTC();

    Occurrences(
            TextIndex index,
            Embedder embedder,
            VectorWorker worker,
            Database database,
            SearchLimit limit,
            @Property(name = "keqing.zone") @Nullable String zone) {
        this.index = index;
        this.embedder = embedder;
        this.worker = worker;
        this.database = database;
        this.limit = limit;
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    /// @param months the last twelve, the present one last, in the portal's zone
    /// @param lately of the last 30 days
    /// @param before of the 30 days before
    /// @param complete false where there may be more than were counted
    /// @param likeness the least cosine of what was counted
    public record Often(Map<YearMonth, Long> months, long lately, long before, boolean complete, double likeness) {
        public long total() {
            return months.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// @return empty without vectors, or where the text says nothing
    public Optional<Often> of(String text, Viewer viewer) {
        Optional<ReadText> read = worker.enabled() ? ReadText.of(text) : Optional.empty();
        return read.map(issue -> limit.run(viewer, () -> count(issue, viewer)));
    }

    private Often count(ReadText text, Viewer viewer) {
        Question question = Question.all(ReadText.TYPES, MOST, viewer);
        List<Address> near = index
                .nearest(text.model().space(), embedder.embed(text).values(), question)
                .stream()
                .filter(scored -> scored.score() >= text.model().alike())
                .map(Scored::address)
                .toList();
        Instant now = clock.instant();
        YearMonth last = YearMonth.from(now.atZone(zone));
        Map<YearMonth, Long> months = new LinkedHashMap<>();
        for (int back = MONTHS - 1; back >= 0; back--) {
            months.put(last.minusMonths(back), 0L);
        }
        long lately = 0;
        long before = 0;
        for (Instant at : times(near)) {
            months.computeIfPresent(YearMonth.from(at.atZone(zone)), (month, count) -> count + 1);
            Duration ago = Duration.between(at, now);
            lately += !ago.isNegative() && ago.compareTo(LATELY) < 0 ? 1 : 0;
            before += ago.compareTo(LATELY) >= 0 && ago.compareTo(LATELY.multipliedBy(2)) < 0 ? 1 : 0;
        }
        return new Often(
                months, lately, before, near.size() < MOST, text.model().alike());
    }

    private List<Instant> times(List<Address> records) {
        return database.read(connection -> {
            List<Instant> times = new ArrayList<>();
            for (String type : ReadText.TYPES) {
                String table = type.equals("feedback") ? "open_feedback" : "interaction";
                try (PreparedStatement select = connection.prepareStatement(
                        "select at from " + table + " where key = any (?) and at is not null")) {
                    select.setArray(
                            1,
                            connection.createArrayOf(
                                    "integer",
                                    records.stream()
                                            .filter(address -> address.type().equals(type))
                                            .map(Address::key)
                                            .toArray()));
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            times.add(row.getObject(1, OffsetDateTime.class).toInstant());
                        }
                    }
                }
            }
            return times;
        });
    }
}
