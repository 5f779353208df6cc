package io.keqing.sample;

import static io.keqing.sample.Happening.Channel;
import static io.keqing.sample.Happening.Kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that happened between one customer and the company, in order of time.
final class Story {
    private static final int PURPOSE = 4;
    /// Nobody has more; the ids leave room for 9,999.
    static final int LONGEST = 400;

    private static final String CODE = "ABCDEFGHJKLMNPQRTUVWXY346789";
    private static final int CODE_SPACE = 28 * 28 * 28 * 28 * 28;

    private final SampleWorld world;
    private final Person person;
    private final Dice dice;
    private final List<Happening> happenings = new ArrayList<>();
    private final int first;
    private final int last;
    private int orders;

    private Story(SampleWorld world, Person person) {
        this.world = world;
        this.person = person;
        this.dice = Dice.of(world.seed, PURPOSE, person.number(), 0);
        this.first = Math.min(world.seasons.days - 1, Math.max(0, person.joined()));
        this.last = Math.max(first, Math.min(world.seasons.days - 1, person.leaves()));
    }

    static List<Happening> of(SampleWorld world, Person person) {
        Story story = new Story(world, person);
        story.tell();
        List<Happening> all = story.happenings;
        all.removeIf(what -> what.second >= world.seasons.seconds());
        all.sort(Comparator.comparingLong(what -> what.second));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).ordinal = i + 1;
        }
        return all;
    }

    private void tell() {
        double years = (last - first + 1) / 365.0;
        if (!person.prospect()) {
            int times = dice.times(0.98 * person.activity() * years) + (person.joined() >= 0 ? 1 : 0);
            for (int i = 0; i < times && happenings.size() < LONGEST - 60; i++) {
                buy(i == 0 && person.joined() >= 0 ? first : world.seasons.buyingDay(first, last, dice), null);
            }
            if (person.company() && dice.chance(0.35)) {
                contract();
            }
        }
        around(years);
        for (int day : world.burst.days(person.number())) {
            plant(day);
        }
        if (person.leaves() < world.seasons.days && dice.chance(0.5)) {
            goodbye();
        }
    }

    /// Many of those who leave say why before they fall silent.
    private void goodbye() {
        Happening order = latestOrder(null, (long) last * Seasons.DAY_SECONDS);
        Kind kind = dice.chance(0.4) ? Kind.COMPLAINT : Kind.CASE;
        if (order != null) {
            trouble(last, order, world.texts.problem(order.product, dice), kind);
        }
    }

    /// Contacts that follow no order.
    private void around(double years) {
        double much = Math.min(6, 0.5 + 0.5 * person.activity()) * years;
        for (int i = dice.times((person.prospect() ? 0.9 : 0.17) * much); i > 0; i--) {
            Happening what = add(Kind.ENQUIRY, channel(0.25, 0.35), callingDay());
            world.desk.handle(what, person, dice);
            what.due = -1;
        }
        for (int i = dice.times(0.14 * much); i > 0; i--) {
            Happening what = add(Kind.CAMPAIGN, dice.chance(0.5) ? Channel.EMAIL : Channel.APP, buyingDay());
            what.campaign = campaign(what.day());
            what.status = "closed";
        }
        simple(Kind.VISIT, Channel.STORE, 0.08 * much);
        simple(Kind.NOTE, Channel.OTHER, 0.07 * much);
        simple(Kind.MESSAGE, Channel.SOCIAL, 0.08 * much);
        simple(Kind.CALL, Channel.PHONE, 0.09 * much);
        simple(Kind.OTHER, Channel.EMAIL, 0.01 * much);
    }

    private void simple(Kind kind, Channel channel, double mean) {
        for (int i = dice.times(mean); i > 0; i--) {
            int day = callingDay();
            Happening order = latestOrder(null, (long) day * Seasons.DAY_SECONDS);
            Happening what = add(kind, channel, day, order == null ? anyProduct(day) : order.product);
            if (order != null && dice.chance(0.5)) {
                about(what, order, world.texts.problem(what.product, dice));
            }
            world.desk.attend(what, person, dice);
        }
    }

    private int callingDay() {
        return world.seasons.callingDay(first, last, dice);
    }

    private int buyingDay() {
        return world.seasons.buyingDay(first, last, dice);
    }

    private Happening buy(int day, Shop.@Nullable Product wanted) {
        Shop.Product product = wanted == null ? anyProduct(day) : wanted;
        Happening order = add(Kind.ORDER, channel(0.03, 0.3 + 0.3 * day / world.seasons.days), day, product);
        order.quantity = quantity(product);
        int month = world.seasons.month(day);
        double discount = (month == 11 || month == 6 ? 0.82 : 0.94) + dice.below(7) * 0.01;
        order.cents = Math.round(product.price() * order.quantity * discount * (person.dollars() ? 14 : 100));
        order.orderNo = orderNo(day);
        order.campaign = dice.chance(month == 11 || month == 6 || month == 12 ? 0.6 : 0.1) ? campaign(day) : null;
        if (product.shipped() && order.channel != Channel.STORE) {
            order.late = dice.chance(world.seasons.late(day, person.warehouse()));
            order.deliveryDays = 1 + dice.below(3) + (order.late ? 3 + Math.min(18, dice.waiting(4)) : 0);
        }
        boolean done = day + Math.max(0, order.deliveryDays) < world.seasons.days;
        order.status = done ? "closed" : "open";
        afterwards(order);
        return order;
    }

    private void afterwards(Happening order) {
        int after = order.day() + Math.max(1, order.deliveryDays);
        if (order.late && dice.chance(0.42)) {
            Kind kind = dice.chance(0.45) ? Kind.COMPLAINT : Kind.CASE;
            trouble(order.day() + 3 + dice.below(Math.max(1, order.deliveryDays - 2)), order, world.texts.late, kind);
        }
        if (dice.chance(0.20)) {
            Problem problem = world.texts.problem(order.product, dice);
            Kind kind = dice.chance(0.22) ? Kind.COMPLAINT : Kind.CASE;
            Happening what = trouble(after + Math.min(400, dice.waiting(45)), order, problem, kind);
            if (dice.chance(0.13)) {
                what.repeated = true;
                trouble(what.day() + 5 + dice.waiting(40), order, problem, kind);
            }
            if (dice.chance(0.2)) {
                Happening call = add(Kind.CALL, Channel.PHONE, what.day() + dice.between(1, 6), order.product);
                about(call, order, problem);
                world.desk.attend(call, person, dice);
            }
        }
        if (dice.chance(order.late ? 0.14 : 0.055)) {
            Happening back = add(Kind.RETURN, order.channel, after + dice.between(1, 12), order.product);
            about(back, order, world.texts.problem(order.product, dice));
            back.quantity = order.quantity;
            back.cents = order.cents;
            world.desk.handle(back, person, dice);
        }
    }

    private Happening trouble(int day, Happening order, Problem problem, Kind kind) {
        Channel channel = channel(0.35, 0.3 + 0.15 * day / world.seasons.days);
        Happening what = add(kind, channel, day, order.product);
        about(what, order, problem);
        world.desk.handle(what, person, dice);
        return what;
    }

    private void about(Happening what, Happening order, Problem problem) {
        what.problem = problem;
        what.code = dice.below(5);
        what.orderNo = order.orderNo;
        what.orderDay = order.orderDay;
    }

    private void contract() {
        Happening what = add(Kind.CONTRACT, Channel.OTHER, callingDay());
        what.cents = 100L * dice.between(20, 400) * 1000;
        what.quantity = 1;
        what.staff = person.owner();
        what.status = "closed";
    }

    /// One complaint of the planted series, at an hour at which Chinese time and UTC agree on the day.
    private void plant(int day) {
        int hour = dice.between(9, 18);
        Shop.Product product = world.shop.newProduct;
        long second = (long) day * Seasons.DAY_SECONDS + hour * 3600L + dice.below(3600);
        Happening order = latestOrder(product, second);
        if (order == null) {
            order = buy(world.burst.launchDay() + dice.below(14), product);
        }
        Happening what = new Happening(Kind.COMPLAINT, Channel.APP, product, second);
        happenings.add(what);
        about(what, order, world.texts.planted);
        world.desk.handle(what, person, dice);
    }

    private @Nullable Happening latestOrder(Shop.@Nullable Product product, long before) {
        Happening latest = null;
        for (Happening one : happenings) {
            boolean fits = one.kind == Kind.ORDER && one.second < before && (product == null || one.product == product);
            if (fits && (latest == null || one.second > latest.second)) {
                latest = one;
            }
        }
        return latest;
    }

    private Happening add(Kind kind, Channel channel, int day) {
        return add(kind, channel, day, anyProduct(Math.min(day, last)));
    }

    private Happening add(Kind kind, Channel channel, int day, Shop.Product product) {
        long second = (long) day * Seasons.DAY_SECONDS + Seasons.second(dice);
        Happening what = new Happening(kind, channel, product, second);
        happenings.add(what);
        return what;
    }

    private Shop.Product anyProduct(int day) {
        return world.shop.product(world.seasons.month(day), day >= world.burst.launchDay(), dice);
    }

    private Channel channel(double phone, double app) {
        double draw = dice.unit();
        if (draw < phone) {
            return Channel.PHONE;
        }
        double ofApp = person.appUser() ? app : app / 3;
        if (draw < phone + ofApp) {
            return Channel.APP;
        }
        return switch (dice.below(12)) {
            case 0, 1, 2, 3 -> Channel.WEB;
            case 4, 5, 6 -> Channel.CHAT;
            case 7, 8 -> Channel.STORE;
            case 9, 10 -> Channel.EMAIL;
            default -> Channel.SOCIAL;
        };
    }

    private int quantity(Shop.Product product) {
        int base = product.group().equals("food") || product.group().equals("wear") ? 1 + dice.waiting(0.8) : 1;
        return person.company() && product.shipped() ? base + dice.waiting(6) : base;
    }

    private String campaign(int day) {
        String[] names = world.shop.campaigns;
        return switch (world.seasons.month(day)) {
            case 6 -> names[0];
            case 11 -> names[1];
            case 12 -> names[5];
            default -> names[2 + dice.below(3)];
        };
    }

    /// Unique: the customer's number, scrambled, and the count of their orders.
    private String orderNo(int day) {
        StringBuilder no = new StringBuilder("KQ");
        no.append(world.seasons.date(day), 2, 4)
                .append(world.seasons.date(day), 5, 7)
                .append('-');
        long scrambled = person.number() * 9_901_349L % CODE_SPACE;
        for (int i = 0; i < 5; i++) {
            no.append(CODE.charAt((int) (scrambled % 28)));
            scrambled /= 28;
        }
        int count = orders++;
        return no.append(CODE.charAt(count / 28 % 28))
                .append(CODE.charAt(count % 28))
                .toString();
    }
}
