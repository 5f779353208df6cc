package io.keqing.profile.ui;

import com.vaadin.flow.data.renderer.LitRenderer;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.ValueKind;
import io.keqing.interaction.InteractionFields;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.ui.Scores;
import io.keqing.ui.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How an entry of a timeline reads in one line.
final class EntryCells {
    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("enquiry", "question-circle-o"),
            Map.entry("order", "cart-o"),
            Map.entry("return", "rotate-left"),
            Map.entry("case", "tools"),
            Map.entry("complaint", "exclamation-circle-o"),
            Map.entry("visit", "building-o"),
            Map.entry("call", "phone"),
            Map.entry("message", "comment-o"),
            Map.entry("note", "notebook"),
            Map.entry("campaign", "megaphone"),
            Map.entry("contract", "file-text-o"),
            Map.entry("survey", "clipboard-check"),
            Map.entry("review", "star-o"),
            Map.entry("suggestion", "lightbulb"));

    private final Values values;
    private final Locale locale;

    EntryCells(Values values, Locale locale) {
        this.values = values;
        this.locale = locale;
    }

    static boolean isFeedback(Entry entry) {
        return entry.type().equals(FeedbackFields.TYPE);
    }

    private String text(Entry entry, Field<?> field) {
        return values.text(field, entry.fields().get(field), locale);
    }

    String at(Entry entry) {
        return entry.at() == null ? "—" : values.moment(entry.at(), locale);
    }

    String kind(Entry entry) {
        return text(entry, isFeedback(entry) ? FeedbackFields.KIND : InteractionFields.KIND);
    }

    String channel(Entry entry) {
        Object name = entry.fields().get(isFeedback(entry) ? FeedbackFields.CHANNEL : InteractionFields.CHANNEL);
        return name == null ? "" : channelName(name.toString(), locale);
    }

    /// Feedback keeps its channel as it came; where it says what interactions say, it reads the same.
    static String channelName(String name, Locale locale) {
        return InteractionFields.CHANNEL.kind() instanceof ValueKind.Choice choice
                ? Values.option(choice, name, locale)
                : name;
    }

    static String icon(String kind) {
        return ICONS.getOrDefault(kind, "circle-thin");
    }

    static boolean isOverdue(Entry entry, Instant now) {
        return entry.fields().get(InteractionFields.DUE_AT) instanceof Instant due
                && entry.fields().get(InteractionFields.RESOLVED_AT) == null
                && due.isBefore(now);
    }

    String due(Entry entry) {
        return text(entry, InteractionFields.DUE_AT);
    }

    String status(Entry entry) {
        return text(entry, InteractionFields.STATUS);
    }

    String title(Entry entry) {
        if (isFeedback(entry)) {
            return text(entry, FeedbackFields.SURVEY);
        }
        String subject = text(entry, InteractionFields.SUBJECT);
        return subject.isBlank() ? text(entry, InteractionFields.PRODUCT) : subject;
    }

    String excerpt(Entry entry) {
        return text(entry, isFeedback(entry) ? FeedbackFields.COMMENT : InteractionFields.BODY);
    }

    LitRenderer<Entry> kind() {
        return LitRenderer.<Entry>of(
                        "<span class=\"entry-kind ${item.tone}\">"
                                + "<vaadin-icon icon=\"vaadin:${item.icon}\" aria-hidden=\"true\"></vaadin-icon>${item.kind}</span>")
                .withProperty("kind", this::kind)
                .withProperty("tone", entry -> String.valueOf(name(entry)).equals("complaint") ? "poor" : "")
                .withProperty("icon", entry -> icon(String.valueOf(name(entry))));
    }

    static Object name(Entry entry) {
        Object kind = entry.fields().get(isFeedback(entry) ? FeedbackFields.KIND : InteractionFields.KIND);
        return kind == null ? "" : kind;
    }

    LitRenderer<Entry> words() {
        return LitRenderer.<Entry>of(
                        "<span class=\"cell\"><b>${item.title}</b> <span class=\"dim\">${item.text}</span></span>")
                .withProperty("title", this::title)
                .withProperty("text", this::excerpt);
    }

    /// Scores, amount and status, whichever there are.
    LitRenderer<Entry> outcome() {
        return LitRenderer.<Entry>of(
                        "${item.parts.map(p => html`<span class=\"${p.look}\" title=\"${p.label}\">${p.text}</span>`)}")
                .withProperty("parts", this::parts);
    }

    /// One score, amount or state. A record, since a renderer writes a map as a bean that only has `empty`.
    ///
    /// @param look its style classes
    public record Part(String look, String label, String text) {}

    private List<Part> parts(Entry entry) {
        List<Part> parts = new ArrayList<>();
        if (isFeedback(entry)) {
            for (Field<?> field : List.of(FeedbackFields.NPS, FeedbackFields.CSAT, FeedbackFields.CES)) {
                if (entry.fields().get(field) instanceof Number score) {
                    String label = field.name().toUpperCase(Locale.ROOT) + " ";
                    parts.add(part(
                            field, "score " + Scores.tone(field, score.doubleValue()), label + text(entry, field)));
                }
            }
        } else {
            String status = text(entry, InteractionFields.STATUS);
            if (!status.isBlank()) {
                Object open = entry.fields().get(InteractionFields.STATUS);
                boolean done = "closed".equals(open) || "resolved".equals(open);
                parts.add(part(InteractionFields.STATUS, done ? "badge quiet" : "badge", status));
            }
            if (entry.fields().get(InteractionFields.AMOUNT) instanceof Number amount) {
                Object currency = entry.fields().get(InteractionFields.CURRENCY);
                parts.add(part(
                        InteractionFields.AMOUNT,
                        "amount",
                        values.money(amount, currency instanceof String code ? code : null, locale)));
            }
        }
        return parts;
    }

    private Part part(Field<?> field, String look, String text) {
        return new Part(look.strip(), field.label().in(locale), text);
    }
}
