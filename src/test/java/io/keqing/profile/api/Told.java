package io.keqing.profile.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One invented record of a customer's story, kept by the test beside the portal, for counting in plain Java.
record Told(
        String type,
        String id,
        @Nullable String kind,
        @Nullable String channel,
        @Nullable Instant at,
        @Nullable String product,
        @Nullable String category,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable Integer quantity,
        @Nullable String status,
        @Nullable Instant dueAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Integer nps,
        @Nullable Integer csat) {
    private static final List<String> KINDS =
            List.of("order", "order", "order", "return", "case", "complaint", "call", "message", "campaign", "note");
    private static final List<String> CHANNELS = List.of("web", "phone", "chat", "store");
    private static final List<String> STATUSES = List.of("open", "pending", "resolved", "closed", "reopened", "other");

    /// A story with everything in it that is missing now and then, from four years ago to next week.
    static List<Told> story(long seed, int interactions, int feedback) {
        Random dice = new Random(seed);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Told> story = new ArrayList<>();
        for (int i = 0; i < interactions; i++) {
            String kind = dice.nextInt(20) == 0 ? null : KINDS.get(dice.nextInt(KINDS.size()));
            boolean money = "order".equals(kind) || "return".equals(kind);
            Instant at =
                    dice.nextInt(25) == 0 ? null : now.minus(dice.nextInt(4 * 365 * 24) - 7 * 24, ChronoUnit.HOURS);
            Instant due = !money && dice.nextInt(3) == 0 ? now.plus(dice.nextInt(400) - 200, ChronoUnit.HOURS) : null;
            Instant resolved = !money && at != null && dice.nextInt(2) == 0 ? at.plus(5, ChronoUnit.HOURS) : null;
            story.add(new Told(
                    "interactions",
                    "i" + i,
                    kind,
                    dice.nextInt(10) == 0 ? null : CHANNELS.get(dice.nextInt(CHANNELS.size())),
                    at,
                    dice.nextInt(6) == 0 ? null : "product " + dice.nextInt(9),
                    dice.nextInt(6) == 0 ? null : "category " + dice.nextInt(3),
                    money && dice.nextInt(8) > 0 ? BigDecimal.valueOf(dice.nextInt(100_000), 2) : null,
                    dice.nextInt(3) == 0 ? "USD" : dice.nextInt(2) == 0 ? "CNY" : null,
                    money && dice.nextInt(2) == 0 ? 1 + dice.nextInt(4) : null,
                    money || dice.nextInt(4) == 0 ? null : STATUSES.get(dice.nextInt(STATUSES.size())),
                    due,
                    resolved,
                    resolved != null && dice.nextInt(2) == 0 ? "solution " + i : null,
                    null,
                    null));
        }
        for (int i = 0; i < feedback; i++) {
            Instant at = dice.nextInt(10) == 0 ? null : now.minus(dice.nextInt(2 * 365 * 24), ChronoUnit.HOURS);
            story.add(new Told(
                    "feedback",
                    "f" + i,
                    dice.nextInt(4) == 0 ? "complaint" : "survey",
                    dice.nextInt(3) == 0 ? null : "phone",
                    at,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    dice.nextInt(3) == 0 ? null : dice.nextInt(11),
                    dice.nextInt(3) == 0 ? null : 1 + dice.nextInt(5)));
        }
        return story;
    }

    /// The line of a batch.
    String line(String source, String customer) {
        StringBuilder json = new StringBuilder(
                "{\"source\":\"%s\",\"id\":\"%s\",\"customer\":\"%s\"".formatted(source, id, customer));
        text(json, "kind", kind);
        text(json, "channel", channel);
        text(json, "at", at);
        text(json, "product", product);
        text(json, "category", category);
        bare(json, "amount", amount);
        text(json, "currency", currency);
        bare(json, "quantity", quantity);
        text(json, "status", status);
        text(json, "dueAt", dueAt);
        text(json, "resolvedAt", resolvedAt);
        text(json, "resolution", resolution);
        bare(json, "nps", nps);
        bare(json, "csat", csat);
        return json.append("}\n").toString();
    }

    private static void text(StringBuilder json, String name, @Nullable Object value) {
        if (value != null) {
            json.append(",\"%s\":\"%s\"".formatted(name, value));
        }
    }

    private static void bare(StringBuilder json, String name, @Nullable Object value) {
        if (value != null) {
            json.append(",\"%s\":%s".formatted(name, value));
        }
    }

    boolean is(String wanted) {
        return wanted.equals(kind);
    }

    boolean isOpen() {
        Instant now = Instant.now();
        return List.of("case", "complaint").contains(String.valueOf(kind))
                && (at == null || !at.isAfter(now))
                && (List.of("open", "pending", "reopened").contains(String.valueOf(status))
                        || resolvedAt != null && resolvedAt.isAfter(now));
    }

    String money() {
        return currency == null ? "CNY" : currency;
    }

    @Nullable
    LocalDate day() {
        return at == null ? null : at.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
