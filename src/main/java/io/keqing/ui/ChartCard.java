package io.keqing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/// A small chart, and the same numbers as a table for those who want or need to read them.
public final class ChartCard extends Div {
    private final Chart chart;
    private final Div table = new Div();
    private final Button change = new Button(new Icon(VaadinIcon.TABLE));
    private boolean asTable;

    /// @param numbers what the chart shows: a header, then the rows
    public ChartCard(String title, String note, ObjectNode option, List<List<String>> numbers) {
        addClassName("insight");
        chart = new Chart(title + ". " + note);
        chart.addClassName("small-chart");
        chart.setWidthFull();
        chart.setHeight("9.5rem");
        chart.setOption(option);
        change.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        change.addClickListener(click -> turn());
        table.add(table(numbers));
        table.addClassName("chart-table");
        table.setVisible(false);
        Div head = new Div(new H3(title), change);
        head.addClassName("insight-title");
        Span said = new Span(note);
        said.addClassName("dim");
        add(head, chart, table, said);
        label();
    }

    /// Called with the place of what somebody clicks, from 0, and the series it is in.
    public ChartCard onPoint(BiConsumer<String, Integer> chosen) {
        chart.addClassName("opens");
        chart.addPointListener(point -> chosen.accept(point.series(), point.index()));
        return this;
    }

    /// A chart that is higher than a small one.
    public ChartCard high(String height) {
        chart.setHeight(height);
        return this;
    }

    private void turn() {
        asTable = !asTable;
        chart.setVisible(!asTable);
        table.setVisible(asTable);
        label();
    }

    private void label() {
        String text = getTranslation(asTable ? "ui.chart.chart" : "ui.chart.table");
        change.setIcon(new Icon(asTable ? VaadinIcon.BAR_CHART : VaadinIcon.TABLE));
        change.setAriaLabel(text);
        change.setTooltipText(text);
    }

    /// @param numbers a header, then the rows
    public static NativeTable table(List<List<String>> numbers) {
        NativeTable table = new NativeTable();
        NativeTableHeader header = table.getHead();
        NativeTableRow titles = header.addRow();
        numbers.getFirst().forEach(text -> titles.add(new NativeTableHeaderCell(text)));
        NativeTableBody body = table.getBody();
        numbers.stream().skip(1).forEach(cells -> {
            NativeTableRow row = body.addRow();
            cells.forEach(text -> row.add(new NativeTableCell(text)));
        });
        return table;
    }
}
