package io.keqing.operations.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.interaction.InteractionFields;
import io.keqing.operations.Indicator.Asked;
import io.keqing.operations.Indicator.Division;
import io.keqing.operations.Kpi;
import io.keqing.operations.Kpi.Change;
import io.keqing.operations.Kpi.Group;
import io.keqing.operations.Kpi.Reading;
import io.keqing.operations.Kpi.Unit;
import io.keqing.operations.Kpis;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.statistics.Interval;
import io.keqing.ui.DateTexts;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.ReportLink;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The figures a manager starts the week with: each beside the period before, with its interval, and
/// divided by channel, product or team.
@Route("kpis")
@Menu(title = "operations.title", icon = "vaadin:dashboard", order = 29)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("kpis.css")
@Prototype
final class KpiView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int DAYS = 30;
    private static final double DAY = 1_440;
    private static final double HOUR = 60;

    private final transient Kpis kpis;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final Select<String> by = new Select<>();
    private final Span previous = new Span();
    private final Div cards = new Div();
    private final Grid<Row> groups = new Grid<>();

    /// One group of one figure.
    private record Row(Kpi kpi, Group group) {}

    KpiView(Kpis kpis, Values values, Region region, SignedIn signedIn, @Named("screens") ExecutorService executor) {
        this.kpis = kpis;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.work = new Newest(this, executor);
        addClassNames("screen", "kpi-view");
        LocalDate yesterday = region.today().minusDays(1);
        from.setId("kpi-from");
        from.setLabel(getTranslation("operations.from"));
        from.setValue(yesterday.minusDays(DAYS - 1L));
        to.setId("kpi-to");
        to.setLabel(getTranslation("operations.to"));
        to.setValue(yesterday);
        by.setId("kpi-by");
        by.setLabel(getTranslation("operations.by"));
        List<String> divisions = new ArrayList<>(List.of("none"));
        Stream.of(Division.values()).forEach(each -> divisions.add(each.name().toLowerCase(Locale.ROOT)));
        by.setItems(divisions);
        by.setItemLabelGenerator(each -> getTranslation("operations.by." + each));
        by.setValue("none");
        Stream.of(from, to).forEach(each -> {
            each.setI18n(DateTexts.of(getLocale()));
            each.addValueChangeListener(change -> show());
        });
        by.addValueChangeListener(change -> show());
        previous.setId("kpi-previous");
        previous.addClassName("total");
        ReportLink report = new ReportLink(
                viewer,
                () -> Map.of(
                        "template", "service",
                        "from", from.getValue().toString(),
                        "to", to.getValue().toString()));
        Div bar = new Div(from, to, by, previous, report);
        bar.addClassName("kpi-bar");
        cards.setId("kpi-cards");
        cards.addClassName("kpi-cards");
        columns();
        add(notice, bar, cards, groups);
    }

    private void columns() {
        groups.setId("kpi-groups");
        groups.addThemeVariants(GridVariant.NO_BORDER);
        groups.setAllRowsVisible(true);
        groups.addColumn(row -> row.kpi().label().in(getLocale()))
                .setHeader(getTranslation("operations.figure"))
                .setFlexGrow(2);
        groups.addColumn(this::key)
                .setHeader(getTranslation("operations.group"))
                .setFlexGrow(2);
        groups.addColumn(row -> value(row.kpi().unit(), row.group().now()))
                .setHeader(getTranslation("operations.value"))
                .setTextAlign(ColumnTextAlign.END);
        groups.addColumn(row -> interval(row.kpi().unit(), row.group().now().interval()))
                .setHeader(getTranslation("operations.interval"))
                .setTextAlign(ColumnTextAlign.END);
        groups.addColumn(row -> values.number(row.group().now().n(), getLocale())
                        + people(row.group().now()))
                .setHeader("n")
                .setTextAlign(ColumnTextAlign.END);
        groups.addColumn(row -> value(row.kpi().unit(), row.group().before()))
                .setHeader(getTranslation("operations.before"))
                .setTextAlign(ColumnTextAlign.END);
        groups.addColumn(row -> change(row.kpi().unit(), row.group().change()))
                .setHeader(getTranslation("operations.change"))
                .setTextAlign(ColumnTextAlign.END);
        groups.setVisible(false);
    }

    private String key(Row row) {
        String key = row.group().key();
        if (key.isEmpty()) {
            return getTranslation("operations.without");
        }
        return by.getValue().equals("channel") ? values.text(InteractionFields.CHANNEL, key, getLocale()) : key;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Set<String> narrowed =
                event.getLocation().getQueryParameters().getParameters().keySet();
        if (narrowed.isEmpty()) {
            show();
        } else {
            // the figures of everything would look like those that the address asks for
            cards.removeAll();
            groups.setVisible(false);
            notice.show(getTranslation("operations.address", String.join(", ", narrowed)));
        }
    }

    private void show() {
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        notice.clear();
        if (first == null || last == null || last.isBefore(first)) {
            notice.show(getTranslation("operations.period"));
            return;
        }
        Asked asked = new Asked(
                first,
                last,
                by.getValue().equals("none")
                        ? null
                        : Division.valueOf(by.getValue().toUpperCase(Locale.ROOT)));
        previous.setText(getTranslation(
                "operations.previous",
                values.day(asked.before().from(), getLocale()),
                values.day(asked.before().to(), getLocale())));
        cards.addClassName("waiting");
        work.ask(() -> kpis.of(asked, viewer), this::show, e -> {
            cards.removeClassName("waiting");
            notice.searchIsDownOr(e);
        });
    }

    private void show(List<Kpi> all) {
        cards.removeClassName("waiting");
        cards.removeAll();
        all.forEach(kpi -> cards.add(card(kpi)));
        List<Row> rows = all.stream()
                .flatMap(kpi -> kpi.groups().stream().map(group -> new Row(kpi, group)))
                .toList();
        groups.setItems(rows);
        groups.setVisible(!rows.isEmpty());
    }

    private Component card(Kpi kpi) {
        Div card = new Div();
        card.setId("kpi-" + kpi.name());
        card.addClassName("kpi");
        Span value = new Span(value(kpi.unit(), kpi.now()));
        value.addClassName("kpi-value");
        Span interval = new Span(interval(kpi.unit(), kpi.now().interval()));
        interval.addClassName("dim");
        Span before = new Span(getTranslation("operations.beforeValue", value(kpi.unit(), kpi.before())));
        Change change = kpi.change();
        Span moved = new Span(change(kpi.unit(), change));
        if (change != null && change.isMarked()) {
            moved.addClassName(change.difference() > 0 == kpi.better() ? "kpi-better" : "kpi-worse");
        } else {
            moved.addClassName("dim");
        }
        Paragraph definition = new Paragraph(kpi.definition().in(getLocale()));
        definition.addClassName("kpi-definition");
        Span n = new Span("n = " + values.number(kpi.now().n(), getLocale()) + people(kpi.now()));
        n.addClassName("dim");
        Div line = new Div(value, interval);
        line.addClassName("kpi-line");
        Div versus = new Div(before, moved, n);
        versus.addClassName("kpi-line");
        card.add(new H3(kpi.label().in(getLocale())), line, versus, definition);
        kpi.leftOut().forEach(each -> {
            Paragraph out = new Paragraph(getTranslation(
                    "operations.leftOut",
                    values.number(each.n(), getLocale()),
                    each.label().in(getLocale())));
            out.addClassNames("kpi-definition", "kpi-left-out");
            card.add(out);
        });
        return card;
    }

    private String people(Reading reading) {
        Long people = reading.people();
        return people == null || people == reading.n()
                ? ""
                : " " + getTranslation("operations.people", values.number(people, getLocale()));
    }

    private String value(Unit unit, Reading reading) {
        Double value = reading.value();
        if (reading.tooFew()) {
            return getTranslation("operations.tooFew");
        }
        return value == null ? "–" : number(unit, value);
    }

    private String number(Unit unit, double value) {
        return switch (unit) {
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case POINTS -> String.format(Locale.ROOT, "%.1f", 100 * value);
            case MINUTES -> minutes(value);
        };
    }

    private String minutes(double value) {
        if (value >= DAY) {
            return getTranslation("operations.days", String.format(Locale.ROOT, "%.1f", value / DAY));
        }
        return value >= HOUR
                ? getTranslation("operations.hours", String.format(Locale.ROOT, "%.1f", value / HOUR))
                : getTranslation("operations.minutes", String.format(Locale.ROOT, "%.0f", value));
    }

    private String interval(Unit unit, @Nullable Interval interval) {
        if (interval == null) {
            return "";
        }
        return number(unit, interval.low()) + " – "
                + (Double.isInfinite(interval.high()) ? "…" : number(unit, interval.high()));
    }

    /// A change that chance explains is told without an arrow.
    private String change(Unit unit, @Nullable Change change) {
        if (change == null) {
            return "";
        }
        String arrow = !change.isMarked() ? "" : change.difference() > 0 ? "▲ " : "▼ ";
        String sign = change.difference() > 0 ? "+" : "";
        double hundredfold = 100 * change.difference();
        return arrow + sign + String.format(Locale.ROOT, unit == Unit.MINUTES ? "%.0f %%" : "%.1f", hundredfold);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("operations.title");
    }
}
