package io.keqing.sample;

import static io.keqing.sample.Reply.Survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What one customer tells when asked, and sometimes unasked, in order of time.
///
/// A customer is asked for the quarterly NPS at most once in a quarter in which they bought something; after a
/// solved case for CSAT or CES, never both. About two in five answer. During the warehouse move the company asks
/// twice as many, so that the fall shows in small worlds too.
final class Replies {
    private static final int PURPOSE = 6;
    private static final int HOUR = 3600;
    private static final int DAY = Seasons.DAY_SECONDS;
    private static final int QUARTER_DAYS = 91;
    /// More are not made; the ids leave room for 999.
    private static final int MOST = 300;

    private final SampleWorld world;
    private final Person person;
    private final List<Happening> story;
    private final Dice dice;
    private final List<Reply> replies = new ArrayList<>();
    private int askedInQuarter = -1;

    private Replies(SampleWorld world, Person person, List<Happening> story) {
        this.world = world;
        this.person = person;
        this.story = story;
        this.dice = Dice.of(world.seed, PURPOSE, person.number(), 0);
    }

    static List<Reply> of(SampleWorld world, Person person, List<Happening> story) {
        Replies all = new Replies(world, person, story);
        for (Happening what : story) {
            if (all.replies.size() < MOST) {
                all.after(what);
            }
        }
        all.replies.sort(Comparator.comparingLong(Reply::since));
        for (int i = 0; i < all.replies.size(); i++) {
            all.replies.get(i).ordinal = i + 1;
        }
        return all.replies;
    }

    private void after(Happening what) {
        switch (what.kind) {
            case ORDER -> afterOrder(what);
            case CASE, COMPLAINT, RETURN -> afterCase(what);
            case VISIT, CALL, MESSAGE, ENQUIRY -> {
                if (dice.chance(0.06)) {
                    volunteer(Survey.SUGGESTION, what, what.second + DAY / 2);
                }
            }
            case NOTE, CAMPAIGN, CONTRACT, OTHER -> {
                // nobody is asked about these
            }
        }
    }

    private void afterOrder(Happening order) {
        int quarter = order.day() / QUARTER_DAYS;
        if (quarter != askedInQuarter && dice.chance(world.seasons.moving(order.day()) ? 0.75 : 0.27)) {
            askedInQuarter = quarter;
            invite(Survey.NPS_QUARTERLY, order, order.second + (long) dice.between(5, 16) * DAY);
        }
        if (dice.chance(0.085)) {
            int days = Math.max(0, order.deliveryDays) + dice.between(2, 15);
            volunteer(Survey.REVIEW, order, order.second + (long) days * DAY);
        }
    }

    private void afterCase(Happening what) {
        if (what.resolved >= 0) {
            double draw = dice.unit();
            long at = what.resolved + (long) dice.between(3, 30) * HOUR;
            if (draw < (world.seasons.moving(what.day()) ? 0.6 : 0.3)) {
                invite(Survey.CSAT_AFTER_CASE, what, at);
            } else if (draw > 0.86) {
                invite(Survey.CES_AFTER_CASE, what, at);
            }
        }
        if (what.kind == Happening.Kind.COMPLAINT && dice.chance(0.08)) {
            volunteer(Survey.COMPLAINT, what, what.second + HOUR);
        }
    }

    private void invite(Survey survey, Happening about, long at) {
        if (at >= world.seasons.seconds()) {
            return;
        }
        Reply reply = new Reply(survey, about, way());
        reply.invited = at;
        replies.add(reply);
        if (dice.chance(0.06)) {
            return;
        }
        reply.delivered = at + dice.between(5, 1500);
        long answered = reply.delivered + 60 + (long) (dice.waiting(1000) / 1000.0 * 1.3 * DAY);
        boolean left = person.leaves() < world.seasons.days && at / DAY > person.leaves() - 30;
        double willing = 0.42 + 0.04 * Math.abs(person.mood()) - (left ? 0.12 : 0);
        if (dice.chance(willing) && answered < world.seasons.seconds()) {
            answer(reply, answered, left);
            reply.commented = dice.chance(survey == Survey.NPS_QUARTERLY ? 0.6 : 0.42);
        }
    }

    private void volunteer(Survey survey, Happening about, long at) {
        if (at >= world.seasons.seconds()) {
            return;
        }
        Reply reply = new Reply(survey, about, about.channel.text);
        replies.add(reply);
        answer(reply, at, false);
        reply.commented = true;
    }

    private void answer(Reply reply, long at, boolean leaving) {
        reply.answered = at;
        Feeling.of(world, person, story, reply, dice).fill(reply, leaving);
    }

    private String way() {
        double draw = dice.unit();
        if (person.appUser() && draw < 0.5) {
            return "app";
        }
        return draw < 0.7 ? "email" : draw < 0.9 ? "web" : "phone";
    }
}
