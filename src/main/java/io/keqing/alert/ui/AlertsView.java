package io.keqing.alert.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.alert.Warning;
import io.keqing.alert.Warning.State;
import io.keqing.alert.Warnings;
import io.keqing.alert.Warnings.Detail;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.ui.ChartCard;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Products, channels and topics whose cases have grown: what was seen, what was expected, how it went,
/// which words grew, and what somebody made of it.
@Route("alerts")
@Menu(title = "alert.warnings.title", icon = "vaadin:bell", order = 27)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("care.css")
@Prototype
final class AlertsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int DAYS = 90;
    private static final int QUIET_DAYS = 30;

    private final transient Warnings warnings;
    private final transient Values values;
    private final transient Region region;
    private final transient Viewer viewer;
    private final transient Newest work;
    private final ErrorNotice notice = new ErrorNotice();
    private final Select<String> state = new Select<>();
    private final Span looked = new Span();
    private final Grid<Warning> grid = new Grid<>();
    private final Div pane = new Div();

    AlertsView(
            Warnings warnings,
            Values values,
            Region region,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.warnings = warnings;
        this.values = values;
        this.region = region;
        this.viewer = signedIn.viewer();
        this.work = new Newest(this, executor);
        addClassNames("screen", "alerts-view");
        state.setId("alert-state");
        state.setLabel(getTranslation("alert.care.state"));
        List<String> states = new ArrayList<>(List.of("all"));
        Stream.of(State.values()).forEach(one -> states.add(name(one)));
        state.setItems(states);
        state.setItemLabelGenerator(one -> getTranslation("alert.warnings." + one));
        state.setValue("all");
        state.addValueChangeListener(change -> show());
        looked.setId("alert-looked");
        looked.addClassName("total");
        Div bar = new Div(state, looked);
        bar.addClassName("care-bar");
        columns();
        pane.setId("alert-pane");
        pane.addClassName("alert-pane");
        Div body = new Div(grid, pane);
        body.addClassName("alert-body");
        add(notice, bar, body);
    }

    private static String name(State one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private void columns() {
        grid.setId("alerts");
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setEmptyStateText(getTranslation("alert.warnings.none"));
        grid.addColumn(this::series)
                .setHeader(getTranslation("alert.warnings.series"))
                .setFlexGrow(3);
        grid.addColumn(warning -> getTranslation(
                        "alert.warnings.counted",
                        warning.seen(),
                        values.number(Math.round(warning.expected() * 10) / 10.0, getLocale()),
                        warning.windowDays()))
                .setHeader(getTranslation("alert.warnings.seen"))
                .setFlexGrow(2);
        grid.addColumn(warning -> values.day(warning.since(), getLocale()))
                .setHeader(getTranslation("alert.warnings.since"))
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::badge))
                .setHeader(getTranslation("alert.care.state"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addSelectionListener(
                selection -> selection.getFirstSelectedItem().ifPresentOrElse(this::choose, pane::removeAll));
    }

    private Component badge(Warning warning) {
        Span badge = new Span(getTranslation("alert.warnings." + name(warning.state())));
        badge.addClassName("badge");
        return badge;
    }

    private String series(Warning warning) {
        List<String> parts = new ArrayList<>();
        add(parts, warning.product());
        if (warning.channel() != null) {
            parts.add(channel(warning.channel()));
        }
        add(parts, warning.topic());
        return String.join(" · ", parts);
    }

    private String channel(String channel) {
        return channel.isEmpty()
                ? getTranslation("alert.warnings.without")
                : values.text(InteractionFields.CHANNEL, channel, getLocale());
    }

    private void add(List<String> parts, @Nullable String value) {
        if (value != null) {
            parts.add(value.isEmpty() ? getTranslation("alert.warnings.without") : value);
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        List<Warning> all = warnings.since(region.today().minusDays(DAYS)).stream()
                .filter(warning ->
                        state.getValue().equals("all") || name(warning.state()).equals(state.getValue()))
                .toList();
        looked.setText(warnings.lastDay()
                .map(day -> getTranslation("alert.warnings.looked", values.day(day, getLocale()), DAYS))
                .orElse(getTranslation("alert.warnings.notYet")));
        grid.setItems(all);
        pane.removeAll();
        if (!all.isEmpty()) {
            grid.select(all.getFirst());
        }
    }

    private void choose(Warning warning) {
        notice.clear();
        pane.removeAll();
        work.ask(() -> warnings.detail(warning, viewer), this::show, notice::searchIsDownOr);
    }

    private void show(Detail detail) {
        Warning warning = detail.warning();
        pane.removeAll();
        Span why = new Span(getTranslation(
                "alert.warnings.why",
                warning.seen(),
                warning.windowDays(),
                values.number(Math.round(warning.expected() * 10) / 10.0, getLocale()),
                p(warning.p()),
                p(warning.adjusted())));
        Anchor cases = new Anchor(
                "search/" + warning.query().replaceFirst("^([a-z]+)/search", "$1"),
                getTranslation("alert.warnings.cases"));
        cases.setId("alert-cases");
        pane.add(new H2(series(warning)), why, chart(detail));
        if (!detail.words().isEmpty()) {
            Div words = new Div(new Span(getTranslation("alert.warnings.words")));
            detail.words().forEach(word -> {
                Span badge = new Span(word);
                badge.addClassName("badge");
                words.add(badge);
            });
            words.addClassName("alert-words");
            pane.add(words);
        }
        String reason = warning.reason();
        if (reason != null) {
            pane.add(new Span(String.valueOf(warning.by()) + ": " + reason));
        }
        pane.add(cases, buttons(warning));
    }

    private static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value);
    }

    private ChartCard chart(Detail detail) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("grid")
                .put("left", 8)
                .put("right", 16)
                .put("top", 12)
                .put("bottom", 4)
                .put("containLabel", true);
        option.putObject("tooltip").put("trigger", "axis");
        ArrayNode days = option.putObject("xAxis").put("type", "category").putArray("data");
        option.putObject("yAxis").put("type", "value");
        ArrayNode bars = option.putArray("series")
                .addObject()
                .put("type", "bar")
                .put("name", getTranslation("alert.warnings.casesADay"))
                .putArray("data");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(getTranslation("alert.warnings.day"), getTranslation("alert.warnings.casesADay")));
        for (int i = 0; i < detail.counts().size(); i++) {
            LocalDate day = detail.first().plusDays(i);
            days.add(day.toString());
            ObjectNode bar = bars.addObject().put("value", detail.counts().get(i));
            if (!day.isBefore(detail.warning().since())
                    && !day.isAfter(detail.warning().lastDay())) {
                bar.putObject("itemStyle").put("color", "#c2345f");
            }
            table.add(List.of(day.toString(), String.valueOf(detail.counts().get(i))));
        }
        return new ChartCard(
                        getTranslation("alert.warnings.casesADay"),
                        getTranslation("alert.warnings.chart"),
                        option,
                        table)
                .high("14rem");
    }

    private Div buttons(Warning warning) {
        Div buttons = new Div();
        buttons.addClassName("care-bar");
        if (warning.state() != State.OPEN) {
            buttons.add(button("reopen", click -> mark(warning, State.OPEN, warning.reason(), null)));
        }
        if (warning.state() == State.OPEN) {
            buttons.add(button("acknowledge", click -> mark(warning, State.ACKNOWLEDGED, warning.reason(), null)));
        }
        if (warning.state() != State.MUTED) {
            buttons.add(button(
                    "mute",
                    click -> mark(
                            warning,
                            State.MUTED,
                            warning.reason(),
                            region.today().plusDays(QUIET_DAYS))));
        }
        if (warning.state() != State.CLOSED) {
            Button close = button("close", click -> close(warning));
            close.addThemeVariants(ButtonVariant.PRIMARY);
            buttons.add(close);
        }
        return buttons;
    }

    private Button button(
            String name,
            com.vaadin.flow.component.ComponentEventListener<com.vaadin.flow.component.ClickEvent<Button>> click) {
        Button button = new Button(getTranslation("alert.warnings.do." + name), click);
        button.setId("alert-" + name);
        return button;
    }

    private void close(Warning warning) {
        Dialog dialog = new Dialog(getTranslation("alert.warnings.do.close"));
        TextField reason = new TextField(getTranslation("alert.warnings.reason"));
        reason.setId("alert-reason");
        reason.setWidthFull();
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        Button done = new Button(getTranslation("alert.warnings.do.close"), click -> {
            mark(warning, State.CLOSED, reason.getValue().strip(), null);
            dialog.close();
        });
        done.setId("alert-close-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setEnabled(false);
        reason.addValueChangeListener(
                change -> done.setEnabled(!change.getValue().isBlank()));
        dialog.setWidth("26rem");
        dialog.add(reason);
        dialog.getFooter().add(new Button(getTranslation("ui.form.cancel"), click -> dialog.close()), done);
        dialog.open();
    }

    private void mark(Warning warning, State next, @Nullable String reason, @Nullable LocalDate until) {
        warnings.mark(warning.id(), next, reason, until, viewer);
        show();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("alert.warnings.title");
    }
}
