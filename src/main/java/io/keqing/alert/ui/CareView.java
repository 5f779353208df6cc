package io.keqing.alert.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.keqing.alert.Care;
import io.keqing.alert.Care.Answer;
import io.keqing.alert.Care.Asked;
import io.keqing.alert.Care.Entry;
import io.keqing.alert.Care.State;
import io.keqing.alert.CareFile;
import io.keqing.alert.CareList;
import io.keqing.customer.CustomerFields;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.search.SearchResult;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Customers who should hear from us, list by list, each with the reason; what was done is marked here.
@Route("care/:list?")
@RouteAlias("care")
@Menu(title = "alert.care.title", icon = "vaadin:handshake", order = 26)
@PermitAll
@StyleSheet("screens.css")
@StyleSheet("care.css")
@Prototype
final class CareView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int SNOOZE_DAYS = 7;

    private final transient Care care;
    private final transient RecordNavigation navigation;
    private final transient Values values;
    private final transient Region region;
    private final transient Viewer viewer;
    private final transient List<CareList> lists;
    private final Tabs tabs = new Tabs();
    private final IntegerField days = new IntegerField(getTranslation("alert.care.days"));
    private final Select<State> state = new Select<>();
    private final Span total = new Span();
    private final Grid<Entry> grid = new Grid<>();
    private transient CareList list;

    CareView(Care care, CareFile file, RecordNavigation navigation, Values values, Region region, SignedIn signedIn) {
        this.care = care;
        this.navigation = navigation;
        this.values = values;
        this.region = region;
        this.viewer = signedIn.viewer();
        this.lists = Stream.of(CareList.values())
                .filter(known -> !known.personal() || Masking.shows(Sensitivity.PERSONAL, viewer))
                .toList();
        this.list = lists.getFirst();
        addClassNames("screen", "care-view");
        tabs.setId("care-lists");
        lists.forEach(known -> tabs.add(new Tab(known.label().in(getLocale()))));
        days.setId("care-days");
        days.setMin(0);
        days.setMax(Care.MOST_DAYS);
        days.setStepButtonsVisible(true);
        state.setId("care-state");
        state.setLabel(getTranslation("alert.care.state"));
        state.setItems(State.values());
        state.setItemLabelGenerator(one -> getTranslation(key(one)));
        state.setValue(State.OPEN);
        total.setId("care-total");
        total.addClassName("total");
        Anchor download = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    file.write(list, asked(0, 0).days(), state.getValue(), viewer, getLocale(), out);
                    byte[] bytes = out.toByteArray();
                    return new DownloadResponse(
                            new ByteArrayInputStream(bytes), "care-" + list.id() + ".csv", "text/csv", bytes.length);
                }),
                getTranslation("alert.care.download"));
        download.setId("care-download");
        download.getElement().setAttribute("download", true);
        Div bar = new Div(days, state, total, download);
        bar.addClassName("care-bar");
        columns();
        add(tabs, bar, grid);
        tabs.addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                UI.getCurrent()
                        .navigate("care/" + lists.get(tabs.getSelectedIndex()).id());
            }
        });
        days.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                show();
            }
        });
        state.addValueChangeListener(change -> show());
    }

    private static String key(State state) {
        return "alert.care." + state.name().toLowerCase(Locale.ROOT);
    }

    private void columns() {
        grid.setId("care");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addColumn(new ComponentRenderer<>(this::customer))
                .setHeader(getTranslation("alert.care.customer"))
                .setFlexGrow(1);
        grid.addColumn(entry -> entry.because().in(getLocale()))
                .setHeader(getTranslation("alert.care.because"))
                .setTooltipGenerator(entry -> entry.because().in(getLocale()))
                .setFlexGrow(2);
        grid.addColumn(this::consent)
                .setHeader(getTranslation("alert.care.consent"))
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(this::marked)
                .setHeader(getTranslation("alert.care.marked"))
                .setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(this::buttons))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("15rem")
                .setFlexGrow(0);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String name =
                event.getRouteParameters().get("list").orElse(lists.getFirst().id());
        list = lists.stream()
                .filter(known -> known.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("there is no care list " + name));
        tabs.setSelectedIndex(lists.indexOf(list));
        days.setValue(list.days());
        show();
    }

    private Asked asked(int size, int offset) {
        Integer wanted = days.getValue();
        boolean fits = wanted != null && wanted >= 0 && wanted <= Care.MOST_DAYS;
        return new Asked(list, fits ? wanted : list.days(), state.getValue(), size, offset);
    }

    private void show() {
        Answer answer = care.of(asked(0, 0), viewer);
        String count = values.number(answer.total(), getLocale());
        total.setText(
                answer.withheld() == 0
                        ? getTranslation("alert.care.total", count)
                        : getTranslation("alert.care.withheld", count, values.number(answer.withheld(), getLocale())));
        int rows = Math.toIntExact(answer.total());
        grid.setItems(DataProvider.fromCallbacks(
                page -> care.entries(asked(page.getLimit(), page.getOffset()), viewer).stream(),
                // asked for before the rows; a page further down may be shorter by who was marked elsewhere meanwhile
                page -> rows));
    }

    private Component customer(Entry entry) {
        String name = entry.name();
        Anchor open = new Anchor(
                navigation.address(new SearchResult.Hit(
                        CustomerFields.TYPE, 0, entry.customer(), 0, Map.of(), Map.of(), List.of())),
                name == null ? entry.customer().toString() : name);
        open.addClassName("row-link");
        return open;
    }

    private String consent(Entry entry) {
        Boolean consent = entry.consent();
        return consent == null ? "" : getTranslation(consent ? "alert.care.agreed" : "alert.care.refused");
    }

    private String marked(Entry entry) {
        String by = entry.by();
        if (entry.state() == State.OPEN || by == null) {
            return "";
        }
        List<String> parts = new ArrayList<>(List.of(getTranslation(key(entry.state())), by));
        LocalDate until = entry.until();
        if (until != null) {
            parts.add(getTranslation("alert.care.until", values.day(until, getLocale())));
        }
        if (!entry.note().isEmpty()) {
            parts.add(entry.note());
        }
        return String.join(" · ", parts);
    }

    private Component buttons(Entry entry) {
        Div buttons = new Div();
        if (entry.state() == State.OPEN) {
            Button done = button("alert.care.markDone", entry, State.DONE, null);
            done.addThemeVariants(ButtonVariant.SMALL);
            buttons.add(
                    done,
                    button(
                            "alert.care.snooze",
                            entry,
                            State.SNOOZED,
                            region.today().plusDays(SNOOZE_DAYS)));
        } else {
            buttons.add(button("alert.care.reopen", entry, State.OPEN, null));
        }
        buttons.addClassName("care-buttons");
        return buttons;
    }

    private Button button(String text, Entry entry, State next, @Nullable LocalDate until) {
        Button button = new Button(getTranslation(text), click -> {
            // who left the list meanwhile is not on it after the next look
            care.mark(list, asked(0, 0).days(), entry.customer(), next, until, "", viewer);
            show();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("care-" + next.name().toLowerCase(Locale.ROOT));
        return button;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("alert.care.title");
    }
}
