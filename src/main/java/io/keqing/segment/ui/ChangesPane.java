package io.keqing.segment.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.customer.CustomerFields;
import io.keqing.privacy.Viewer;
import io.keqing.record.Region;
import io.keqing.search.SearchResult;
import io.keqing.segment.Segment;
import io.keqing.segment.SegmentHistory;
import io.keqing.segment.SegmentHistory.Changes;
import io.keqing.segment.SegmentHistory.Moved;
import io.keqing.segment.SegmentRefusal;
import io.keqing.ui.DateTexts;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.Values;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who joined and who left between the ends of two days, and by which condition.
final class ChangesPane extends Div {
    private static final int DAYS = 30;

    private final transient SegmentHistory history;
    private final transient RecordNavigation navigation;
    private final transient Values values;
    private final transient Region region;
    private final transient Viewer viewer;
    private final DatePicker from = new DatePicker(getTranslation("segment.from"));
    private final DatePicker to = new DatePicker(getTranslation("segment.to"));
    private final Span told = new Span();
    private final Div lists = new Div();
    private transient @Nullable Segment segment;

    ChangesPane(SegmentHistory history, RecordNavigation navigation, Values values, Region region, Viewer viewer) {
        this.history = history;
        this.navigation = navigation;
        this.values = values;
        this.region = region;
        this.viewer = viewer;
        addClassName("segment-changes");
        from.setI18n(DateTexts.of(getLocale()));
        to.setI18n(DateTexts.of(getLocale()));
        from.setId("segment-from");
        to.setId("segment-to");
        from.setValue(region.today().minusDays(DAYS));
        to.setValue(region.today());
        from.addValueChangeListener(change -> compare());
        to.addValueChangeListener(change -> compare());
        told.addClassName("total");
        told.setId("segment-told");
        lists.addClassName("segment-lists");
        Div bar = new Div(from, to, told);
        bar.addClassName("segment-bar");
        add(new H3(getTranslation("segment.changes")), bar, lists);
    }

    void show(Segment shown) {
        segment = shown;
        compare();
    }

    private void compare() {
        Segment shown = segment;
        lists.removeAll();
        LocalDate start = from.getValue();
        LocalDate end = to.getValue();
        if (shown == null || start == null || end == null) {
            return;
        }
        try {
            Changes changes = history.changes(shown.id(), region.endOf(start), region.endOf(end), viewer);
            told.setText(
                    changes.from() == null
                            ? getTranslation(
                                    "segment.unknownThen", number(changes.to().total()))
                            : getTranslation(
                                    "segment.fromTo",
                                    number(changes.from().total()),
                                    number(changes.to().total())));
            lists.add(
                    list("segment.joined", changes.came(), changes.joined()),
                    list("segment.left", changes.went(), changes.left()));
        } catch (SegmentRefusal refusal) {
            told.setText(refusal.reason());
        }
    }

    private String number(int value) {
        return values.number(value, getLocale());
    }

    private Component list(String title, int count, List<Moved> moved) {
        Grid<Moved> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addColumn(new ComponentRenderer<>(this::link))
                .setHeader(getTranslation("segment.customer"))
                .setFlexGrow(1);
        grid.addColumn(one -> String.join(" · ", one.because()))
                .setHeader(getTranslation("segment.because"))
                .setTooltipGenerator(one -> String.join(" · ", one.because()))
                .setFlexGrow(2);
        grid.setItems(moved);
        Div list = new Div(new H3(getTranslation(title, number(count))), grid);
        list.addClassName("segment-list");
        return list;
    }

    private Component link(Moved one) {
        Anchor open = new Anchor(
                navigation.address(
                        new SearchResult.Hit(CustomerFields.TYPE, 0, one.id(), 0, Map.of(), Map.of(), List.of())),
                one.id().toString());
        open.addClassName("row-link");
        return open;
    }
}
