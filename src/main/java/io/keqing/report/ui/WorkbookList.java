package io.keqing.report.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import io.keqing.privacy.Viewer;
import io.keqing.report.Workbooks;
import io.keqing.report.Workbooks.Workbook;
import io.keqing.ui.Values;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.Consumer;

/// Workbooks of the house's own that reports can be filled into: what there is, and for those who may, a place to
/// put one.
final class WorkbookList extends Details {
    private static final String ENDING = ".xlsx";

    private final transient Workbooks workbooks;
    private final transient Viewer viewer;
    private final transient Consumer<List<String>> changed;
    private final Grid<Workbook> grid = new Grid<>();

    /// @param changed takes the names there are from now on
    WorkbookList(Workbooks workbooks, Values values, Viewer viewer, Consumer<List<String>> changed) {
        this.workbooks = workbooks;
        this.viewer = viewer;
        this.changed = changed;
        setId("workbook-list");
        setSummaryText(getTranslation("report.workbooks"));
        grid.setId("workbooks");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("report.workbooks.none"));
        grid.addColumn(Workbook::name)
                .setHeader(getTranslation("report.schedule.name"))
                .setFlexGrow(2);
        grid.addColumn(Workbook::owner).setHeader(getTranslation("report.log.user"));
        grid.addColumn(workbook -> values.moment(workbook.putAt(), getLocale()))
                .setHeader(getTranslation("report.log.at"));
        grid.addColumn(workbook -> values.number((workbook.bytes() + 1023) / 1024, getLocale()) + " KB")
                .setHeader(getTranslation("report.size"))
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(new ComponentRenderer<>(this::actions)).setWidth("11rem").setFlexGrow(0);
        Span help = new Span(getTranslation("report.workbooks.help"));
        help.addClassName("report-purpose");
        add(help, grid);
        if (Workbooks.mayChange(viewer)) {
            add(upload());
        }
        refresh();
    }

    private Upload upload() {
        Upload upload = new Upload(UploadHandler.inMemory((about, bytes) -> put(about.fileName(), bytes)));
        upload.setId("workbook-file");
        upload.setAcceptedFileExtensions(ENDING);
        upload.setMaxFileSize(Workbooks.MOST_BYTES);
        upload.setUploadButton(new Button(getTranslation("report.workbooks.put")));
        upload.setDropLabel(new Span(getTranslation("report.workbooks.drop")));
        upload.addFileRejectedListener(rejected -> ReportNotice.tell(rejected.getErrorMessage()));
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        return upload;
    }

    private void put(String fileName, byte[] content) {
        String name = fileName.endsWith(ENDING) ? fileName.substring(0, fileName.length() - ENDING.length()) : fileName;
        ReportNotice.attempt(() -> {
            workbooks.put(name, content, viewer);
            refresh();
        });
    }

    private Component actions(Workbook workbook) {
        Div actions = new Div();
        actions.addClassName("report-actions");
        Anchor anchor = new Anchor();
        anchor.setHref(DownloadHandler.fromInputStream(event -> workbooks
                .content(workbook.name())
                .map(bytes -> new DownloadResponse(
                        new ByteArrayInputStream(bytes), workbook.name() + ENDING, Workbooks.XLSX, bytes.length))
                .orElseGet(() -> DownloadResponse.error(404))));
        anchor.getElement().setAttribute("download", true);
        anchor.setTabIndex(-1);
        anchor.add(new Button(getTranslation("report.download")));
        actions.add(anchor);
        if (Workbooks.mayChange(viewer)) {
            Button away = new Button(
                    new Icon(VaadinIcon.TRASH),
                    click -> ReportNotice.attempt(() -> {
                        workbooks.remove(workbook.name(), viewer);
                        refresh();
                    }));
            away.setAriaLabel(getTranslation("report.workbooks.remove", workbook.name()));
            away.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(away);
        }
        return actions;
    }

    private void refresh() {
        List<Workbook> all = workbooks.list();
        grid.setItems(all);
        changed.accept(all.stream().map(Workbook::name).toList());
    }
}
