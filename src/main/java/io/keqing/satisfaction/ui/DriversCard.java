package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import io.keqing.satisfaction.Drivers;
import io.keqing.satisfaction.KeyDrivers;
import io.keqing.satisfaction.KeyDrivers.Asked;
import io.keqing.satisfaction.KeyDrivers.Driver;
import io.keqing.ui.ChartCard;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What goes along with an outcome among the questions of one survey: how much each weighs, and how well it
/// does.
final class DriversCard extends Div {
    private final transient Values values;
    private final transient Consumer<Asked> open;
    private final Select<Asked> outcome = new Select<>();
    private final MultiSelectComboBox<Asked> drivers = new MultiSelectComboBox<>();
    private final ProgressBar busy = new ProgressBar();
    private final Div body = new Div();
    private final Span note = new Span();
    private boolean filling;

    /// @param ask is given the outcome and the drivers that somebody chose
    /// @param open is given the driver whose mark somebody clicked
    DriversCard(Values values, BiConsumer<Asked, List<Asked>> ask, Consumer<Asked> open) {
        this.values = values;
        this.open = open;
        addClassNames("insight", "drivers", "wide");
        setId("drivers");
        outcome.setLabel(getTranslation("satisfaction.drivers.outcome"));
        outcome.setItemLabelGenerator(asked -> asked.label().in(getLocale()));
        drivers.setLabel(getTranslation("satisfaction.drivers.drivers"));
        drivers.setItemLabelGenerator(asked -> asked.label().in(getLocale()));
        outcome.addValueChangeListener(change -> again(ask));
        drivers.addValueChangeListener(change -> again(ask));
        busy.setIndeterminate(true);
        busy.getElement().setAttribute("aria-label", getTranslation("satisfaction.drivers.busy"));
        busy.setVisible(false);
        note.addClassName("dim");
        body.addClassName("driver-body");
        Div choice = new Div(outcome, drivers);
        choice.addClassName("driver-choice");
        add(new H3(getTranslation("satisfaction.drivers")), choice, busy, body, note);
        setVisible(false);
    }

    private void again(BiConsumer<Asked, List<Asked>> ask) {
        if (!filling && outcome.getValue() != null) {
            ask.accept(
                    outcome.getValue(),
                    drivers.getValue().stream()
                            .filter(asked -> !asked.equals(outcome.getValue()))
                            .toList());
        }
    }

    /// Offers the questions of a survey.
    ///
    /// @param outcomes what else may be driven
    /// @param chosen the outcome to begin with
    void offer(List<Asked> questions, List<Asked> outcomes, Asked chosen) {
        filling = true;
        List<Asked> all = new ArrayList<>(outcomes);
        all.addAll(questions);
        outcome.setItems(all);
        outcome.setValue(chosen);
        drivers.setItems(questions);
        drivers.setValue(questions.stream()
                .filter(asked -> !asked.equals(chosen))
                .limit(Drivers.MOST_DRIVERS)
                .toList());
        filling = false;
        setVisible(true);
    }

    void wait(boolean waiting) {
        busy.setVisible(waiting);
        if (waiting) {
            body.removeAll();
            note.setText(getTranslation("satisfaction.drivers.busy"));
        }
    }

    void show(KeyDrivers found) {
        wait(false);
        body.removeAll();
        Locale locale = getLocale();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                getTranslation("satisfaction.drivers.driver"),
                getTranslation("satisfaction.drivers.weight"),
                getTranslation("satisfaction.column.interval.short"),
                getTranslation("satisfaction.drivers.part"),
                getTranslation("satisfaction.drivers.performance"),
                getTranslation("satisfaction.drivers.correlation"),
                "Shapley"));
        for (Driver driver : found.drivers()) {
            rows.add(List.of(
                    driver.asked().label().in(locale),
                    fixed(driver.weight(), 3),
                    fixed(driver.interval().low(), 3) + " – "
                            + fixed(driver.interval().high(), 3),
                    fixed(100 * driver.weight() / found.r2(), 1) + " %",
                    fixed(driver.performance(), 2),
                    fixed(driver.correlation(), 2),
                    driver.shapley() == null ? "" : fixed(driver.shapley(), 3)));
        }
        Div table = new Div(ChartCard.table(rows));
        table.addClassName("driver-table");
        String title = getTranslation("satisfaction.drivers.chart");
        ChartCard chart = new ChartCard(
                        title,
                        getTranslation("satisfaction.drivers.chart.how"),
                        ScoreCharts.importance(
                                found,
                                locale,
                                getTranslation("satisfaction.drivers.weight"),
                                getTranslation("satisfaction.drivers.performance")),
                        rows)
                .high("18rem")
                .onPoint((name, place) -> found.drivers().stream()
                        .map(Driver::asked)
                        .filter(asked -> asked.label().in(locale).equals(name))
                        .findFirst()
                        .ifPresent(open));
        body.add(table, chart);
        note.setText(
                getTranslation("satisfaction.drivers.how", values.number(found.n(), locale), fixed(found.r2(), 2)));
    }

    private static String fixed(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    void refuse(String reason) {
        wait(false);
        body.removeAll();
        note.setText(reason);
    }
}
