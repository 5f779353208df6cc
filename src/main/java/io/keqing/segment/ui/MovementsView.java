package io.keqing.segment.ui;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.customer.CustomerFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.search.SearchResult;
import io.keqing.segment.Churn;
import io.keqing.segment.ClassMigration;
import io.keqing.segment.ClassMigration.Basis;
import io.keqing.segment.ClassMigration.Matrix;
import io.keqing.segment.LifetimeValue;
import io.keqing.segment.Population;
import io.keqing.segment.Populations;
import io.keqing.segment.Retention;
import io.keqing.segment.Retention.Cohort;
import io.keqing.segment.Scheme;
import io.keqing.segment.WinBack;
import io.keqing.ui.ChartCard;
import io.keqing.ui.DateTexts;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.ReportLink;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How customers moved between two days, how many came back month after month, and who left.
@Route("movements")
@Menu(title = "segment.movements.title", icon = "vaadin:exchange", order = 28)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("segments.css")
@Prototype
final class MovementsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int DAYS = 90;
    private static final int MONTHS = 18;
    private static final int MOST_LOST = 200;

    private final transient ClassMigration migration;
    private final transient Retention retention;
    private final transient Churn churn;
    private final transient WinBack winBack;
    private final transient LifetimeValue lifetime;
    private final transient Populations populations;
    private final transient RecordNavigation navigation;
    private final transient Values values;
    private final transient MovementCharts charts;
    private final transient Region region;
    private final transient Viewer viewer;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final Tabs tabs = new Tabs();
    private final Select<Scheme> scheme = new Select<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final Div body = new Div();

    MovementsView(
            ClassMigration migration,
            Retention retention,
            Churn churn,
            WinBack winBack,
            LifetimeValue lifetime,
            Populations populations,
            RecordNavigation navigation,
            Values values,
            Region region,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.migration = migration;
        this.retention = retention;
        this.churn = churn;
        this.winBack = winBack;
        this.lifetime = lifetime;
        this.populations = populations;
        this.navigation = navigation;
        this.values = values;
        this.charts = new MovementCharts(values, getLocale(), (key, words) -> getTranslation(key, words));
        this.region = region;
        this.viewer = signedIn.viewer();
        this.work = new Newest(this, executor);
        addClassNames("screen", "movements-view");
        tabs.setId("movements");
        Stream.of("migration", "retention", "churn", "winBack", "value")
                .forEach(each -> tabs.add(new Tab(getTranslation("segment.movements." + each))));
        scheme.setId("movement-scheme");
        scheme.setLabel(getTranslation("segment.movements.scheme"));
        scheme.setItems(Scheme.values());
        scheme.setItemLabelGenerator(each -> each.label().in(getLocale()));
        scheme.setValue(Scheme.LIFECYCLE);
        LocalDate today = region.today();
        from.setId("movement-from");
        from.setLabel(getTranslation("segment.movements.from"));
        from.setValue(today.minusDays(DAYS));
        to.setId("movement-to");
        to.setLabel(getTranslation("segment.movements.to"));
        to.setValue(today);
        ReportLink report = new ReportLink(
                viewer,
                () -> Map.of(
                        "template", "migration",
                        "scheme", scheme.getValue().id(),
                        "from", from.getValue().toString(),
                        "to", to.getValue().toString()));
        Div bar = new Div(scheme, from, to, report);
        bar.addClassName("segment-bar");
        body.setId("movement-body");
        body.addClassName("movements-body");
        add(tabs, notice, bar, body);
        tabs.addSelectedChangeListener(change -> show());
        scheme.addValueChangeListener(change -> show());
        Stream.of(from, to).forEach(each -> {
            each.setI18n(DateTexts.of(getLocale()));
            each.addValueChangeListener(change -> show());
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        int chosen = tabs.getSelectedIndex();
        scheme.setVisible(chosen == 0);
        from.setVisible(chosen == 0 || chosen == 2);
        to.setVisible(chosen == 0 || chosen == 2);
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        notice.clear();
        if (first == null || last == null || last.isBefore(first)) {
            notice.show(getTranslation("segment.movements.period"));
            return;
        }
        body.removeAll();
        body.add(new Div(getTranslation("segment.movements.wait")));
        switch (chosen) {
            case 0 -> ask(() -> migration.between(scheme.getValue(), first, last, null), this::migration);
            case 1 -> ask(() -> retention.cohorts(YearMonth.from(region.today()), MONTHS, null), this::retention);
            case 2 -> ask(() -> churn.report(first, last, Population.ALL, viewer), this::churn);
            case 3 -> ask(() -> winBack.page(MOST_LOST, 0, viewer), this::winBack);
            default -> value();
        }
    }

    private <A> void ask(Callable<A> question, Consumer<A> answered) {
        work.ask(
                question,
                answer -> {
                    body.removeAll();
                    answered.accept(answer);
                },
                e -> {
                    body.removeAll();
                    notice.searchIsDownOr(e);
                });
    }

    private void migration(Matrix matrix) {
        Scheme shown = scheme.getValue();
        String basis =
                getTranslation(matrix.basis() == Basis.KEPT ? "segment.movements.kept" : "segment.movements.anew");
        body.add(
                new ChartCard(
                                shown.label().in(getLocale()),
                                basis,
                                charts.sankey(shown, matrix.cells()),
                                charts.pairs(shown, matrix.cells()))
                        .high("26rem"),
                charts.matrix(shown, matrix.cells()));
    }

    private void retention(List<Cohort> cohorts) {
        body.add(new ChartCard(
                        getTranslation("segment.movements.retention"),
                        getTranslation("segment.movements.retention.why"),
                        charts.heat(cohorts),
                        charts.cohorts(cohorts))
                .high(Math.max(14, 2 * cohorts.size() + 6) + "rem"));
    }

    private void churn(Churn.Report report) {
        body.add(charts.churn(report), charts.sensitivity(report), charts.reasons(report));
    }

    private void winBack(WinBack.Page page) {
        Div told = new Div(getTranslation(
                "segment.movements.winBack.why",
                values.number(page.total(), getLocale()),
                values.number(page.withheld(), getLocale()),
                MOST_LOST));
        told.setId("win-back-told");
        Grid<WinBack.Lost> grid = new Grid<>();
        grid.setId("win-back");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setAllRowsVisible(true);
        grid.addColumn(new ComponentRenderer<>(this::link))
                .setHeader(getTranslation("segment.customer"))
                .setFlexGrow(2);
        grid.addColumn(lost -> lost.spent() == null ? "" : values.money(lost.spent(), null, getLocale()))
                .setHeader(CustomerFields.SPENT.label().in(getLocale()))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(lost -> lost.lastOrder() == null ? "" : values.day(lost.lastOrder(), getLocale()))
                .setHeader(CustomerFields.LAST_ORDER.label().in(getLocale()));
        grid.addColumn(lost -> lost.lastNps() == null ? "" : values.number(lost.lastNps(), getLocale()))
                .setHeader(CustomerFields.LAST_NPS.label().in(getLocale()))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(lost -> lost.reason() == null ? "" : lost.reason())
                .setHeader(getTranslation("segment.movements.reason"));
        grid.setItems(page.customers());
        body.add(told, grid);
    }

    private Anchor link(WinBack.Lost lost) {
        String name = lost.name();
        Anchor open = new Anchor(
                navigation.address(new SearchResult.Hit(
                        CustomerFields.TYPE, 0, lost.customer(), 0, Map.of(), Map.of(), List.of())),
                name == null || name.isBlank() ? lost.customer().toString() : name);
        open.addClassName("row-link");
        return open;
    }

    private void value() {
        body.removeAll();
        ValueTables tables = new ValueTables(values, getLocale(), (key, words) -> getTranslation(key, words));
        body.add(new ValuePane(lifetime, populations, tables, region, viewer, work, notice));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("segment.movements.title");
    }
}
