package io.keqing.report.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.privacy.Viewer;
import io.keqing.report.CsvEncoding;
import io.keqing.report.ExportFile;
import io.keqing.report.ExportFormat;
import io.keqing.report.ExportRequest;
import io.keqing.report.ReportRefusal;
import io.keqing.report.SearchExport;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchQuery;
import io.keqing.ui.GridAction;
import io.keqing.ui.SignedIn;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// "Download as Excel": everything the search finds, not only what the grid has loaded, in the columns
/// that are seen.
@Singleton
@Order(10)
final class DownloadAction implements GridAction {
    private static final Label LABEL = new Label("下载 Excel", "Download as Excel");
    private static final int NOTICE_MILLIS = 8_000;

    private final SearchExport export;
    private final SignedIn signedIn;

    DownloadAction(SearchExport export, SignedIn signedIn) {
        this.export = export;
        this.signedIn = signedIn;
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public boolean allowed(Viewer viewer) {
        return SearchExport.allowed(viewer);
    }

    @Override
    public Component button(Supplier<SearchQuery> query) {
        return button(query, List::of);
    }

    /// An anchor, for only an anchor's click is a download to a browser, with the looks of a button.
    @Override
    public Component button(Supplier<SearchQuery> query, Supplier<List<Field<?>>> columns) {
        UI ui = UI.getCurrent();
        Locale locale = ui.getLocale();
        Anchor anchor = new Anchor();
        anchor.setId("download");
        anchor.setHref(DownloadHandler.fromInputStream(event -> download(event, ui, query.get(), columns.get())));
        anchor.getElement().setAttribute("download", true);
        // else the anchor around it is a second stop of the tabulator
        anchor.setTabIndex(-1);
        anchor.add(new Button(LABEL.in(locale), new Icon(VaadinIcon.DOWNLOAD_ALT)));
        return anchor;
    }

    /// @param columns what is seen of the records, in its order; empty = all there is
    private DownloadResponse download(DownloadEvent event, UI ui, SearchQuery query, List<Field<?>> columns)
            throws IOException {
        Locale locale = ui.getLocale();
        try {
            ExportFile file = export.export(
                    new ExportRequest(
                            query,
                            columns.stream().map(Field::name).toList(),
                            ExportFormat.XLSX,
                            locale,
                            portal(event),
                            false,
                            CsvEncoding.UTF_8_BOM),
                    signedIn.viewer());
            return new DownloadResponse(file.read(), file.name(), file.format().mediaType(), file.bytes());
        } catch (ReportRefusal e) {
            return switch (e.kind()) {
                case NOT_ALLOWED -> refused(ui, ui.getTranslation("report.notAllowed"), 403, e);
                case BUSY -> refused(ui, ui.getTranslation("report.busy"), 429, e);
                case RULE, UNKNOWN, STATE -> refused(ui, ui.getTranslation("report.invalid"), 422, e);
            };
        } catch (IndexUnavailableException e) {
            return refused(ui, ui.getTranslation("report.searchIsDown"), 503, e);
        } catch (InvalidQueryException e) {
            return refused(ui, e.label().in(locale), 422, e);
        }
    }

    private static DownloadResponse refused(UI ui, String text, int status, RuntimeException why) {
        ui.access(() -> {
            Notification notice = new Notification(text, NOTICE_MILLIS, Notification.Position.BOTTOM_CENTER);
            notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
            notice.open();
        });
        return DownloadResponse.error(status, why);
    }

    private static String portal(DownloadEvent event) {
        VaadinServletRequest request = (VaadinServletRequest) event.getRequest();
        return URI.create(request.getRequestURL().toString()).resolve("/").toString();
    }
}
