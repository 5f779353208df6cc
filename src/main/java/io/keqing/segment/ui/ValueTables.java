package io.keqing.segment.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.keqing.field.Label;
import io.keqing.segment.LifetimeModel.Model;
import io.keqing.segment.LifetimeValue.Asked;
import io.keqing.segment.LifetimeValue.Band;
import io.keqing.segment.LifetimeValue.Report;
import io.keqing.segment.LifetimeValue.YearlyChurn;
import io.keqing.segment.Purchases;
import io.keqing.segment.Scheme;
import io.keqing.segment.ui.MovementCharts.Texts;
import io.keqing.statistics.Interval;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What customers will be worth, as tables with what was assumed.
final class ValueTables {
    private static final double PER_CENT = 100;
    private static final String NONE = "–";

    private final Values values;
    private final Locale locale;
    private final Texts texts;

    ValueTables(Values values, Locale locale, Texts texts) {
        this.values = values;
        this.locale = locale;
        this.texts = texts;
    }

    /// Average order × orders a year × margin × discounted years.
    Div simple(Report report, Asked asked) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                Scheme.VALUE_BAND.label().in(locale),
                texts.of("segment.members"),
                texts.of("segment.value.order"),
                texts.of("segment.value.perYear"),
                texts.of("segment.value.years"),
                texts.of("segment.value.value"),
                texts.of("segment.value.interval")));
        report.bands()
                .forEach(band -> rows.add(List.of(
                        Scheme.VALUE_BAND.labelOf(band.band()).in(locale),
                        values.number(band.customers(), locale),
                        money(band.averageOrder()),
                        hundredths(band.ordersPerYear()),
                        hundredths(band.years()),
                        money(band.value()),
                        interval(band))));
        Div part = new Div(new H2(texts.of("segment.value.simple")), new Span(assumed(report.churn(), asked)));
        part.add(MovementCharts.table("clv-simple", rows));
        report.bands().stream()
                .map(Band::reason)
                .filter(reason -> reason != null)
                .distinct()
                .forEach(reason -> part.add(new Span(reason.in(locale))));
        if (report.withoutAmount() > 0) {
            part.add(new Span(texts.of("segment.value.withoutAmount", values.number(report.withoutAmount(), locale))));
        }
        part.add(new Span(Purchases.ORDER.in(locale)), new Span(Purchases.ACTIVE_AND_LOST.in(locale)));
        part.addClassName("classes-part");
        return part;
    }

    private String assumed(YearlyChurn churn, Asked asked) {
        Label reason = churn.reason();
        return texts.of(
                "segment.value.simple.why",
                hundredths(PER_CENT * asked.margin()),
                churn.value() == null ? NONE : hundredths(PER_CENT * churn.value()),
                values.number(churn.lost(), locale),
                values.number(churn.active(), locale),
                hundredths(asked.horizon().years()),
                hundredths(PER_CENT * asked.horizon().discount()),
                reason == null ? "" : reason.in(locale),
                churn.days());
    }

    private String interval(Band band) {
        Interval interval = band.interval();
        return interval == null ? NONE : money(interval.low()) + " – " + money(interval.high());
    }

    private String money(@Nullable Double value) {
        return value == null ? NONE : values.money(Math.round(value), null, locale);
    }

    private static String hundredths(@Nullable Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%.2f", value);
    }

    private String count(@Nullable Double value) {
        return value == null ? NONE : values.number(Math.round(value), locale);
    }

    /// What the model foretold for the days it had not seen, beside what came.
    Div model(Report report, Asked asked) {
        Div part = new Div(new H2(texts.of("segment.value.model")));
        part.setId("clv-model");
        part.addClassName("classes-part");
        Model model = report.model();
        if (model == null) {
            Label reason = report.noModel();
            part.add(new Span(reason == null ? NONE : reason.in(locale)));
            return part;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                texts.of("segment.value.repeats"),
                texts.of("segment.members"),
                texts.of("segment.value.actual"),
                texts.of("segment.value.expected")));
        model.buckets()
                .forEach(bucket -> rows.add(List.of(
                        Integer.toString(bucket.repeats()),
                        values.number(bucket.customers(), locale),
                        count(bucket.actual()),
                        count(bucket.expected()))));
        part.add(
                new Span(texts.of("segment.value.firstOrder")),
                new Span(texts.of(
                        "segment.value.fit", asked.keptBack(), count(model.actual()), count(model.expected()))),
                MovementCharts.table("clv-fit", rows),
                new Span(texts.of(
                        "segment.value.toCome", asked.days(), count(model.ordersToCome()), money(model.value()))),
                new Span(texts.of(
                        "segment.value.parameters",
                        hundredths(model.r()),
                        hundredths(model.alpha()),
                        hundredths(model.a()),
                        hundredths(model.b()),
                        hundredths(model.correlation()))));
        model.reasons().forEach(reason -> part.add(new Span(reason.in(locale))));
        return part;
    }
}
