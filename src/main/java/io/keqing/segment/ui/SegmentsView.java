package io.keqing.segment.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.keqing.customer.CustomerFields;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchLimit;
import io.keqing.search.TooManySearchesException;
import io.keqing.segment.CustomerSegments;
import io.keqing.segment.Segment;
import io.keqing.segment.SegmentHistory;
import io.keqing.segment.SegmentRefusal;
import io.keqing.segment.Strategies;
import io.keqing.segment.Strategy.Target;
import io.keqing.segment.StrategyProgress;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// Saved groups of customers; of the chosen one, who came and who left.
@Route("segments/:id?")
@RouteAlias("segments")
@Menu(title = "segment.title", icon = "vaadin:group", order = 25)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("segments.css")
@Prototype
final class SegmentsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient CustomerSegments segments;
    private final transient SearchLimit limit;
    private final transient Strategies strategies;
    private final transient StrategyProgress progress;
    private final transient Region region;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient ExecutorService executor;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final Grid<Segment> grid = new Grid<>();
    private final Div nothing = new Div();
    private final Div pane = new Div();
    private final ChangesPane changes;
    private String chosen = "";

    SegmentsView(
            CustomerSegments segments,
            SegmentHistory history,
            SearchLimit limit,
            Strategies strategies,
            StrategyProgress progress,
            RecordNavigation navigation,
            Values values,
            Region region,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.segments = segments;
        this.limit = limit;
        this.strategies = strategies;
        this.progress = progress;
        this.region = region;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.executor = executor;
        this.work = new Newest(this, executor);
        this.changes = new ChangesPane(history, navigation, values, region, viewer);
        addClassNames("screen", "segments-view");
        nothing.addClassName("nothing");
        nothing.setText(getTranslation("segment.none"));
        pane.addClassName("segment-pane");
        columns();
        Div body = new Div(grid, nothing, pane);
        body.addClassName("segment-body");
        add(notice, body);
    }

    private void columns() {
        grid.setId("segments");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addColumn(Segment::name)
                .setHeader(getTranslation("segment.name"))
                .setTooltipGenerator(Segment::name)
                .setFlexGrow(1);
        grid.addColumn(segment -> segment.latest() == null
                        ? ""
                        : values.number(segment.latest().total(), getLocale()))
                .setHeader(getTranslation("segment.members"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addColumn(segment -> segment.latest() == null
                        ? ""
                        : values.moment(segment.latest().checkedAt(), getLocale()))
                .setHeader(getTranslation("segment.checked"))
                .setWidth("12.5rem")
                .setFlexGrow(0);
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(segment -> selection.isFromClient())
                .ifPresent(segment -> UI.getCurrent().navigate("segments/" + segment.id())));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        chosen = event.getRouteParameters().get("id").orElse("");
        show();
    }

    private void show() {
        List<Segment> all = segments.all(viewer);
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        pane.setVisible(!all.isEmpty());
        nothing.setVisible(all.isEmpty());
        pane.removeAll();
        all.stream()
                .filter(segment -> Long.toString(segment.id()).equals(chosen))
                .findFirst()
                .ifPresentOrElse(this::choose, () -> pane.add(new Div(getTranslation("segment.choose"))));
    }

    private void choose(Segment segment) {
        grid.select(segment);
        String words = segments.words(segment.query());
        Anchor question = new Anchor("search/" + segment.query().replaceFirst("^([a-z]+)/search", "$1"), words);
        question.addClassName("segment-query");
        Div note = new Div(segment.note());
        note.addClassName("segment-note");
        note.setVisible(!segment.note().isEmpty());
        Div since = new Div();
        since.addClassName("total");
        Segment.Evaluation latest = segment.latest();
        if (latest != null) {
            since.setText(getTranslation("segment.since", values.moment(latest.at(), getLocale())));
        }
        boolean decides = viewer.is(Role.MANAGER) || viewer.is(Role.ADMIN);
        pane.add(
                new H2(segment.name()),
                question,
                note,
                since,
                buttons(segment),
                whatIf(segment),
                changes,
                new StrategyPane(
                        Map.of(new Target.OfSegment(segment.id()), segment.name()),
                        strategies,
                        progress,
                        values,
                        viewer,
                        decides));
        changes.show(segment);
    }

    /// The same question on a past day.
    private Div whatIf(Segment segment) {
        DatePicker day = new DatePicker(getTranslation("segment.whatIf"));
        day.setId("segment-what-if");
        day.setI18n(DateTexts.of(getLocale()));
        day.setMax(region.today());
        Span told = new Span();
        told.setId("segment-what-if-told");
        told.addClassName("total");
        day.addValueChangeListener(change -> {
            LocalDate chosen = change.getValue();
            told.setText("");
            if (chosen != null) {
                notice.clear();
                work.ask(
                        () -> limit.run(viewer, () -> segments.whatIf(segment.id(), region.endOf(chosen), viewer)),
                        count -> told.setText(getTranslation(
                                "segment.whatIf.told",
                                values.number(count, getLocale()),
                                values.day(chosen, getLocale()))),
                        this::failed);
            }
        });
        Div bar = new Div(day, told);
        bar.addClassName("segment-bar");
        return bar;
    }

    private Div buttons(Segment segment) {
        Button members = new Button(
                getTranslation("segment.show"),
                click -> UI.getCurrent()
                        .navigate(
                                "search/" + CustomerFields.TYPE,
                                QueryParameters.of("q", "in:segment(%d)".formatted(segment.id()))));
        members.setId("segment-show");
        members.addThemeVariants(ButtonVariant.PRIMARY);
        Button evaluate = new Button(getTranslation("segment.evaluate"), click -> evaluate(segment));
        evaluate.setId("segment-evaluate");
        ReportLink report =
                new ReportLink(viewer, () -> Map.of("template", "segment", "segment", Long.toString(segment.id())));
        Div buttons = new Div(members, evaluate, report);
        buttons.addClassName("segment-buttons");
        if (segment.changeable()) {
            Button edit = new Button(
                    getTranslation("segment.edit"),
                    click -> new SegmentDialog(
                                    segments,
                                    limit,
                                    values,
                                    viewer,
                                    executor,
                                    segment,
                                    segments.words(segment.query()),
                                    kept -> show())
                            .open());
            edit.setId("segment-edit");
            Button delete = new Button(getTranslation("segment.delete"), click -> delete(segment));
            delete.setId("segment-delete");
            delete.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
            buttons.add(edit, delete);
        }
        return buttons;
    }

    private void evaluate(Segment segment) {
        notice.clear();
        work.ask(() -> limit.run(viewer, () -> segments.evaluate(segment.id(), viewer)), done -> show(), this::failed);
    }

    private void failed(Exception e) {
        switch (e) {
            case SegmentRefusal refusal -> notice.show(refusal.label().in(getLocale()));
            case InvalidQueryException invalid -> notice.show(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> notice.searchIsDown();
            case TooManySearchesException many -> notice.show(String.valueOf(many.getMessage()));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    private void delete(Segment segment) {
        ConfirmDialog sure = new ConfirmDialog();
        sure.setHeader(getTranslation("segment.delete.sure", segment.name()));
        sure.setCancelable(true);
        sure.setCancelText(getTranslation("ui.form.cancel"));
        sure.setConfirmText(getTranslation("segment.delete"));
        sure.addConfirmListener(confirm -> {
            segments.delete(segment.id(), viewer);
            UI.getCurrent().navigate("segments");
        });
        sure.open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("segment.title");
    }
}
