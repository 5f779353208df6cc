package io.keqing.sample;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One interaction while a [Story] is being made; times are seconds since the start of the history, −1 = never.
final class Happening {
    enum Kind {
        ENQUIRY,
        ORDER,
        RETURN,
        CASE,
        COMPLAINT,
        VISIT,
        CALL,
        MESSAGE,
        NOTE,
        CAMPAIGN,
        CONTRACT,
        OTHER;

        final String text = name().toLowerCase(Locale.ROOT);
    }

    enum Channel {
        PHONE,
        EMAIL,
        CHAT,
        SOCIAL,
        STORE,
        WEB,
        APP,
        OTHER;

        final String text = name().toLowerCase(Locale.ROOT);
    }

    final Kind kind;
    final Channel channel;
    final Shop.Product product;
    final long second;
    int ordinal;

    @Nullable
    Problem problem;
    /// Place in [Problem#codes()].
    int code;

    String orderNo = "";
    int orderDay;
    int quantity;
    /// Hundredths of the customer's currency.
    long cents;

    int deliveryDays = -1;
    boolean late;
    Shop.@Nullable Staff staff;

    @Nullable
    String campaign;

    String status = "";
    String priority = "";
    long responded = -1;
    long resolved = -1;
    long due = -1;
    boolean solved;
    boolean repeated;

    Happening(Kind kind, Channel channel, Shop.Product product, long second) {
        this.kind = kind;
        this.channel = channel;
        this.product = product;
        this.second = second;
        this.orderDay = day();
    }

    int day() {
        return (int) (second / Seasons.DAY_SECONDS);
    }

    /// What the field `errorCode` holds: only where something broke and has codes.
    String errorCode() {
        return problem == null || problem.codes().length == 0 ? "" : problem.codes()[code % problem.codes().length];
    }
}
