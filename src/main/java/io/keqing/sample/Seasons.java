package io.keqing.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/// Three years of days, numbered from 0: when people buy, when they call, when parcels are late.
///
/// The end day is the first day AFTER the history, so a world that ends today holds nothing that is still to come.
/// Instants are counted in Chinese time.
final class Seasons {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int YEARS = 3;
    static final int DAY_SECONDS = 86_400;

    /// The warehouse whose move spoils one March.
    static final String MOVED_WAREHOUSE = "华东仓";

    final LocalDate start;
    final LocalDate end;
    final int days;
    /// First and last day of the warehouse move.
    final int moveFrom;

    final int moveTo;
    private final int[] month;
    private final double[] orders;
    private final double[] service;
    private final double[] late;
    private final String[] dates;
    private final long startSecond;

    Seasons(LocalDate end) {
        this.end = end;
        this.start = end.minusYears(YEARS);
        this.days = (int) (end.toEpochDay() - start.toEpochDay());
        this.startSecond = start.atStartOfDay(ZONE).toEpochSecond();
        LocalDate march = LocalDate.of(lastFullYear(end), 3, 1);
        this.moveFrom = dayOf(march.minusDays(5));
        this.moveTo = dayOf(march.plusDays(33));
        this.month = new int[days];
        this.orders = new double[days];
        this.service = new double[days];
        this.late = new double[days];
        this.dates = new String[days + 60];
        for (int day = 0; day < dates.length; day++) {
            dates[day] = start.plusDays(day).toString();
        }
        for (int day = 0; day < days; day++) {
            LocalDate date = start.plusDays(day);
            month[day] = date.getMonthValue();
            double growth = 1 + 0.5 * day / days;
            orders[day] = (day == 0 ? 0 : orders[day - 1]) + growth * buying(date);
            service[day] = (day == 0 ? 0 : service[day - 1]) + growth * calling(date);
            late[day] = lateness(date);
        }
    }

    /// The last calendar year that is over at `end`; its March is the one the README tells about.
    static int lastFullYear(LocalDate end) {
        return end.getYear() - 1;
    }

    private static double buying(LocalDate date) {
        int day = date.getMonthValue() * 100 + date.getDayOfMonth();
        double weight = date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue() ? 1.35 : 1;
        if (day >= 610 && day <= 620) {
            weight *= day == 618 ? 7 : 2.5;
        } else if (day >= 1101 && day <= 1112) {
            weight *= day == 1111 ? 9 : 3;
        } else if (day >= 1210 && day <= 1225) {
            weight *= 1.8;
        } else if (day >= 125 && day <= 215) {
            weight *= 0.6;
        }
        return weight;
    }

    private static double calling(LocalDate date) {
        int day = date.getMonthValue() * 100 + date.getDayOfMonth();
        double weight = switch (date.getDayOfWeek()) {
            case MONDAY -> 1.4;
            case SATURDAY -> 0.7;
            case SUNDAY -> 0.6;
            case TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> 1.1;
        };
        boolean afterSale = (day >= 619 && day <= 705) || (day >= 1113 && day <= 1130);
        return afterSale ? weight * 1.5 : weight;
    }

    private static double lateness(LocalDate date) {
        int day = date.getMonthValue() * 100 + date.getDayOfMonth();
        if (day >= 1101 && day <= 1120) {
            return 0.16;
        }
        return day >= 115 && day <= 210 ? 0.14 : 0.06;
    }

    /// May lie outside the history (negative, or `days` and later).
    int dayOf(LocalDate date) {
        return (int) (date.toEpochDay() - start.toEpochDay());
    }

    /// 1 to 12.
    int month(int day) {
        return month[day];
    }

    boolean moving(int day) {
        return day >= moveFrom && day <= moveTo;
    }

    /// Probability that a parcel sent on `day` misses its promise.
    double late(int day, String warehouse) {
        return moving(day) && warehouse.equals(MOVED_WAREHOUSE) ? 0.75 : late[day];
    }

    /// A day from `from` to `to` (both included), busy days more often.
    int buyingDay(int from, int to, Dice dice) {
        return draw(orders, from, to, dice);
    }

    int callingDay(int from, int to, Dice dice) {
        return draw(service, from, to, dice);
    }

    private static int draw(double[] upTo, int from, int to, Dice dice) {
        double low = from == 0 ? 0 : upTo[from - 1];
        double wanted = low + dice.unit() * (upTo[to] - low);
        int at = Arrays.binarySearch(upTo, from, to + 1, wanted);
        return Math.min(to, at >= 0 ? at : -at - 1);
    }

    /// A second of the day, few before eight, a hill before noon, in the afternoon and in the evening.
    static int second(Dice dice) {
        int hill = dice.below(10);
        double hour = switch (hill) {
            case 0 -> 7 + dice.unit() * 16.9;
            case 1, 2, 3 -> 10.5 + dice.bell() * 0.9;
            case 4, 5, 6 -> 15.5 + dice.bell() * 1.1;
            default -> 20.3 + dice.bell() * 0.9;
        };
        return (int) (hour * 3600);
    }

    long seconds() {
        return (long) days * DAY_SECONDS;
    }

    /// `second` counts from the start of the history; written in UTC as ISO-8601.
    String instant(long second) {
        long utc = startSecond + second;
        int day = (int) (Math.floorDiv(utc, DAY_SECONDS) - start.toEpochDay());
        int rest = (int) Math.floorMod(utc, (long) DAY_SECONDS);
        StringBuilder text = new StringBuilder(20).append(date(day)).append('T');
        two(text, rest / 3600).append(':');
        two(text, rest / 60 % 60).append(':');
        return two(text, rest % 60).append('Z').toString();
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    String date(int day) {
        return day >= 0 && day < dates.length ? dates[day] : start.plusDays(day).toString();
    }
}
