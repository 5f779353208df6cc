package io.keqing.sample;

import static io.keqing.sample.Reply.Question;

import java.util.List;

/// Turns what a customer lived through into answers and scores.
///
/// Each question is felt by itself (a late parcel and slow answers: wait; the product's faults: quality; the person at
/// the desk: staff; …), the score is their weighted sum and some noise. So key drivers can be found again: wait first,
/// then quality, staff, price, app. During the warehouse move everybody waits longer, and satisfaction falls.
final class Feeling {
    private static final double MIDDLE = 3.75;
    private static final long RECENT = 45L * Seasons.DAY_SECONDS;
    private static final long SLOW = 72L * 3600;
    private static final long USUAL = 24L * 3600;

    private final double[] felt = new double[Question.values().length];
    private final Dice dice;
    private final Person person;

    private Feeling(Person person, Dice dice) {
        this.person = person;
        this.dice = dice;
    }

    static Feeling of(SampleWorld world, Person person, List<Happening> story, Reply reply, Dice dice) {
        Feeling feeling = new Feeling(person, dice);
        Happening about = reply.about;
        Problem problem = about.kind == Happening.Kind.ORDER ? null : about.problem;
        String reason = problem == null ? "" : problem.reason();
        Shop.Staff staff = about.staff;
        double mood = person.mood();
        boolean moving = world.seasons.moving((int) (reply.answered / Seasons.DAY_SECONDS) - 4);
        boolean pushed = feeling.waitedForParcel(story, reply) || reason.equals("delivery");
        feeling.set(Question.WAIT, 0.55 + mood * 0.5 - (pushed ? 1.7 : 0) - (moving ? 1.1 : 0) - slowness(about), 0.6);
        feeling.set(
                Question.QUALITY,
                0.45
                        + mood * 0.5
                        + (about.product.number() * 37 % 11 - 5) * 0.09
                        - (reason.equals("product") ? 0.7 : 0)
                        - (about.repeated ? 0.9 : 0)
                        - (problem != null && !about.solved ? 0.7 : 0),
                0.7);
        feeling.set(Question.STAFF, 0.4 + mood * 0.4 + (staff == null ? 0 : (staff.skill() - 6) * 0.33), 0.7);
        feeling.set(
                Question.PRICE,
                0.1 + mood * 0.4 - (reason.equals("price") ? 1.3 : 0) + (about.campaign == null ? 0 : 0.3),
                0.8);
        feeling.set(
                Question.APP,
                0.1 + mood * 0.3 + (person.appUser() ? 0.3 : -0.2) - (reason.equals("app") ? 1.2 : 0),
                0.8);
        return feeling;
    }

    private void set(Question question, double mean, double spread) {
        felt[question.ordinal()] = Math.clamp(MIDDLE + mean + dice.bell() * spread, 1, 5);
    }

    private boolean waitedForParcel(List<Happening> story, Reply reply) {
        for (Happening what : story) {
            if (what.late && what.second < reply.answered && reply.answered - what.second < RECENT) {
                return true;
            }
        }
        return false;
    }

    private static double slowness(Happening about) {
        long took = about.resolved - about.second;
        if (about.resolved < 0) {
            return 0;
        }
        return took > SLOW ? 0.9 : took > USUAL ? 0.4 : 0;
    }

    void fill(Reply reply, boolean leaving) {
        double sum = 0;
        for (Question question : Question.values()) {
            double value = felt[question.ordinal()];
            sum += question.weight * value;
            if (value > felt[reply.best.ordinal()]) {
                reply.best = question;
            }
            if (value < felt[reply.worst.ordinal()]) {
                reply.worst = question;
            }
        }
        reply.overall = Math.clamp(sum + dice.bell() * 0.45 - (leaving ? 0.4 : 0), 1, 5);
        switch (reply.survey) {
            case NPS_QUARTERLY -> {
                reply.nps = onScale((reply.overall - 1) * 2.5 + 0.4, 0, 10);
                answers(reply, true, true, true);
            }
            case CSAT_AFTER_CASE -> {
                reply.csat = onScale(reply.overall + 0.15, 1, 5);
                answers(reply, false, true, false);
            }
            case CES_AFTER_CASE -> {
                reply.ces = onScale(1 + (reply.overall - 1) * 1.5 + 0.2, 1, 7);
                answers(reply, false, true, true);
            }
            case REVIEW -> {
                // the delighted and the angry write unasked
                reply.overall = Math.clamp(3.7 + (reply.overall - 3.8) * 2, 1, 5);
                reply.csat = onScale(reply.overall, 1, 5);
            }
            case COMPLAINT -> {
                reply.overall = Math.min(reply.overall, 2.4);
                reply.csat = dice.chance(0.7) ? onScale(reply.overall - 0.5, 1, 2) : -1;
            }
            case SUGGESTION -> {
                // an idea has no score
            }
        }
    }

    private void answers(Reply reply, boolean price, boolean staff, boolean app) {
        answer(reply, Question.WAIT);
        answer(reply, Question.QUALITY);
        if (staff) {
            answer(reply, Question.STAFF);
        }
        if (price) {
            answer(reply, Question.PRICE);
        }
        if (app) {
            boolean used = person.appUser() || dice.chance(0.3);
            reply.answers[Question.APP.ordinal()] = Reply.NOT_USED;
            if (used) {
                answer(reply, Question.APP);
            }
        }
    }

    private void answer(Reply reply, Question question) {
        boolean empty = dice.chance(0.03);
        reply.answers[question.ordinal()] = empty ? -1 : onScale(felt[question.ordinal()], 1, 5);
    }

    private static int onScale(double value, int low, int high) {
        return (int) Math.clamp(Math.round(value), low, high);
    }
}
