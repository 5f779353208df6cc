package io.keqing.report.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import io.keqing.report.ExportLog;
import io.keqing.report.ExportLog.Export;
import io.keqing.ui.Values;
import java.util.Locale;

/// Who took how much out of the house, read when it is opened; for administrators.
final class ExportList extends Details {
    ExportList(ExportLog log, Values values) {
        setId("export-log");
        setSummaryText(getTranslation("report.log"));
        Grid<Export> grid = new Grid<>();
        grid.setId("exports");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(export -> values.moment(export.at(), getLocale()))
                .setHeader(getTranslation("report.log.at"))
                .setWidth("11rem")
                .setFlexGrow(0);
        grid.addColumn(Export::user).setHeader(getTranslation("report.log.user"));
        grid.addColumn(Export::what).setHeader(getTranslation("report.template"));
        grid.addColumn(export -> export.format().toUpperCase(Locale.ROOT)).setHeader(getTranslation("report.format"));
        grid.addColumn(export -> values.number(export.rows(), getLocale()))
                .setHeader(getTranslation("report.rows"))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(export -> export.large() ? getTranslation("report.log.large") : "");
        add(grid);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                grid.setItems(log.latest());
            }
        });
    }
}
