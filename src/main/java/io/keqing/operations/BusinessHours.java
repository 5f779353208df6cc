package io.keqing.operations;

import io.keqing.field.Label;
import io.keqing.record.Region;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

/// When somebody is there to answer: `keqing.business.days` (such as `1-5`, Monday = 1), `.open`, `.close`, the
/// days `.off` although they are business days (public holidays) and the days `.extra` although they are none (days
/// worked in exchange), the last two as lists of days with commas.
@Singleton
public final class BusinessHours {
    /// SQL of the minutes of business hours between two moments; see [#bind] for its parameters.
    static final String PARAMETERS = "h as (select ?::text as zone, ?::integer as week, ?::integer as opens, "
            + "?::integer as closes, ?::date[] as off, ?::date[] as extra)";

    private final String zone;
    private final int week;
    private final LocalTime open;
    private final LocalTime close;
    private final List<LocalDate> off;
    private final List<LocalDate> extra;

    BusinessHours(
            Region region,
            @Property(name = "keqing.business.days", defaultValue = "1-5") String days,
            @Property(name = "keqing.business.open", defaultValue = "09:00") String open,
            @Property(name = "keqing.business.close", defaultValue = "18:00") String close,
            @Property(name = "keqing.business.off", defaultValue = "") String off,
            @Property(name = "keqing.business.extra", defaultValue = "") String extra) {
        this.zone = region.zone().getId();
        this.week = week(days);
        this.open = LocalTime.parse(open);
        this.close = LocalTime.parse(close);
        this.off = days(off);
        this.extra = days(extra);
        if (!this.close.isAfter(this.open)) {
            throw new IllegalArgumentException(
                    "keqing.business.close must be after open, were %s and %s".formatted(close, open));
        }
    }

    private static int week(String days) {
        int week = 0;
        for (String part : days.split(",")) {
            String[] ends = part.strip().split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int day = Integer.parseInt(ends[0]); day <= last; day++) {
                week |= 1 << (DayOfWeek.of(day).getValue() - 1);
            }
        }
        return week;
    }

    private static List<LocalDate> days(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(day -> !day.isEmpty())
                .map(LocalDate::parse)
                .toList();
    }

    /// SQL of the minutes between, where `h` is [#PARAMETERS].
    static String between(String from, String to) {
        return "(business_minutes(%2$s, h.zone, h.week, h.opens, h.closes, h.off, h.extra) - business_minutes(%1$s, h.zone, h.week, h.opens, h.closes, h.off, h.extra))"
                .formatted(from, to);
    }

    /// Fills the parameters of [#PARAMETERS].
    ///
    /// @return the place of the next parameter
    int bind(Connection connection, PreparedStatement statement, int place) throws SQLException {
        statement.setString(place, zone);
        statement.setInt(place + 1, week);
        statement.setInt(place + 2, open.toSecondOfDay() / 60);
        statement.setInt(place + 3, close.toSecondOfDay() / 60);
        statement.setArray(place + 4, connection.createArrayOf("date", off.toArray()));
        statement.setArray(place + 5, connection.createArrayOf("date", extra.toArray()));
        return place + 6;
    }

    /// As people read it, such as `Mon–Fri 09:00–18:00`.
    public Label text() {
        return new Label(
                days(Locale.SIMPLIFIED_CHINESE) + " " + open + "–" + close,
                days(Locale.ENGLISH) + " " + open + "–" + close);
    }

    /// Days in a row are told by the first and the last.
    private String days(Locale locale) {
        StringJoiner rows = new StringJoiner(locale.getLanguage().equals("zh") ? "、" : ", ");
        for (int first = 1; first <= DayOfWeek.values().length; first++) {
            if (works(first) && !works(first - 1)) {
                int last = first;
                while (works(last + 1)) {
                    last++;
                }
                String from = DayOfWeek.of(first).getDisplayName(TextStyle.SHORT, locale);
                rows.add(
                        last == first ? from : from + "–" + DayOfWeek.of(last).getDisplayName(TextStyle.SHORT, locale));
            }
        }
        return rows.toString();
    }

    private boolean works(int day) {
        return day >= 1 && day <= DayOfWeek.values().length && (week & 1 << (day - 1)) != 0;
    }
}
