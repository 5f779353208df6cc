package io.keqing.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridSortOrderBuilder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dataview.GridLazyDataView;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.Renderer;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.ColumnChoice.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The records found, one a row. It loads on by cursor while somebody scrolls, with no end to its depth; a page that
/// cannot be had is told to the view, and the rows end there until it asks anew.
public final class ResultGrid extends Div {
    /// Below so many the scroll bar tells the true number; above, it grows while one scrolls.
    private static final long COUNTED = 1_000;

    private final transient Values values;
    private final transient RecordNavigation navigation;
    private final transient ColumnChoice choice;
    private final transient Viewer viewer;
    private final Grid<Hit> grid = new Grid<>(CursorRows.PAGE);
    private transient List<Shown> shown = List.of();
    private String type = "";

    public ResultGrid(
            Values values,
            RecordNavigation navigation,
            Viewer viewer,
            ColumnChoice choice,
            Consumer<List<SearchQuery.Order>> sorted,
            Consumer<Hit> opened) {
        this.values = values;
        this.navigation = navigation;
        this.viewer = viewer;
        this.choice = choice;
        addClassName("result-grid");
        grid.setId("results");
        grid.setSizeFull();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setColumnReorderingAllowed(true);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addItemClickListener(click -> opened.accept(click.getItem()));
        grid.addSortListener(sort -> {
            if (sort.isFromClient()) {
                sorted.accept(sort.getSortOrder().stream()
                        .map(order -> new SearchQuery.Order(
                                order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING))
                        .toList());
            }
        });
        grid.addColumnReorderListener(moved -> {
            if (moved.isFromClient()) {
                keepOrder(moved.getColumns().stream().map(Grid.Column::getKey).toList());
            }
        });
        grid.addColumnResizeListener(resized -> {
            if (resized.isFromClient()) {
                keepWidth(resized.getResizedColumn());
            }
        });
        openByEnter(opened);
        add(grid);
    }

    /// Enter opens the row that has the focus, unless something inside a cell has it.
    private void openByEnter(Consumer<Hit> opened) {
        grid.getElement().executeJs("""
                this.addEventListener('keydown', e => {
                  const context = e.key === 'Enter' && !this.hasAttribute('interacting') && this.getEventContext(e);
                  if (context && context.item && context.section === 'body') {
                    e.preventDefault(); e.stopPropagation();
                    this.dispatchEvent(new CustomEvent('row-open', {detail: {key: context.item.key}}));
                  }
                }, true)""");
        grid.getElement()
                .addEventListener("row-open", event -> {
                    String key = event.getEventData().get("event.detail.key").asString();
                    Hit hit = grid.getDataCommunicator().getKeyMapper().get(key);
                    if (hit != null) {
                        opened.accept(hit);
                    }
                })
                .addEventData("event.detail.key");
    }

    /// @param more answers the page behind a cursor
    /// @param failed hears what kept a page from being loaded
    public void show(
            SearchQuery query,
            SearchResult first,
            Function<String, SearchResult> more,
            Consumer<RuntimeException> failed) {
        if (!query.type().equals(type)) {
            type = query.type();
            buildColumns();
        } else if (!choice.possible(type).containsAll(shownFields())) {
            // a run-time field that is no facet any more, or became words
            buildColumns();
        }
        showOrder(query.order());
        CursorRows<Hit> rows = new CursorRows<>(page(first), cursor -> page(more.apply(cursor)));
        GridLazyDataView<Hit> view = grid.setItems(asked -> {
            int offset = asked.getOffset();
            int limit = asked.getLimit();
            try {
                return rows.rows(offset, limit);
            } catch (RuntimeException e) {
                failed.accept(e);
                return java.util.stream.Stream.empty();
            }
        });
        if (first.next() == null) {
            view.setItemCountEstimate(Math.max(1, first.hits().size()));
        } else {
            view.setItemCountEstimate((int) Math.min(first.total(), COUNTED));
        }
        grid.scrollToStart();
        // rows of two lines get their height only once they are drawn, and push the first one out of sight
        grid.getElement().executeJs("requestAnimationFrame(() => requestAnimationFrame(() => this.scrollToIndex(0)))");
    }

    private static CursorRows.Page<Hit> page(SearchResult result) {
        return new CursorRows.Page<>(result.hits(), result.next());
    }

    private void showOrder(List<SearchQuery.Order> orders) {
        GridSortOrderBuilder<Hit> shown = new GridSortOrderBuilder<>();
        for (SearchQuery.Order order : orders) {
            Grid.Column<Hit> column = grid.getColumnByKey(order.field());
            if (column != null) {
                shown = order.descending() ? shown.thenDesc(column) : shown.thenAsc(column);
            }
        }
        List<GridSortOrder<Hit>> built = shown.build();
        if (!built.equals(grid.getSortOrder())) {
            grid.sort(built);
        }
    }

    private void keepOrder(List<String> names) {
        shown = shown.stream()
                .sorted(Comparator.comparingInt(
                        each -> names.indexOf(each.field().name())))
                .toList();
        choice.choose(type, viewer, shown);
    }

    private void keepWidth(Grid.Column<Hit> column) {
        shown = shown.stream()
                .map(each ->
                        each.field().name().equals(column.getKey()) ? new Shown(each.field(), column.getWidth()) : each)
                .toList();
        column.setFlexGrow(0);
        choice.choose(type, viewer, shown);
    }

    /// The columns shown now, in their order.
    List<Field<?>> shownFields() {
        return shown.stream().<Field<?>>map(Shown::field).toList();
    }

    /// What stands in the columns shown now, for a file of them: a reference shows a name, and a file has both.
    public List<Field<?>> columns() {
        List<Field<?>> fields = new ArrayList<>();
        for (Field<?> field : shownFields()) {
            fields.add(field);
            if (field.kind() instanceof ValueKind.Reference) {
                possibleFields().stream()
                        .filter(other -> other.name().equals(ColumnChoice.nameOf(field)))
                        .filter(other -> !shownFields().contains(other))
                        .forEach(fields::add);
            }
        }
        return fields;
    }

    List<Shown> shown() {
        return shown;
    }

    List<Field<?>> possibleFields() {
        return choice.possible(type);
    }

    /// @param columns empty to go back to those of everybody
    void choose(List<Shown> columns) {
        choice.choose(type, viewer, columns);
        buildColumns();
    }

    private void buildColumns() {
        grid.removeAllColumns();
        shown = choice.chosen(type, viewer);
        List<Field<?>> possible = choice.possible(type);
        Field<?> main = HitCells.main(possible);
        HitCells cells = new HitCells(values, navigation, getLocale());
        Set<String> names = columns().stream().map(Field::name).collect(Collectors.toSet());
        for (Shown each : shown) {
            Field<?> field = each.field();
            Grid.Column<Hit> column = grid.addColumn(
                            field.name().equals(main.name()) ? cells.main(field, names, possible) : cell(cells, field))
                    .setKey(field.name())
                    .setHeader(field.label().in(getLocale()))
                    .setResizable(true)
                    .setSortable(field.has(Use.SORT) && Masking.searches(field, viewer))
                    .setAutoWidth(false);
            if (Values.alignsRight(field)) {
                column.setTextAlign(ColumnTextAlign.END);
            }
            size(column, field, field.name().equals(main.name()));
            if (each.width() != null) {
                column.setWidth(each.width()).setFlexGrow(0);
            }
        }
    }

    private static Renderer<Hit> cell(HitCells cells, Field<?> field) {
        return field.kind() instanceof ValueKind.Reference(String to)
                ? cells.reference(field, to)
                : Scores.isScore(field) ? cells.score(field) : cells.plain(field);
    }

    private static void size(Grid.Column<Hit> column, Field<?> field, boolean main) {
        switch (field.kind()) {
            case ValueKind.Text ignored ->
                column.setWidth(main ? "16rem" : "11rem").setFlexGrow(main ? 5 : 2);
            case ValueKind.Keyword ignored -> column.setWidth("7.5rem").setFlexGrow(1);
            case ValueKind.Keywords ignored -> column.setWidth("9rem").setFlexGrow(1);
            case ValueKind.Choice ignored -> column.setWidth("7rem").setFlexGrow(0);
            case ValueKind.Flag ignored -> column.setWidth("6rem").setFlexGrow(0);
            case ValueKind.Day ignored -> column.setWidth("8.5rem").setFlexGrow(0);
            case ValueKind.Moment ignored -> column.setWidth("12.5rem").setFlexGrow(0);
            case ValueKind.Money ignored -> column.setWidth("8rem").setFlexGrow(0);
            case ValueKind.Number ignored -> column.setWidth("6.5rem").setFlexGrow(0);
            case ValueKind.Reference ignored -> column.setWidth("9rem").setFlexGrow(1);
            case ValueKind.RunTime ignored -> column.setWidth("9rem").setFlexGrow(1);
        }
    }
}
