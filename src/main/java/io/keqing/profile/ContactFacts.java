package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.Entries.Strand;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How things stand with a customer: last contact, open cases, complaints, what they said last. Counted at the
/// moment it is asked for, since most of it changes by time alone.
@Singleton
public final class ContactFacts implements DerivedFields {
    public static final Field<Double> LAST_CSAT =
            Field.number("lastCsat", "最近满意度评分", "Last CSAT").asDerived();

    /// A case or complaint that is not over yet; the most urgent first, of those the newest.
    static final String IS_OPEN = "is_open_case(kind, status, at, resolved_at, now())";

    static final String MOST_URGENT = "urgency(priority) desc, at desc nulls last, key desc";

    private static final Duration WINDOW = Duration.ofDays(90);
    private static final String STANDING = """
            select count(*) filter (where coalesce(status, '') not in ('pending', 'reopened')),
                   count(*) filter (where status = 'pending'),
                   count(*) filter (where status = 'reopened'),
                   count(*) filter (where due_at < ? and resolved_at is null), min(at)
              from interaction where customer_key = ? and %s
            """.formatted(IS_OPEN);
    private static final String COMPLAINTS =
            "select count(*), max(at) from %s where customer_key = ? and kind = 'complaint' and at > ? and at <= ?";
    private static final String LAST =
            "select key, at from %s where customer_key = ? and at <= ? order by at desc, key desc limit 1";
    private static final String LAST_SAID = "select key from open_feedback where customer_key = ? and %s is not null"
            + " and has_happened(at, ?) order by at desc nulls last, key desc limit 1";

    private final Database database;
    private final Entries entries;
    private final ZoneId zone;
    private final Clock clock = Clock.systemUTC();

    ContactFacts(Database database, Entries entries, @Property(name = "keqing.zone") @Nullable String zone) {
        this.database = database;
        this.entries = entries;
        this.zone = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    @Override
    public List<Derived> of(int customer) {
        Instant now = clock.instant();
        List<Derived> facts = new ArrayList<>();
        database.read(connection -> {
            facts.add(openCases(connection, customer, now));
            facts.add(complaints(connection, customer, now));
            add(facts, lastContact(connection, customer, now));
            add(facts, lastNps(connection, customer, now));
            facts.addAll(lastCsat(connection, customer, now));
            return true;
        });
        return facts;
    }

    private static void add(List<Derived> facts, @Nullable Derived fact) {
        if (fact != null) {
            facts.add(fact);
        }
    }

    private Derived openCases(Connection connection, int customer, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STANDING)) {
            select.setObject(1, at(now));
            select.setInt(2, customer);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long open = row.getLong(1);
                long pending = row.getLong(2);
                long reopened = row.getLong(3);
                long overdue = row.getLong(4);
                String zh = "未办结的工单和投诉：未处理 %d，等待中 %d，重新打开 %d。".formatted(open, pending, reopened)
                        + (overdue > 0 ? "已逾期 %d。".formatted(overdue) : "");
                String en = "Cases and complaints that are open (%d), pending (%d) or reopened (%d)."
                                .formatted(open, pending, reopened)
                        + (overdue > 0 ? " Overdue: %d.".formatted(overdue) : "");
                return new Derived(
                        CustomerFields.OPEN_CASES,
                        open + pending + reopened,
                        new Label(zh, en),
                        instant(row, 5),
                        Set.of());
            }
        }
    }

    private Derived complaints(Connection connection, int customer, Instant now) throws SQLException {
        long[] counts = new long[2];
        Instant last = null;
        Instant from = now.minus(WINDOW);
        for (Strand strand : entries.strands()) {
            try (PreparedStatement select = connection.prepareStatement(COMPLAINTS.formatted(strand.table()))) {
                select.setInt(1, customer);
                select.setObject(2, at(from));
                select.setObject(3, at(now));
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    counts[entries.strands().indexOf(strand)] = row.getLong(1);
                    Instant at = instant(row, 2);
                    last = last == null || (at != null && at.isAfter(last)) ? at : last;
                }
            }
        }
        String day = from.atZone(zone).toLocalDate().toString();
        return new Derived(
                CustomerFields.COMPLAINTS_90,
                counts[0] + counts[1],
                new Label(
                        "%s 以来类型为“投诉”的互动 %d 条、反馈 %d 条。".formatted(day, counts[0], counts[1]),
                        "Of kind complaint since %s: %d interactions and %d feedback."
                                .formatted(day, counts[0], counts[1])),
                last,
                Set.of("complaint"));
    }

    private @Nullable Derived lastContact(Connection connection, int customer, Instant now) throws SQLException {
        Entries.Place latest = null;
        for (Strand strand : entries.strands()) {
            try (PreparedStatement select = connection.prepareStatement(LAST.formatted(strand.table()))) {
                select.setInt(1, customer);
                select.setObject(2, at(now));
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        Instant at = instant(row, 2);
                        Instant before = latest == null ? null : latest.at();
                        if (at != null && (before == null || at.isAfter(before))) {
                            latest = new Entries.Place(strand, row.getInt(1), at);
                        }
                    }
                }
            }
        }
        Instant at = latest == null ? null : latest.at();
        if (latest == null || at == null) {
            return null;
        }
        Document document = entries.document(connection, latest.strand(), latest.key());
        if (document == null) {
            return null;
        }
        Label kind = option(latest.strand().kind(), document);
        Label channel = option(latest.strand().channel(), document);
        return new Derived(
                CustomerFields.LAST_CONTACT,
                at,
                new Label(
                        "最近的互动或反馈（%s、%s）；未来的时间不算。".formatted(kind.zh(), channel.zh()),
                        "The latest interaction or feedback (%s, %s); what lies in the future does not count."
                                .formatted(kind.en(), channel.en())),
                null,
                Set.of());
    }

    private @Nullable Derived lastNps(Connection connection, int customer, Instant now) throws SQLException {
        Document said = lastSaid(connection, customer, FeedbackFields.NPS, now);
        Double score = said == null ? null : said.get(FeedbackFields.NPS);
        return said == null || score == null
                ? null
                : new Derived(
                        CustomerFields.LAST_NPS,
                        score,
                        because(said, FeedbackFields.NPS_CLASS),
                        said.get(FeedbackFields.AT),
                        Set.of());
    }

    /// The score, and its class on the survey's own scale.
    private List<Derived> lastCsat(Connection connection, int customer, Instant now) throws SQLException {
        Document said = lastSaid(connection, customer, FeedbackFields.CSAT, now);
        Double score = said == null ? null : said.get(FeedbackFields.CSAT);
        if (said == null || score == null) {
            return List.of();
        }
        List<Derived> facts = new ArrayList<>();
        Label survey = because(said, FeedbackFields.CSAT_CLASS);
        Instant at = said.get(FeedbackFields.AT);
        facts.add(new Derived(LAST_CSAT, score, survey, at, Set.of()));
        String found = said.get(FeedbackFields.CSAT_CLASS);
        if (found != null) {
            String number = BigDecimal.valueOf(score).stripTrailingZeros().toPlainString();
            Label because = new Label("CSAT " + number + "。" + survey.zh(), "CSAT " + number + ". " + survey.en());
            facts.add(new Derived(CustomerFields.LAST_CSAT_CLASS, found, because, at, Set.of()));
        }
        return facts;
    }

    private static Label because(Document said, Field<String> itsClass) {
        Label found = option(itsClass, said);
        String survey = said.get(FeedbackFields.SURVEY);
        return new Label(
                "最近一次作答：%s%s。".formatted(found.zh(), survey == null ? "" : "，问卷 " + survey),
                "The latest answer: %s%s.".formatted(found.en(), survey == null ? "" : ", survey " + survey));
    }

    private @Nullable Document lastSaid(Connection connection, int customer, Field<?> score, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST_SAID.formatted(score.column()))) {
            select.setInt(1, customer);
            select.setObject(2, at(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? entries.document(connection, entries.said(), row.getInt(1)) : null;
            }
        }
    }

    /// What people read for the value, a dash where there is none.
    private static Label option(Field<?> field, Document document) {
        Object value = document.value(field);
        if (value == null) {
            return new Label("—", "—");
        }
        if (field.kind() instanceof ValueKind.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(value))
                    .map(Option::label)
                    .findFirst()
                    .orElseGet(() -> new Label(value.toString(), value.toString()));
        }
        Map<String, Label> options = OPTIONS_OF_OTHERS;
        return options.getOrDefault(value.toString(), new Label(value.toString(), value.toString()));
    }

    /// Feedback keeps its channel as a keyword; where it says what interactions say, it reads the same.
    private static final Map<String, Label> OPTIONS_OF_OTHERS = channels();

    private static Map<String, Label> channels() {
        Map<String, Label> labels = new java.util.HashMap<>();
        if (InteractionFields.CHANNEL.kind() instanceof ValueKind.Choice choice) {
            choice.options().forEach(option -> labels.put(option.value(), option.label()));
        }
        return Map.copyOf(labels);
    }

    static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
