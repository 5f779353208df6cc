package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.keqing.field.Field;
import io.keqing.search.Filter.Condition;
import io.keqing.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The dates of a result as small bars, years, months or days. A span that is dragged over becomes the
/// filter, exactly as the bars are cut, and the row then shows it finer; what lies before and behind it stays
/// counted beside it.
final class DateHistogram extends Div {
    private final transient Field<?> field;
    private final transient Values values;
    private final transient Conditions conditions;
    private final transient ChosenFilters chosen;
    private final transient Consumer<ChosenFilters> changed;

    DateHistogram(
            Field<?> field,
            Values values,
            ChosenFilters chosen,
            SearchResult.Facet facet,
            Consumer<ChosenFilters> changed) {
        this.field = field;
        this.values = values;
        this.conditions = new Conditions(values);
        this.chosen = chosen;
        this.changed = changed;
        addClassName("date-histogram");
        DateBars bars = DateBars.of(facet);
        if (!bars.bars().isEmpty()) {
            add(histogram(bars));
        }
        Div around = new Div();
        around.addClassName("date-around");
        if (bars.earlier() != null) {
            around.add(side("ui.dates.earlier", bars.earlier()));
        }
        if (!spans().isEmpty()) {
            Button all = link(getTranslation("ui.dates.all"), null);
            all.setId("all-" + field.name().replace('.', '-'));
            around.add(all);
        }
        if (bars.later() != null) {
            around.add(side("ui.dates.later", bars.later()));
        }
        if (around.getComponentCount() > 0) {
            add(around);
        }
    }

    private List<Condition> spans() {
        return chosen.of(field.name()).stream()
                .filter(condition -> !condition.equals(new Condition.Missing()))
                .toList();
    }

    private Histogram histogram(DateBars bars) {
        String label = field.label().in(getLocale());
        Histogram histogram = new Histogram(label, getTranslation("ui.dates.hint"));
        List<Condition> spans = spans();
        histogram.setBars(
                bars.bars().stream()
                        .map(bar -> new Histogram.Bar(
                                text(bar) + " · " + values.number(bar.count(), getLocale()),
                                bar.count(),
                                bars.isChosen(bar, spans, values.zone())))
                        .toList(),
                text(bars.bars().getFirst()),
                bars.bars().size() > 1 ? text(bars.bars().getLast()) : "");
        histogram.addSpanListener(span -> {
            int last = Math.min(span.last(), bars.bars().size() - 1);
            int first = Math.min(Math.max(0, span.first()), last);
            choose(new Condition.Between(
                    bars.bars().get(first).from(), bars.bars().get(last).to(), true));
        });
        return histogram;
    }

    private String text(DateBars.Bar bar) {
        return conditions.text(field, bar.condition(), getLocale());
    }

    private Button side(String key, SearchResult.Value side) {
        Condition condition = Conditions.of(field, side);
        Button link = link(getTranslation(key, values.number(side.count(), getLocale())), condition);
        link.setTooltipText(conditions.text(field, condition, getLocale()));
        return link;
    }

    private Button link(String text, @Nullable Condition condition) {
        Button button = new Button(text, click -> choose(condition));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    /// A span takes the place of the one before; whether records without a date are wanted too stays as it was.
    private void choose(@Nullable Condition span) {
        List<Condition> next = new ArrayList<>();
        if (span != null) {
            next.add(span);
        }
        if (chosen.has(field.name(), new Condition.Missing())) {
            next.add(new Condition.Missing());
        }
        changed.accept(chosen.only(field.name(), next));
    }
}
