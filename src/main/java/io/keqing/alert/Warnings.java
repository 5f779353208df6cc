package io.keqing.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keqing.alert.Warning.State;
import io.keqing.alert.WarningTable.Told;
import io.keqing.interaction.InteractionFields;
import io.keqing.job.Webhooks;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.search.SearchQuery;
import io.keqing.search.TellingTerms;
import io.keqing.statistics.BurstTest;
import io.keqing.statistics.BurstTest.Finding;
import io.keqing.statistics.FalseDiscoveries;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks, day by day, for products, channels and topics whose cases have grown beyond their own history. A rise that
/// goes on is one warning; after a quiet week it would be another. Its days are no history for what comes later.
@Singleton
public final class Warnings {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WORDS = 8;
    private static final int LOCK_SPACE = 0x6b71;
    private static final int LOCK = 902;
    private static final int SHOWN_DAYS = BurstTest.HISTORY + BurstTest.GAP;

    private final Database database;
    private final WarningTable table;
    private final TellingTerms terms;
    private final Webhooks webhooks;
    private final Subscriptions subscriptions;
    private final Region region;

    Warnings(
            Database database,
            WarningTable table,
            TellingTerms terms,
            Webhooks webhooks,
            Subscriptions subscriptions,
            Region region) {
        this.subscriptions = subscriptions;
        this.database = database;
        this.table = table;
        this.terms = terms;
        this.webhooks = webhooks;
        this.region = region;
    }

    /// What is known of a series.
    ///
    /// @param rate cases a day by its history
    /// @param dispersion how much its days vary, 1 = as chance alone lets them
    /// @param detectable the smallest rise found within a week in four of five cases, as a multiple; infinite where
    /// the history is too short
    public record Watched(
            @Nullable String product,
            @Nullable String channel,
            @Nullable String topic,
            double rate,
            double dispersion,
            double detectable) {}

    /// @param first the day of the first count
    /// @param counts cases by day, up to the last day looked at
    /// @param words that its cases since the rise use more than those before, the most telling first
    public record Detail(Warning warning, LocalDate first, List<Integer> counts, List<String> words) {}

    /// Whether somebody may know of warnings.
    public static boolean mayKnow(Viewer viewer) {
        return viewer.is(Role.ANALYST) || viewer.is(Role.MANAGER) || viewer.is(Role.ADMIN);
    }

    /// Looks at a day and keeps what it finds.
    ///
    /// @param day today or before
    /// @return warnings that are new
    public List<Warning> look(LocalDate day) {
        List<Long> fresh = database.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
                lock.setInt(1, LOCK_SPACE);
                lock.setInt(2, LOCK);
                lock.execute();
            }
            return look(connection, day);
        });
        List<Warning> warnings = fresh.stream().flatMap(id -> find(id).stream()).toList();
        return warnings;
    }

    private List<Long> look(Connection connection, LocalDate day) throws SQLException {
        LocalDate first = day.minusDays(SHOWN_DAYS - 1L);
        int last = SHOWN_DAYS - 1;
        int weekday = first.getDayOfWeek().getValue() - 1;
        SeriesCounts counts =
                SeriesCounts.of(connection, first, day, region.zone().getId());
        List<Warning> known = table.since(connection, first);
        List<Series> series = new ArrayList<>(counts.days().keySet());
        double[] rhythm = BurstTest.rhythm(threefold(counts), last, weekday);
        List<Finding> findings = new ArrayList<>();
        double[] p = new double[series.size()];
        for (int i = 0; i < p.length; i++) {
            int[] days = counts.days().getOrDefault(series.get(i), new int[SHOWN_DAYS]);
            Finding finding = BurstTest.look(days, left(series.get(i), counts, known), last, weekday, rhythm);
            findings.add(finding);
            p[i] = finding.p();
        }
        double[] adjusted = FalseDiscoveries.adjusted(p);
        List<Long> fresh = new ArrayList<>();
        List<Series> told = new ArrayList<>();
        for (int i : BurstTest.told(findings, adjusted, FalseDiscoveries.RATE)) {
            Series each = series.get(i);
            // a wider or narrower series of the same cases says the same thing less clearly
            if (told.stream().noneMatch(each::nests)) {
                told.add(each);
                int[] days = counts.days().getOrDefault(each, new int[SHOWN_DAYS]);
                int since = BurstTest.since(
                        days, last, weekday, rhythm, findings.get(i).rate());
                long id = keep(
                        connection, each, new Told(first.plusDays(since), day, findings.get(i), adjusted[i]), known);
                if (id > 0) {
                    fresh.add(id);
                }
            }
        }
        table.looked(connection, day, series.size());
        for (long id : fresh) {
            Optional<Warning> warning = table.find(connection, id);
            if (warning.isPresent() && warning.get().state() == State.OPEN) {
                webhooks.tell(connection, "alert", json(warning.get()));
                subscriptions.tell(connection, warning.get());
            }
        }
        return fresh;
    }

    private static String json(Warning warning) throws SQLException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", warning.id());
        body.put("product", warning.product());
        body.put("channel", warning.channel());
        body.put("topic", warning.topic());
        body.put("since", warning.since().toString());
        body.put("day", warning.lastDay().toString());
        body.put("windowDays", warning.windowDays());
        body.put("seen", warning.seen());
        body.put("expected", warning.expected());
        body.put("p", warning.p());
        body.put("query", warning.query());
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new SQLException("a warning could not be told", e);
        }
    }

    /// Each case once: in its narrowest series.
    private static List<int[]> threefold(SeriesCounts counts) {
        return counts.days().entrySet().stream()
                .filter(each -> each.getKey().channel() != null)
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Days before the portal knew anything, and days that were warned of.
    private static boolean[] left(Series series, SeriesCounts counts, List<Warning> known) {
        boolean[] left = new boolean[SHOWN_DAYS];
        Arrays.fill(left, 0, Math.min(counts.begin(), SHOWN_DAYS), true);
        for (Warning warning : known) {
            if (warning.series().nests(series)) {
                int from = (int) Math.max(0, counts.first().until(warning.since(), ChronoUnit.DAYS));
                int to = (int) counts.first().until(warning.lastDay(), ChronoUnit.DAYS);
                for (int at = from; at <= to && at < SHOWN_DAYS; at++) {
                    left[at] = true;
                }
            }
        }
        return left;
    }

    /// @return the id where it is new, 0 where it goes on
    private long keep(Connection connection, Series series, Told told, List<Warning> known) throws SQLException {
        Optional<Warning> before = known.stream()
                .filter(warning -> warning.series().nests(series))
                .filter(warning -> !warning.lastDay().isBefore(told.day().minusDays(BurstTest.GAP)))
                .filter(warning -> !warning.firstDay().isAfter(told.day()))
                .max(Comparator.comparing(Warning::lastDay));
        if (before.isPresent()) {
            if (before.get().series().equals(series) && !before.get().lastDay().isAfter(told.day())) {
                table.update(connection, before.get().id(), told);
            }
            return 0;
        }
        Optional<LocalDate> muted = known.stream()
                .filter(warning -> warning.series().equals(series) && warning.state() == State.MUTED)
                .flatMap(warning -> Optional.ofNullable(warning.mutedUntil()).stream())
                .filter(until -> !until.isBefore(told.day()))
                .max(Comparator.naturalOrder());
        return table.insert(connection, series, told, muted.isPresent() ? State.MUTED : State.OPEN, muted.orElse(null));
    }

    /// Warnings told of on a day or later, the latest and most surprising first.
    public List<Warning> since(LocalDate from) {
        return database.read(connection -> table.since(connection, from));
    }

    public Optional<Warning> find(long id) {
        return database.read(connection -> table.find(connection, id));
    }

    /// The last day that was looked at.
    public Optional<LocalDate> lastDay() {
        return database.read(table::lastDay);
    }

    /// The first day that has to be looked at again: the last one, which may not have been over, or the first of which
    /// cases have changed since. Long ago where none was looked at yet.
    LocalDate toLookFrom() {
        return database.read(
                connection -> table.toLookFrom(connection, region.zone().getId()));
    }

    /// A warning with its days and the words that grew.
    ///
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Detail detail(Warning warning, Viewer viewer) {
        LocalDate today = region.today();
        LocalDate last = warning.lastDay().plusDays(2 * BurstTest.GAP);
        last = last.isAfter(today) ? today : last;
        LocalDate first = warning.since().minusDays(BurstTest.HISTORY);
        LocalDate end = last;
        SeriesCounts counts = database.read(connection ->
                SeriesCounts.of(connection, first, end, region.zone().getId()));
        int[] days = counts.of(warning.series());
        SearchQuery all = WarningTable.cases(warning.series(), first, warning.lastDay());
        List<String> words = terms.standingOut(
                all,
                WarningTable.days(warning.since(), warning.lastDay()),
                InteractionFields.BODY.name(),
                WORDS,
                viewer);
        return new Detail(
                warning,
                first,
                days == null ? List.of() : Arrays.stream(days).boxed().toList(),
                words);
    }

    /// Every series with what could be found of it, the busiest first.
    public List<Watched> watched() {
        LocalDate day = region.today();
        LocalDate first = day.minusDays(SHOWN_DAYS - 1L);
        int weekday = first.getDayOfWeek().getValue() - 1;
        return database.read(connection -> {
            SeriesCounts counts =
                    SeriesCounts.of(connection, first, day, region.zone().getId());
            List<Warning> known = table.since(connection, first);
            double[] rhythm = BurstTest.rhythm(threefold(counts), SHOWN_DAYS - 1, weekday);
            List<Watched> watched = new ArrayList<>();
            counts.days().forEach((series, days) -> {
                Finding finding = BurstTest.look(days, left(series, counts, known), SHOWN_DAYS - 1, weekday, rhythm);
                watched.add(new Watched(
                        series.product(),
                        series.channel(),
                        series.topic(),
                        Double.isNaN(finding.rate()) ? 0 : finding.rate(),
                        finding.dispersion(),
                        BurstTest.detectable(finding)));
            });
            watched.sort(Comparator.comparingDouble(Watched::rate).reversed());
            return watched;
        });
    }

    /// Says what somebody makes of a warning.
    ///
    /// @param mutedUntil the last quiet day where it is muted
    /// @return empty where there is no such warning
    public Optional<Warning> mark(
            long id, State state, @Nullable String reason, @Nullable LocalDate mutedUntil, Viewer viewer) {
        return database.inTransaction(connection -> {
            if (table.find(connection, id).isEmpty()) {
                return Optional.<Warning>empty();
            }
            table.mark(connection, id, state, reason, mutedUntil, viewer.name());
            return table.find(connection, id);
        });
    }
}
