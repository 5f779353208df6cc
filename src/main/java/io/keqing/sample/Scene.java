package io.keqing.sample;

import org.jspecify.annotations.Nullable;

/// What the open slots of a sentence stand for, fixed for one record, so that its subject, body and resolution
/// speak of the same days, order and error code.
final class Scene {
    private static final String[] VERSIONS = {"3.8.0", "3.8.2", "4.0.1", "4.1.0", "4.1.3", "5.0.0"};
    private static final String PLANTED_VERSION = "2.4.0";
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    private final SampleTexts texts;
    private final Person person;
    private final Shop.Product product;
    private final @Nullable Happening what;
    private final Contact contact;
    private final int number;
    private final int small;
    private final int hours;
    private final int version;
    private final int day;
    private final Shop.Staff staff;

    Scene(
            SampleWorld world,
            Person person,
            Contact contact,
            Shop.Product product,
            @Nullable Happening what,
            int day,
            Dice dice) {
        this.texts = world.texts;
        this.person = person;
        this.contact = contact;
        this.product = product;
        this.what = what;
        this.day = day;
        this.number = what != null && what.problem == world.texts.late ? 4 + dice.below(9) : 3 + dice.below(13);
        this.small = dice.between(2, 4);
        this.hours = dice.between(2, 9);
        this.version = dice.below(VERSIONS.length);
        Shop.Staff one = what == null ? null : what.staff;
        this.staff = one == null ? world.shop.staff(person.language(), dice) : one;
    }

    Language language() {
        return person.language();
    }

    int day() {
        return day;
    }

    void fill(Slot slot, StringBuilder out, Dice dice) {
        switch (slot) {
            case PRODUCT -> out.append(product.said()[language().ordinal()]);
            case ORDER -> out.append(what == null || what.orderNo.isEmpty() ? contact.memberNo() : what.orderNo);
            case ERROR_CODE -> out.append(what == null ? "" : what.errorCode());
            case NUMBER -> out.append(number);
            case SMALL_NUMBER -> out.append(small);
            case HOURS -> out.append(hours);
            case AGE -> age(out);
            case VERSION -> out.append(planted() ? PLANTED_VERSION : VERSIONS[version]);
            case DATE -> date(out, what == null ? day : what.orderDay);
            case CITY -> out.append(contact.town());
            case STAFF -> out.append(staff.name());
            case STORE -> texts.store(language(), person.homeStore(), out);
            case CARRIER -> texts.carrier(language()).say(out, this, dice);
            case AMOUNT -> amount(out);
            case QUANTITY -> out.append(what == null ? 1 : what.quantity);
            case PHONE -> out.append(contact.phone());
            case EMAIL -> out.append(contact.email());
            case TOPIC -> topic(out, dice);
            case WAREHOUSE -> out.append(texts.warehouse(language(), person.warehouse()));
            case EXCUSE -> texts.excuse(language(), texts.moving(day)).say(out, this, dice);
        }
    }

    private boolean planted() {
        return what != null && what.problem == texts.planted;
    }

    /// Since the order.
    private void age(StringBuilder out) {
        int days = what == null ? number : Math.max(1, day - what.orderDay);
        int months = days / 30;
        switch (language()) {
            case ZH, HANT -> {
                boolean hant = language() == Language.HANT;
                if (months >= 12) {
                    out.append("一年多");
                } else {
                    out.append(months > 0 ? months : days).append(months == 0 ? "天" : hant ? "個月" : "个月");
                }
            }
            case EN -> {
                int count = months > 0 ? months : days;
                if (months >= 12) {
                    out.append("over a year");
                } else {
                    out.append(count).append(months > 0 ? " month" : " day").append(count == 1 ? "" : "s");
                }
            }
        }
    }

    private void date(StringBuilder out, int of) {
        String date = texts.date(of);
        int month = Integer.parseInt(date, 5, 7, 10);
        int dayOfMonth = Integer.parseInt(date, 8, 10, 10);
        if (language() == Language.EN) {
            out.append(MONTHS[month - 1]).append(' ').append(dayOfMonth);
        } else {
            out.append(month).append('月').append(dayOfMonth).append('日');
        }
    }

    /// The sum paid back, or a sum worth quarrelling about.
    private void amount(StringBuilder out) {
        boolean money = what != null && (what.kind == Happening.Kind.RETURN || what.kind == Happening.Kind.CONTRACT);
        out.append(money && what != null ? what.cents / 100 : Math.max(5, product.price() * (small + number) / 150));
    }

    private void topic(StringBuilder out, Dice dice) {
        Problem problem = what == null ? null : what.problem;
        if (problem == null) {
            texts.noTopic(language()).say(out, this, dice);
        } else {
            out.append(problem.topics()[language().ordinal()]);
        }
    }
}
