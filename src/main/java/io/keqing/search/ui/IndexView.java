package io.keqing.search.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.search.IndexCheck;
import io.keqing.search.IndexQueue;
import io.keqing.search.IndexRebuild;
import io.keqing.search.IndexState;
import io.keqing.search.RefusedDocuments;
import io.keqing.search.RefusedDocuments.Refused;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.Ticker;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.ToLongFunction;

/// How the index fares: whether it keeps up, what it would not take, and the two remedies.
@Route("index")
@Menu(title = "search.index.title", icon = "vaadin:database", order = 90)
@RolesAllowed("ADMIN")
@StyleSheet("screens.css")
@Prototype
final class IndexView extends Div implements HasDynamicTitle {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final transient IndexQueue queue;
    private final transient IndexState state;
    private final transient IndexCheck check;
    private final transient IndexRebuild rebuild;
    private final transient RefusedDocuments refused;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final Span pending = new Span();
    private final Span lag = new Span();
    private final Span refusals = new Span();
    private final Div rebuilding = new Div();
    private final ProgressBar progress = new ProgressBar();
    private final Span progressText = new Span();
    private final Div report = new Div();
    private final Grid<Refused> list = new Grid<>();
    private final Button checkButton = new Button(getTranslation("search.index.check"), click -> check());
    private final Button repairButton = new Button(getTranslation("search.index.repair"), click -> repair());
    private final Button rebuildButton = new Button(getTranslation("search.index.rebuild"), click -> rebuild());

    IndexView(
            IndexQueue queue,
            IndexState state,
            IndexCheck check,
            IndexRebuild rebuild,
            RefusedDocuments refused,
            Catalogue catalogue,
            Values values,
            @Named("screens") ExecutorService executor) {
        this.queue = queue;
        this.state = state;
        this.check = check;
        this.rebuild = rebuild;
        this.refused = refused;
        this.catalogue = catalogue;
        this.values = values;
        this.work = new Newest(this, executor);
        addClassNames("screen", "index-view");
        checkButton.setId("check");
        repairButton.setId("repair");
        rebuildButton.setId("rebuild");
        Div facts = new Div(
                tile("search.index.pending", pending),
                tile("search.index.lag", lag),
                tile("search.index.refused", refusals));
        facts.addClassName("facts");
        rebuilding.add(progressText, progress);
        rebuilding.addClassName("rebuilding");
        Div buttons = new Div(checkButton, repairButton, rebuildButton);
        buttons.addClassName("index-buttons");
        buildList();
        add(notice, facts, buttons, rebuilding, report, list);
        show(look());
        Ticker.every(this, LOOK, this::look, this::show);
    }

    private record Seen(
            IndexQueue.Backlog backlog,
            Optional<String> problem,
            Optional<IndexState.Rebuild> rebuild,
            List<Refused> refused) {}

    private Seen look() {
        return new Seen(queue.backlog(null), state.problem(), state.rebuild(), refused.latest());
    }

    private void show(Seen seen) {
        pending.setText(values.number(seen.backlog().documents(), getLocale()));
        lag.setText(getTranslation(
                "search.index.seconds", values.number(Math.round(seen.backlog().oldestSeconds()), getLocale())));
        refusals.setText(values.number(seen.refused().size(), getLocale()));
        seen.problem().ifPresentOrElse(why -> notice.show(getTranslation("search.index.problem", why)), notice::clear);
        rebuilding.setVisible(seen.rebuild().isPresent());
        rebuildButton.setEnabled(!rebuild.isRunning());
        seen.rebuild().ifPresent(now -> {
            progress.setValue(now.total() == 0 ? 1 : Math.min(1, (double) now.done() / now.total()));
            progressText.setText(getTranslation(
                    "search.index.rebuilding",
                    label(now.type()),
                    values.number(now.done(), getLocale()),
                    values.number(now.total(), getLocale())));
        });
        list.setItems(seen.refused());
        list.setVisible(!seen.refused().isEmpty());
    }

    private String label(String type) {
        return catalogue.type(type).fields().label().in(getLocale());
    }

    private Div tile(String key, Span value) {
        Span above = new Span(getTranslation(key));
        above.addClassName("fact-label");
        value.addClassName("fact-value");
        Div tile = new Div(above, value);
        tile.addClassName("fact");
        return tile;
    }

    private void buildList() {
        list.addThemeVariants(GridVariant.NO_BORDER);
        list.setSelectionMode(Grid.SelectionMode.NONE);
        list.addColumn(row -> label(row.type()))
                .setHeader(getTranslation("search.index.type"))
                .setWidth("8rem")
                .setFlexGrow(0);
        list.addColumn(row -> row.id() == null ? "" : row.id().toString())
                .setHeader(getTranslation("search.index.record"))
                .setFlexGrow(1);
        list.addColumn(Refused::reason)
                .setHeader(getTranslation("search.index.reason"))
                .setFlexGrow(3);
        list.addColumn(row -> values.moment(row.since(), getLocale()))
                .setHeader(getTranslation("search.index.since"))
                .setWidth("12.5rem")
                .setFlexGrow(0);
    }

    private void check() {
        checkButton.setEnabled(false);
        work.ask(check::check, this::checked, this::failed);
    }

    private void checked(IndexCheck.Report found) {
        checkButton.setEnabled(true);
        Grid<Map.Entry<String, IndexCheck.TypeReport>> table = new Grid<>();
        table.addThemeVariants(GridVariant.NO_BORDER);
        table.setSelectionMode(Grid.SelectionMode.NONE);
        table.setAllRowsVisible(true);
        table.addColumn(row -> label(row.getKey())).setHeader(getTranslation("search.index.type"));
        number(table, "search.index.rows", IndexCheck.TypeReport::rows);
        number(table, "search.index.documents", IndexCheck.TypeReport::documents);
        number(table, "search.index.missing", IndexCheck.TypeReport::missing);
        number(table, "search.index.ghost", IndexCheck.TypeReport::ghost);
        number(table, "search.index.stale", IndexCheck.TypeReport::stale);
        number(table, "search.index.refused", IndexCheck.TypeReport::refused);
        table.setItems(List.copyOf(found.types().entrySet()));
        report.removeAll();
        String key = found.differences() == 0 ? "search.index.same" : "search.index.differs";
        report.add(new H3(getTranslation(key, values.number(found.differences(), getLocale()))), table);
    }

    private void number(
            Grid<Map.Entry<String, IndexCheck.TypeReport>> table,
            String key,
            ToLongFunction<IndexCheck.TypeReport> number) {
        table.addColumn(row -> values.number(number.applyAsLong(row.getValue()), getLocale()))
                .setHeader(getTranslation(key))
                .setTextAlign(ColumnTextAlign.END);
    }

    private void repair() {
        repairButton.setEnabled(false);
        work.ask(
                check::repair,
                repaired -> {
                    repairButton.setEnabled(true);
                    Notification.show(getTranslation("search.index.repaired", values.number(repaired, getLocale())));
                },
                this::failed);
    }

    private void rebuild() {
        rebuildButton.setEnabled(false);
        rebuild.start();
    }

    private void failed(Exception e) {
        checkButton.setEnabled(true);
        repairButton.setEnabled(true);
        notice.show(getTranslation("search.index.problem", String.valueOf(e.getMessage())));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("search.index.title");
    }
}
