package io.keqing.importing.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.customer.Duplicates;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.Mappings;
import io.keqing.importing.Presets;
import io.keqing.privacy.Viewer;
import io.keqing.ui.Catalogue;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.util.concurrent.ExecutorService;

/// Files in: a new one above, what became of the others below.
@Route("import")
@Menu(title = "importing.title", icon = "vaadin:upload-alt", order = 80)
@RolesAllowed("ADMIN")
@StyleSheet("screens.css")
@Prototype
final class ImportView extends Div implements HasDynamicTitle {
    ImportView(
            ImportJobs jobs,
            Duplicates duplicates,
            ImportPreview preview,
            Mappings mappings,
            Presets presets,
            Catalogue catalogue,
            Values values,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        addClassNames("screen", "import-view");
        Viewer viewer = signedIn.viewer();
        ImportList list = new ImportList(jobs, duplicates, catalogue, values, viewer);
        add(new NewImport(jobs, preview, mappings, presets, catalogue, values, viewer, executor, list::refresh), list);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("importing.title");
    }
}
