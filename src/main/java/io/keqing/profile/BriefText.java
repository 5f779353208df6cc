package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.profile.HandOver.Brief;
import io.keqing.ui.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A brief in plain words, the same on screen, copied, printed and through REST.
public final class BriefText {
    private static final int LONGEST = 200;

    private static final Label OPEN = new Label("未结工单", "Open cases");
    private static final Label CONTACTS = new Label("最近联系", "Last contacts");
    private static final Label PROMISED = new Label("承诺与到期", "Promised and due");
    private static final Label RESOLUTIONS = new Label("最近给出的解决办法", "Solutions told last");
    private static final Label SCORES = new Label("最近评分", "Latest scores");
    private static final Label NOTHING = new Label("无", "None");
    private static final Label AS_OF = new Label("截至 ", "As of ");
    private static final Label DUE = new Label("截止 ", "due ");
    private static final Label OVERDUE = new Label("（已逾期）", " (overdue)");
    private static final Label UNDATED = new Label("无时间", "no date");

    /// Facts that the parts below tell in full.
    private static final Set<String> TOLD_BELOW =
            Set.of(CustomerFields.OPEN_CASES.name(), ContactFacts.LAST_CSAT.name(), CustomerFields.FIRST_ORDER.name());

    private final Values values;
    private final Locale locale;

    public BriefText(Values values, Locale locale) {
        this.values = values;
        this.locale = locale;
    }

    /// A heading and what stands below it.
    ///
    /// @param total how many there are; more than `lines` where not all are shown, -1 where it does not matter
    public record Part(String title, long total, List<String> lines) {}

    /// Who it is, in one line.
    public String who(Brief brief) {
        String name = text(brief.fields().get(CustomerFields.NAME), CustomerFields.NAME);
        String id = brief.id().toString();
        return Stream.concat(
                        Stream.of(name.isBlank() ? id : name + " (" + id + ")"),
                        Stream.of(CustomerFields.TIER, CustomerFields.CITY)
                                .map(field -> text(brief.fields().get(field), field))
                                .filter(text -> !text.isBlank()))
                .collect(Collectors.joining(" · "));
    }

    public String asOf(Brief brief) {
        return AS_OF.in(locale) + values.moment(brief.asOf(), locale);
    }

    /// The facts, in one line.
    public String facts(Brief brief) {
        return brief.facts().stream()
                .filter(fact -> !TOLD_BELOW.contains(fact.field().name()))
                .map(this::fact)
                .collect(Collectors.joining(" · "));
    }

    private String fact(Derived fact) {
        String value = fact.field().name().equals(CustomerFields.SPENT.name()) && fact.value() instanceof Number amount
                ? values.money(amount, null, locale)
                : values.text(fact.field(), fact.value(), locale);
        return fact.field().label().in(locale) + " " + value;
    }

    public List<Part> parts(Brief brief) {
        List<String> promised = new ArrayList<>(
                brief.promised().stream().map(entry -> due(entry, brief.asOf())).toList());
        List<String> scores =
                new ArrayList<>(brief.answers().stream().map(this::score).toList());
        brief.comments().forEach(entry -> scores.add(comment(entry)));
        return List.of(
                new Part(
                        OPEN.in(locale),
                        brief.openTotal(),
                        brief.openCases().stream()
                                .map(entry -> open(entry, brief.asOf()))
                                .toList()),
                new Part(PROMISED.in(locale), brief.promisedTotal(), promised),
                new Part(
                        RESOLUTIONS.in(locale),
                        -1,
                        brief.resolutions().stream().map(this::resolution).toList()),
                new Part(
                        CONTACTS.in(locale),
                        -1,
                        brief.contacts().stream().map(this::contact).toList()),
                new Part(SCORES.in(locale), -1, scores));
    }

    public String nothing() {
        return NOTHING.in(locale);
    }

    /// All of it, as one text.
    public String whole(Brief brief) {
        StringBuilder text = new StringBuilder()
                .append(who(brief))
                .append('\n')
                .append(asOf(brief))
                .append('\n');
        String facts = facts(brief);
        if (!facts.isEmpty()) {
            text.append(facts).append('\n');
        }
        for (Part part : parts(brief)) {
            text.append('\n').append(part.title());
            if (part.total() >= 0) {
                text.append(" (").append(values.number(part.total(), locale)).append(')');
            }
            text.append('\n');
            part.lines().forEach(line -> text.append("- ").append(line).append('\n'));
            if (part.lines().isEmpty()) {
                text.append("- ").append(nothing()).append('\n');
            }
        }
        return text.toString();
    }

    private String open(Entry entry, Instant now) {
        return joined(
                when(entry),
                kind(entry),
                channel(entry),
                title(entry),
                text(entry, InteractionFields.STATUS),
                dueAt(entry, now),
                cut(text(entry, InteractionFields.BODY)));
    }

    private String due(Entry entry, Instant now) {
        return joined(dueAt(entry, now), kind(entry), title(entry), text(entry, InteractionFields.STAFF));
    }

    private String contact(Entry entry) {
        return joined(
                when(entry),
                kind(entry),
                channel(entry),
                title(entry),
                text(entry, InteractionFields.STAFF),
                cut(text(entry, InteractionFields.BODY)));
    }

    private String resolution(Entry entry) {
        return joined(when(entry), title(entry), cut(text(entry, InteractionFields.RESOLUTION)));
    }

    private String score(ScoreHistory.Answer answer) {
        return joined(
                answer.at() == null ? UNDATED.in(locale) : values.day(day(answer.at()), locale),
                answer.nps() == null ? "" : "NPS " + values.number(answer.nps(), locale),
                answer.csat() == null ? "" : "CSAT " + values.number(answer.csat(), locale),
                answer.ces() == null ? "" : "CES " + values.number(answer.ces(), locale),
                answer.survey());
    }

    private String comment(Entry entry) {
        return joined(when(entry), "“" + cut(text(entry, FeedbackFields.COMMENT)) + "”");
    }

    private String dueAt(Entry entry, Instant now) {
        return entry.fields().get(InteractionFields.DUE_AT) instanceof Instant due
                ? DUE.in(locale)
                        + values.moment(due, locale)
                        + (due.isBefore(now) && entry.fields().get(InteractionFields.RESOLVED_AT) == null
                                ? OVERDUE.in(locale)
                                : "")
                : "";
    }

    private String when(Entry entry) {
        return entry.at() == null ? UNDATED.in(locale) : values.day(day(entry.at()), locale);
    }

    private java.time.LocalDate day(Instant at) {
        return at.atZone(values.zone()).toLocalDate();
    }

    private String kind(Entry entry) {
        return text(entry, InteractionFields.KIND);
    }

    private String channel(Entry entry) {
        return text(entry, InteractionFields.CHANNEL);
    }

    private String title(Entry entry) {
        String subject = text(entry, InteractionFields.SUBJECT);
        return subject.isBlank() ? text(entry, InteractionFields.PRODUCT) : cut(subject);
    }

    private String text(Entry entry, Field<?> field) {
        return text(entry.fields().get(field), field);
    }

    private String text(@org.jspecify.annotations.Nullable Object value, Field<?> field) {
        return values.text(field, value, locale);
    }

    /// One line, however long the text was; the cut is marked.
    static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(" · "));
    }
}
