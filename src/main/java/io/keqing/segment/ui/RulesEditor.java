package io.keqing.segment.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.segment.Fact;
import io.keqing.segment.SchemeDefinition;
import io.keqing.segment.SchemeDefinition.Rule;
import io.keqing.segment.SchemeDefinition.Written;
import io.keqing.segment.SegmentRefusal;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of a scheme, one line each: the class, what the rule is called, what it asks (`orders: 2..;
/// silence: 1<..`) and how many customers it catches.
final class RulesEditor extends Div {
    private final transient SchemeDefinition definition;
    private final transient Values values;
    private final boolean mayChange;
    private final transient List<Line> lines = new ArrayList<>();
    private final Div rows = new Div();

    private record Line(Div row, Select<Option> name, TextField label, TextField when, Span count) {}

    RulesEditor(SchemeDefinition definition, Values values, boolean mayChange) {
        this.definition = definition;
        this.values = values;
        this.mayChange = mayChange;
        setId("rules");
        addClassName("rules");
        rows.addClassName("rules-rows");
        definition.rules().forEach(rule -> add(rule, lines.size()));
        add(rows);
        Span facts = new Span(getTranslation(
                "segment.classes.facts",
                Stream.of(Fact.values())
                        .map(fact -> fact.id() + " " + fact.label().in(getLocale()))
                        .collect(Collectors.joining(getTranslation("segment.classes.comma")))));
        facts.addClassName("dim");
        if (mayChange) {
            Button more = new Button(getTranslation("segment.classes.add"), click -> insert());
            more.setId("rule-add");
            more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            add(more);
        }
        add(facts);
    }

    private void insert() {
        Rule copy = new Rule(
                definition.scheme().classes().getFirst().value(),
                definition.scheme().classes().getFirst().label(),
                List.of());
        // before the last, which catches everybody
        add(copy, Math.max(0, lines.size() - 1));
    }

    private void add(Rule rule, int place) {
        Select<Option> name = new Select<>();
        name.setItems(definition.scheme().classes());
        name.setItemLabelGenerator(
                option -> option == null ? "" : option.label().in(getLocale()));
        definition.scheme().classes().stream()
                .filter(option -> option.value().equals(rule.name()))
                .findFirst()
                .ifPresent(name::setValue);
        name.setReadOnly(!mayChange);
        name.setAriaLabel(getTranslation("segment.classes.class"));
        TextField label = new TextField();
        label.setValue(rule.label().in(getLocale()));
        label.setReadOnly(!mayChange);
        label.setAriaLabel(getTranslation("segment.classes.label"));
        TextField when = new TextField();
        when.setValue(text(rule));
        when.setReadOnly(!mayChange);
        when.setPlaceholder(getTranslation("segment.classes.everybody"));
        when.setAriaLabel(getTranslation("segment.classes.when"));
        when.addClassName("rule-when");
        Span count = new Span();
        count.addClassName("rule-count");
        Div row = new Div(name, label, when, count);
        row.addClassName("rule");
        Line line = new Line(row, name, label, when, count);
        if (mayChange) {
            row.add(button(VaadinIcon.ARROW_UP, "segment.classes.up", () -> up(line)));
            row.add(button(VaadinIcon.CLOSE_SMALL, "segment.classes.remove", () -> remove(line)));
        }
        lines.add(place, line);
        rows.addComponentAtIndex(place, row);
    }

    private Button button(VaadinIcon icon, String text, Runnable work) {
        Button button = new Button(new Icon(icon), click -> work.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(text));
        button.setTooltipText(getTranslation(text));
        return button;
    }

    private void up(Line line) {
        int place = lines.indexOf(line);
        if (place > 0) {
            lines.remove(line);
            lines.add(place - 1, line);
            rows.remove(line.row());
            rows.addComponentAtIndex(place - 1, line.row());
        }
    }

    private void remove(Line line) {
        lines.remove(line);
        rows.remove(line.row());
    }

    private static String text(Rule rule) {
        return rule.text().entrySet().stream()
                .map(each -> each.getKey() + ": "
                        + (each.getValue() instanceof List<?> words
                                ? words.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                : each.getValue()))
                .collect(Collectors.joining("; "));
    }

    /// The rules as they stand in the fields.
    ///
    /// @throws SegmentRefusal where a line cannot be read
    List<Written> written() {
        List<Written> written = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> when = new LinkedHashMap<>();
            for (String part : line.when().getValue().split("[;；]")) {
                if (!part.isBlank()) {
                    put(when, part);
                }
            }
            Option option = line.name().getValue();
            String label = line.label().getValue().strip();
            written.add(new Written(option == null ? "" : option.value(), label.isEmpty() ? null : label(label), when));
        }
        return written;
    }

    /// A name that was not touched keeps its other language.
    private Label label(String text) {
        return definition.rules().stream()
                .map(Rule::label)
                .filter(each -> each.in(getLocale()).equals(text))
                .findFirst()
                .orElse(new Label(text, text));
    }

    private static void put(Map<String, Object> when, String part) {
        String[] sides = part.split("[:：]", 2);
        if (sides.length < 2) {
            throw SegmentRefusal.rule("a condition must read fact: range, was " + part.strip());
        }
        String fact = sides[0].strip();
        String asked = sides[1].strip();
        boolean words = Fact.named(fact).filter(Fact::isWord).isPresent();
        when.put(fact, words ? List.of(asked.split("\\s*[,，]\\s*")) : asked);
    }

    /// @param counts how many each rule catches, in their order
    void counted(List<Long> counts) {
        for (int i = 0; i < Math.min(counts.size(), lines.size()); i++) {
            lines.get(i).count().setText(values.number(counts.get(i), getLocale()));
        }
    }
}
