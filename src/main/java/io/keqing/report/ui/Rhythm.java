package io.keqing.report.ui;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often a report comes round, as the screen offers it: the end of a cron line behind minute and hour.
enum Rhythm {
    DAILY("* * *"),
    WORKDAYS("* * 1-5"),
    MONDAYS("* * 1"),
    MONTHLY("1 * *");

    private static final Pattern CRON = Pattern.compile("([0-5]?\\d) ([01]?\\d|2[0-3]) (.+)");

    private final String days;

    Rhythm(String days) {
        this.days = days;
    }

    /// A rhythm at a time of day.
    record Beat(Rhythm rhythm, LocalTime time) {
        /// What a cron line says, empty where only its own words can say it.
        static Optional<Beat> of(String cron) {
            Matcher parts = CRON.matcher(cron);
            if (!parts.matches()) {
                return Optional.empty();
            }
            LocalTime time = LocalTime.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(1)));
            for (Rhythm each : values()) {
                if (each.days.equals(parts.group(3))) {
                    return Optional.of(new Beat(each, time));
                }
            }
            return Optional.empty();
        }

        String cron() {
            return "%d %d %s".formatted(time.getMinute(), time.getHour(), rhythm.days);
        }
    }

    /// The key of its name in the texts.
    String text() {
        return "report.schedule." + name().toLowerCase(Locale.ROOT);
    }
}
