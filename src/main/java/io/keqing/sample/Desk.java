package io.keqing.sample;

/// How the invented company answers: who takes it, how fast, and whether it is solved.
final class Desk {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private final Seasons seasons;
    private final Shop shop;

    Desk(Seasons seasons, Shop shop) {
        this.seasons = seasons;
        this.shop = shop;
    }

    /// Someone answers at once and that is that: calls, visits, notes.
    void attend(Happening what, Person person, Dice dice) {
        what.staff = shop.staff(person.language(), dice);
        what.status = "closed";
        what.responded = what.second
                + switch (what.channel) {
                    case PHONE, STORE -> dice.between(5, 180);
                    case CHAT, APP, WEB, SOCIAL, EMAIL, OTHER -> (long) dice.waiting(30) * MINUTE;
                };
        clip(what);
    }

    /// A case, complaint, return or enquiry goes through the desk; what lies beyond the end stays open.
    void handle(Happening what, Person person, Dice dice) {
        Shop.Staff staff = shop.staff(person.language(), dice);
        what.staff = staff;
        what.priority = priority(what, person, dice);
        boolean urgent = what.priority.equals("urgent");
        double skill = 1.5 - staff.skill() * 0.1;
        double busy = seasons.moving(what.day()) ? 3 : 1;
        what.responded =
                what.second + (long) (dice.waiting(firstAnswerMinutes(what.channel)) * skill * busy * MINUTE) + 20;
        double hours = hoursToSolve(what) * skill * (urgent ? 0.5 : 1) * Math.sqrt(busy);
        what.resolved = what.responded + (long) ((0.3 + dice.waiting(1000) / 1000.0) * hours * HOUR);
        what.due = what.second + (urgent ? 8 : what.priority.equals("high") ? 24 : 48) * HOUR;
        double end = dice.unit();
        what.solved = end < 0.90;
        what.status = end < 0.62
                ? "resolved"
                : end < 0.87 ? "closed" : end < 0.90 ? "reopened" : end < 0.95 ? "closed" : "pending";
        if (what.status.equals("reopened") || what.status.equals("pending")) {
            what.resolved = -1;
            what.solved = false;
            if (seasons.seconds() - what.second > 120L * Seasons.DAY_SECONDS) {
                what.status = "closed";
            }
        }
        clip(what);
    }

    private void clip(Happening what) {
        long now = seasons.seconds();
        if (what.resolved >= now) {
            what.resolved = -1;
            what.solved = false;
            what.status = "pending";
        }
        if (what.responded >= now) {
            what.responded = -1;
            what.status = "open";
        }
    }

    private static String priority(Happening what, Person person, Dice dice) {
        boolean important = person.tier().equals("platinum") || person.tier().equals("gold");
        double weight = dice.unit() + (important ? 0.2 : 0) + (what.kind == Happening.Kind.COMPLAINT ? 0.25 : 0);
        return weight < 0.15 ? "low" : weight < 0.85 ? "normal" : weight < 1.15 ? "high" : "urgent";
    }

    private static double firstAnswerMinutes(Happening.Channel channel) {
        return switch (channel) {
            case PHONE -> 4;
            case CHAT -> 6;
            case STORE -> 3;
            case APP -> 45;
            case WEB -> 60;
            case SOCIAL -> 90;
            case EMAIL, OTHER -> 240;
        };
    }

    private static double hoursToSolve(Happening what) {
        Problem problem = what.problem;
        if (problem == null) {
            return 3;
        }
        return switch (problem.reason()) {
            case "product" -> 60;
            case "delivery" -> 40;
            case "price" -> 10;
            case "app" -> 18;
            default -> 24;
        };
    }
}
