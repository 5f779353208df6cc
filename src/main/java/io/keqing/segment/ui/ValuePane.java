package io.keqing.segment.ui;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.segment.LifetimeValue;
import io.keqing.segment.LifetimeValue.Asked;
import io.keqing.segment.Populations;
import io.keqing.statistics.Horizon;
import io.keqing.ui.DateTexts;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import java.time.LocalDate;
import java.util.List;

/// What customers will be worth, by a margin, a horizon and a discount that can be set, as of a day and
/// of a source.
final class ValuePane extends Div {
    private static final double PER_CENT = 100;
    private static final double MOST_YEARS = 30;

    private final transient LifetimeValue lifetime;
    private final transient Populations populations;
    private final transient ValueTables tables;
    private final transient Viewer viewer;
    private final transient Newest work;
    private final ErrorNotice notice;
    private final NumberField margin = new NumberField();
    private final NumberField horizon = new NumberField();
    private final NumberField discount = new NumberField();
    private final DatePicker asOf = new DatePicker();
    private final TextField source = new TextField();
    private final Div figures = new Div();

    ValuePane(
            LifetimeValue lifetime,
            Populations populations,
            ValueTables tables,
            Region region,
            Viewer viewer,
            Newest work,
            ErrorNotice notice) {
        this.lifetime = lifetime;
        this.populations = populations;
        this.tables = tables;
        this.viewer = viewer;
        this.work = work;
        this.notice = notice;
        number(margin, "margin", PER_CENT * LifetimeValue.MARGIN, 0, PER_CENT);
        number(horizon, "horizon", LifetimeValue.HORIZON.years(), 1, MOST_YEARS);
        number(discount, "discount", PER_CENT * LifetimeValue.HORIZON.discount(), 0, PER_CENT);
        asOf.setId("clv-as-of");
        asOf.setLabel(getTranslation("segment.value.asOf"));
        asOf.setI18n(DateTexts.of(getLocale()));
        asOf.setValue(region.today());
        asOf.setMax(region.today());
        asOf.addValueChangeListener(change -> show());
        source.setId("clv-source");
        source.setLabel(getTranslation("segment.value.source"));
        source.setClearButtonVisible(true);
        source.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        source.addValueChangeListener(change -> show());
        Div bar = new Div(margin, horizon, discount, asOf, source);
        bar.addClassName("segment-bar");
        figures.setId("clv-figures");
        add(bar, figures);
        show();
    }

    private void number(NumberField field, String name, double value, double low, double high) {
        field.setId("clv-" + name);
        field.setLabel(getTranslation("segment.value." + name));
        field.setMin(low);
        field.setMax(high);
        field.setValue(value);
        field.addValueChangeListener(change -> show());
    }

    private void show() {
        notice.clear();
        LocalDate day = asOf.getValue();
        boolean whole =
                List.of(margin, horizon, discount).stream().noneMatch(field -> field.isInvalid() || field.isEmpty());
        if (!whole || day == null || asOf.isInvalid()) {
            notice.show(getTranslation("segment.value.range"));
            return;
        }
        String only = source.getValue().strip();
        Asked asked = new Asked(
                margin.getValue() / PER_CENT,
                new Horizon(horizon.getValue(), discount.getValue() / PER_CENT),
                LifetimeValue.DAYS,
                LifetimeValue.KEPT_BACK,
                day,
                populations.of(only.isEmpty() ? null : only, null, viewer));
        figures.removeAll();
        figures.add(new Div(getTranslation("segment.movements.wait")));
        work.ask(
                () -> lifetime.of(asked),
                report -> {
                    figures.removeAll();
                    figures.add(tables.simple(report, asked), tables.model(report, asked));
                },
                e -> {
                    figures.removeAll();
                    notice.searchIsDownOr(e);
                });
    }
}
