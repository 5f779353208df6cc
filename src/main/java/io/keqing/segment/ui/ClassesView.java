package io.keqing.segment.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.segment.ChurnDefinition;
import io.keqing.segment.ClassCuts;
import io.keqing.segment.ClassHistory;
import io.keqing.segment.ClassMigration;
import io.keqing.segment.Preset;
import io.keqing.segment.Purchases;
import io.keqing.segment.Scheme;
import io.keqing.segment.SchemeDefinition;
import io.keqing.segment.SchemeDefinition.Written;
import io.keqing.segment.Schemes;
import io.keqing.segment.SegmentRefusal;
import io.keqing.segment.Strategies;
import io.keqing.segment.Strategy.Target;
import io.keqing.segment.StrategyProgress;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/// The schemes that put every customer into a class: how many are in each, by which rules, and, for
/// those who may, other rules, counted before they are kept.
@Route("classes/:scheme?")
@RouteAlias("classes")
@Menu(title = "segment.classes.title", icon = "vaadin:sliders", order = 24)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("segments.css")
@Prototype
final class ClassesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final double PER_CENT = 100;

    private final transient Schemes schemes;
    private final transient ClassHistory history;
    private final transient ClassMigration migration;
    private final transient ClassCuts cuts;
    private final transient ChurnDefinition churn;
    private final transient Strategies strategies;
    private final transient StrategyProgress progress;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final Tabs tabs = new Tabs();
    private final Div body = new Div();
    private transient Scheme scheme = Scheme.LIFECYCLE;

    ClassesView(
            Schemes schemes,
            ClassHistory history,
            ClassMigration migration,
            ClassCuts cuts,
            ChurnDefinition churn,
            Strategies strategies,
            StrategyProgress progress,
            Values values,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.schemes = schemes;
        this.history = history;
        this.migration = migration;
        this.cuts = cuts;
        this.churn = churn;
        this.strategies = strategies;
        this.progress = progress;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.work = new Newest(this, executor);
        addClassNames("screen", "classes-view");
        tabs.setId("schemes");
        Stream.of(Scheme.values()).forEach(each -> tabs.add(new Tab(each.label().in(getLocale()))));
        tabs.addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                UI.getCurrent().navigate("classes/" + Scheme.values()[tabs.getSelectedIndex()].id());
            }
        });
        body.addClassName("classes-body");
        add(tabs, notice, body);
    }

    private boolean mayChange() {
        return viewer.is(Role.MANAGER) || viewer.is(Role.ADMIN);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String name = event.getRouteParameters().get("scheme").orElse(Scheme.LIFECYCLE.id());
        scheme = Scheme.named(name).orElseThrow(() -> new NotFoundException("there is no scheme " + name));
        tabs.setSelectedIndex(scheme.ordinal());
        show();
    }

    private void show() {
        notice.clear();
        body.removeAll();
        SchemeDefinition definition = schemes.inForce(scheme);
        schemes.troubles().stream()
                .filter(trouble -> trouble.scheme() == scheme)
                .forEach(trouble -> {
                    Span told = new Span(trouble.label().in(getLocale()));
                    told.addClassName("scheme-trouble");
                    body.add(told);
                });
        body.add(
                classes(),
                new StrategyPane(targets(), strategies, progress, values, viewer, mayChange()),
                rules(definition),
                limits());
    }

    private Map<Target, String> targets() {
        Map<Target, String> targets = new LinkedHashMap<>();
        scheme.classes()
                .forEach(option -> targets.put(
                        new Target.OfClass(scheme, option.value()),
                        option.label().in(getLocale())));
        return targets;
    }

    private Component classes() {
        Map<String, Long> counts = history.today(scheme);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        Div cards = new Div();
        cards.setId("class-counts");
        cards.addClassName("class-cards");
        scheme.classes().forEach(option -> {
            long count = counts.getOrDefault(option.value(), 0L);
            Anchor card = new Anchor(
                    "search/customers?f.%s=%s".formatted(scheme.id(), option.value()),
                    new H3(option.label().in(getLocale())),
                    new Span(values.number(count, getLocale())),
                    new Span(all == 0 ? "" : String.format(java.util.Locale.ROOT, "%.1f %%", PER_CENT * count / all)));
            card.addClassName("class-card");
            cards.add(card);
        });
        return cards;
    }

    private Component rules(SchemeDefinition definition) {
        RulesEditor editor = new RulesEditor(definition, values, mayChange());
        Span version = new Span(
                definition.version() == 0
                        ? getTranslation("segment.classes.standard")
                        : getTranslation(
                                "segment.classes.version",
                                definition.version(),
                                String.valueOf(definition.by()),
                                definition.since() == null ? "" : values.moment(definition.since(), getLocale())));
        version.addClassName("dim");
        Div part = new Div(new H2(getTranslation("segment.classes.rules")), version, editor);
        part.addClassName("classes-part");
        if (mayChange()) {
            Button count = new Button(getTranslation("segment.classes.count"), click -> count(editor));
            count.setId("scheme-count");
            Button keep = new Button(getTranslation("segment.classes.keep"), click -> keep(editor));
            keep.setId("scheme-keep");
            keep.addThemeVariants(ButtonVariant.PRIMARY);
            Div buttons = new Div(count, keep, presets());
            buttons.addClassName("segment-buttons");
            part.add(buttons);
        }
        return part;
    }

    private void count(RulesEditor editor) {
        notice.clear();
        try {
            SchemeDefinition draft = schemes.draft(scheme, editor.written());
            work.ask(() -> migration.counts(draft), editor::counted, this::failed);
        } catch (SegmentRefusal refusal) {
            notice.show(refusal.label().in(getLocale()));
        }
    }

    private void keep(RulesEditor editor) {
        notice.clear();
        List<Written> written;
        try {
            written = editor.written();
        } catch (SegmentRefusal refusal) {
            notice.show(refusal.label().in(getLocale()));
            return;
        }
        work.ask(
                () -> schemes.set(scheme, written, viewer.name()),
                kept -> {
                    show();
                    notice.show(getTranslation("segment.classes.kept", kept.version()));
                },
                this::failed);
    }

    private void failed(Exception e) {
        if (e instanceof SegmentRefusal refusal) {
            notice.show(refusal.label().in(getLocale()));
        } else {
            throw e instanceof RuntimeException other ? other : new IllegalStateException(e);
        }
    }

    private Component presets() {
        Select<Preset> presets = new Select<>();
        presets.setId("scheme-presets");
        presets.setPlaceholder(getTranslation("segment.classes.presets"));
        presets.setItems(schemes.presets());
        presets.setItemLabelGenerator(
                preset -> preset == null ? "" : preset.label().in(getLocale()));
        presets.addValueChangeListener(change -> {
            Preset preset = change.getValue();
            if (preset != null) {
                notice.clear();
                work.ask(() -> apply(preset), done -> show(), this::failed);
            }
        });
        return presets;
    }

    private boolean apply(Preset preset) {
        churn.set(preset.churn(), viewer.name());
        preset.schemes()
                .forEach(
                        (name, rules) -> Scheme.named(name).ifPresent(each -> schemes.set(each, rules, viewer.name())));
        return true;
    }

    /// When a silent customer counts as lost, and the values that part the buyers.
    private Component limits() {
        ChurnDefinition.Limit limit = churn.now().limit();
        IntegerField days = new IntegerField(getTranslation("segment.classes.silentDays"));
        days.setId("churn-days");
        days.setValue(limit.silentDays());
        days.setReadOnly(!mayChange());
        NumberField gaps = new NumberField(getTranslation("segment.classes.gaps"));
        gaps.setId("churn-gaps");
        gaps.setValue(limit.gaps());
        gaps.setReadOnly(!mayChange());
        Checkbox joined = new Checkbox(getTranslation("segment.classes.joined"), limit.joinedIsContract());
        joined.setId("churn-joined");
        joined.setReadOnly(!mayChange());
        Div fields = new Div(days, gaps, joined);
        fields.addClassName("segment-buttons");
        if (mayChange()) {
            Button set = new Button(getTranslation("segment.classes.setChurn"), click -> {
                Integer silent = days.getValue();
                Double own = gaps.getValue();
                notice.clear();
                work.ask(
                        () -> churn.set(
                                new ChurnDefinition.Limit(
                                        silent == null ? 0 : silent, own == null ? -1 : own, joined.getValue()),
                                viewer.name()),
                        done -> show(),
                        this::failed);
            });
            set.setId("churn-set");
            fields.add(set);
        }
        Grid<ClassCuts.Found> grid = new Grid<>();
        grid.setId("cuts");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setAllRowsVisible(true);
        grid.addColumn(found -> found.cut().fact().label().in(getLocale()))
                .setHeader(getTranslation("segment.classes.fact"));
        grid.addColumn(found -> Math.round(found.cut().share() * PER_CENT) + " %")
                .setHeader(getTranslation("segment.classes.share"))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(found -> values.number(Math.round(found.value() * PER_CENT) / PER_CENT, getLocale()))
                .setHeader(getTranslation("segment.classes.value"))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(found -> values.moment(found.since(), getLocale()))
                .setHeader(getTranslation("segment.classes.since"));
        grid.setItems(new ArrayList<>(cuts.newest()));
        Div part = new Div(
                new H2(getTranslation("segment.classes.churn")),
                new Span(Purchases.ACTIVE_AND_LOST.in(getLocale())),
                new Span(getTranslation("segment.classes.churn.why")),
                fields,
                new H2(getTranslation("segment.classes.cuts")),
                grid);
        part.addClassName("classes-part");
        return part;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("segment.classes.title");
    }
}
