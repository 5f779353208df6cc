package io.keqing.satisfaction.ui;

import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.State;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.satisfaction.Measure.Unit;
import io.keqing.statistics.Interval;
import io.keqing.ui.Values;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Scores as people read them: points from −100 to 100 and per cent with one decimal, means with two.
///
/// @param text of a key, in the language of the screen
record ScoreTexts(Unit unit, Values values, Locale locale, Function<String, String> text) {
    String value(double value) {
        return switch (unit) {
            case POINTS -> signed(100 * value);
            case PERCENT -> fixed(100 * value, 1) + " %";
            case MEAN -> fixed(value, 2);
        };
    }

    /// As charts draw it: on the scale that people read.
    double drawn(double value) {
        return unit == Unit.MEAN ? Math.round(value * 1_000) / 1_000.0 : Math.round(value * 10_000) / 100.0;
    }

    String interval(Interval interval) {
        return switch (unit) {
            case POINTS -> signed(100 * interval.low()) + " – " + signed(100 * interval.high());
            case PERCENT -> fixed(100 * interval.low(), 1) + " – " + fixed(100 * interval.high(), 1) + " %";
            case MEAN -> fixed(interval.low(), 2) + " – " + fixed(interval.high(), 2);
        };
    }

    private String signed(double points) {
        double rounded = Math.round(points * 10) / 10.0;
        return (rounded > 0 ? "+" : rounded < 0 ? "−" : "") + fixed(Math.abs(rounded), 1);
    }

    private String fixed(double number, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }

    String difference(double difference) {
        return unit == Unit.MEAN
                ? (difference > 0 ? "+" : "") + fixed(difference, 2)
                : signed(100 * difference) + (unit == Unit.PERCENT ? " pp" : "");
    }

    String rate(@Nullable Double rate) {
        return rate == null ? "—" : fixed(100 * rate, 1) + " %";
    }

    String people(Group group) {
        return (group.exact() ? "" : "≈ ") + values.number(group.people(), locale);
    }

    /// The score, or why there is none.
    String score(Group group) {
        if (group.value() != null) {
            return value(group.value());
        }
        return text.apply(
                switch (group.state()) {
                    case HIDDEN -> "satisfaction.hidden";
                    case TOO_FEW -> "satisfaction.tooFew";
                    case EMPTY, SHOWN -> "satisfaction.none";
                });
    }

    String counted(Group group) {
        return group.state() == State.HIDDEN ? "" : values.number(group.n(), locale);
    }

    /// ▲ or ▼ only where it is earned.
    String mark(@Nullable Versus versus) {
        return versus == null || !versus.isMarked() ? "" : versus.difference() > 0 ? "▲" : "▼";
    }
}
