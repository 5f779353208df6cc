package io.keqing.segment.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.privacy.Viewer;
import io.keqing.segment.SegmentRefusal;
import io.keqing.segment.Strategies;
import io.keqing.segment.Strategies.Draft;
import io.keqing.segment.Strategy;
import io.keqing.segment.Strategy.Measure;
import io.keqing.segment.Strategy.Target;
import io.keqing.segment.StrategyProgress;
import io.keqing.segment.StrategyProgress.Point;
import io.keqing.statistics.Interval;
import io.keqing.ui.ChartCard;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is to be done about the classes of a scheme or about a segment, and how the figure that shall move has moved
/// since.
final class StrategyPane extends Div {
    private static final double PER_CENT = 100;

    private final transient Map<Target, String> targets;
    private final transient Strategies strategies;
    private final transient StrategyProgress progress;
    private final transient Values values;
    private final transient Viewer viewer;
    private final boolean mayChange;
    private final Div list = new Div();

    /// @param targets what can be decided about, with the name that people read
    StrategyPane(
            Map<Target, String> targets,
            Strategies strategies,
            StrategyProgress progress,
            Values values,
            Viewer viewer,
            boolean mayChange) {
        this.targets = targets;
        this.strategies = strategies;
        this.progress = progress;
        this.values = values;
        this.viewer = viewer;
        this.mayChange = mayChange;
        setId("strategies");
        addClassName("classes-part");
        list.addClassName("strategies");
        add(new H2(getTranslation("segment.strategy.title")), list);
        if (mayChange) {
            Button more = new Button(getTranslation("segment.strategy.add"), click -> edit(null));
            more.setId("strategy-add");
            add(new Div(more));
        }
        show();
    }

    private void show() {
        list.removeAll();
        strategies.all().forEach(strategy -> {
            String name = targets.get(strategy.target());
            if (name != null) {
                list.add(card(strategy, name));
            }
        });
        if (list.getComponentCount() == 0) {
            Span none = new Span(getTranslation("segment.strategy.none"));
            none.addClassName("dim");
            list.add(none);
        }
    }

    private Div card(Strategy strategy, String name) {
        Div card = new Div();
        card.addClassName("strategy");
        Span note = new Span(strategy.note());
        note.addClassName("segment-note");
        String owner = strategy.owner();
        Span who = new Span(getTranslation(
                "segment.strategy.who", owner == null ? "–" : owner, values.day(strategy.since(), getLocale())));
        who.addClassName("dim");
        card.add(new H3(name), note, who);
        Measure measure = strategy.measure();
        if (measure != null) {
            card.add(chart(strategy, measure, progress.of(strategy, viewer)));
        }
        if (mayChange) {
            Button change = new Button(getTranslation("segment.strategy.change"), click -> edit(strategy));
            change.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
            Button delete = new Button(getTranslation("segment.delete"), click -> {
                strategies.delete(strategy.id());
                show();
            });
            delete.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY, ButtonVariant.ERROR);
            Div buttons = new Div(change, delete);
            buttons.addClassName("segment-buttons");
            card.add(buttons);
        }
        return card;
    }

    private ChartCard chart(Strategy strategy, Measure measure, List<Point> points) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.putObject("grid")
                .put("left", 8)
                .put("right", 16)
                .put("top", 12)
                .put("bottom", 4)
                .put("containLabel", true);
        option.putObject("tooltip").put("trigger", "axis");
        ArrayNode days = option.putObject("xAxis").put("type", "category").putArray("data");
        option.putObject("yAxis").put("type", "value").put("scale", true);
        ArrayNode series = option.putArray("series");
        ArrayNode line = series.addObject()
                .put("type", "line")
                .put("name", measure.label().in(getLocale()))
                .putArray("data");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                getTranslation("segment.strategy.day"),
                measure.label().in(getLocale()),
                getTranslation("segment.strategy.interval"),
                "n"));
        for (Point point : points) {
            days.add(point.day().toString());
            Double value = point.value();
            if (value == null) {
                line.addNull();
            } else {
                line.add(drawn(measure, value));
            }
            Interval interval = point.interval();
            table.add(List.of(
                    point.day().toString(),
                    value == null ? "–" : text(measure, value),
                    interval == null ? "" : text(measure, interval.low()) + " – " + text(measure, interval.high()),
                    values.number(point.n(), getLocale())));
        }
        Double goal = strategy.goal();
        if (goal != null) {
            ArrayNode flat = series.addObject()
                    .put("type", "line")
                    .put("symbol", "none")
                    .put("name", getTranslation("segment.strategy.goal"))
                    .putArray("data");
            points.forEach(point -> flat.add(drawn(measure, goal)));
        }
        return new ChartCard(
                measure.label().in(getLocale()),
                getTranslation(
                        "segment.strategy.moved",
                        values.day(strategy.since(), getLocale()),
                        goal == null ? "–" : text(measure, goal)),
                option,
                table);
    }

    private static double drawn(Measure measure, double value) {
        return measure == Measure.CUSTOMERS ? value : Math.round(value * PER_CENT * 10) / 10.0;
    }

    private String text(Measure measure, double value) {
        return switch (measure) {
            case CUSTOMERS -> values.number(value, getLocale());
            case NPS -> String.format(Locale.ROOT, "%.1f", value * PER_CENT);
            default -> String.format(Locale.ROOT, "%.1f %%", value * PER_CENT);
        };
    }

    private void edit(@Nullable Strategy before) {
        Dialog dialog = new Dialog(getTranslation("segment.strategy.title"));
        Select<Target> name = new Select<>();
        name.setId("strategy-class");
        name.setLabel(getTranslation("segment.classes.class"));
        name.setItems(targets.keySet());
        name.setItemLabelGenerator(target -> targets.getOrDefault(target, ""));
        name.setValue(targets.keySet().iterator().next());
        name.setVisible(targets.size() > 1);
        TextField note = field("strategy-note", "segment.strategy.note");
        TextField owner = field("strategy-owner", "segment.strategy.owner");
        Select<Measure> measure = new Select<>();
        measure.setId("strategy-measure");
        measure.setLabel(getTranslation("segment.strategy.measure"));
        measure.setItems(Measure.values());
        measure.setItemLabelGenerator(each -> each.label().in(getLocale()));
        measure.setValue(Measure.CUSTOMERS);
        NumberField goal = new NumberField(getTranslation("segment.strategy.goalField"));
        goal.setId("strategy-goal");
        if (before != null) {
            name.setValue(before.target());
            note.setValue(before.note());
            owner.setValue(before.owner() == null ? "" : before.owner());
            if (before.measure() != null) {
                measure.setValue(before.measure());
            }
            goal.setValue(before.goal());
        }
        Span wrong = new Span();
        wrong.addClassName("error");
        Button keep = new Button(getTranslation("segment.strategy.keep"), click -> {
            try {
                strategies.put(new Draft(
                        name.getValue(),
                        note.getValue(),
                        owner.getValue().isBlank() ? null : owner.getValue().strip(),
                        measure.getValue(),
                        goal.getValue(),
                        before == null ? null : before.since()));
                dialog.close();
                show();
            } catch (SegmentRefusal refusal) {
                wrong.setText(refusal.reason());
            }
        });
        keep.setId("strategy-keep");
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        Div fields = new Div(name, note, owner, measure, goal, wrong);
        fields.addClassName("strategy-fields");
        dialog.add(fields);
        dialog.getFooter().add(new Button(getTranslation("ui.form.cancel"), click -> dialog.close()), keep);
        dialog.open();
    }

    private TextField field(String id, String label) {
        TextField field = new TextField(getTranslation(label));
        field.setId(id);
        return field;
    }
}
