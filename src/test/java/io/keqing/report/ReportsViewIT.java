package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.embedded.TestDatabase;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The screen of reports.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsViewIT extends BrowserlessShell implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    Reports reports;

    @Inject
    ExportLog exports;

    @Inject
    Workbooks workbooks;

    @Factory
    @Requires(property = "test.reports")
    static final class Rows {
        @Singleton
        @Replaces(StoredRows.class)
        CannedRows rows() {
            return new CannedRows(List.of());
        }
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("keqing.indexer.enabled", "false");
        properties.put("keqing.sample.customers", "0");
        properties.put("test.reports", "true");
        return properties;
    }

    @BeforeAll
    void makeUsers() {
        users.create("mona", "mona's password", Set.of(Role.MANAGER));
        users.create("ann", "ann's password", Set.of(Role.ANALYST));
    }

    private void open(String name, String address) {
        signIn(name, name + "'s password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    @SuppressWarnings("unchecked")
    private Select<ReportTemplates.About> template() {
        return (Select<ReportTemplates.About>) $(Select.class).id("report-template");
    }

    private List<ReportTemplates.About> items() {
        return test(template()).getSuggestionItems();
    }

    @Test
    void aDashboardsLink_fillsTheForm_andTheReportIsInTheList() throws Exception {
        open("mona", "reports?template=complaints&from=2026-01-01&to=2026-03-31");
        assertEquals(
                LocalDate.of(2026, 1, 1), $(DatePicker.class).id("report-from").getValue());
        assertFalse($(Select.class).all().stream()
                .anyMatch(each -> each.getId().filter("report-segment"::equals).isPresent()));
        template()
                .setValue(items().stream()
                        .filter(each -> each.name().equals("feedback"))
                        .findFirst()
                        .orElseThrow());
        assertFalse($(DatePicker.class).all().stream().anyMatch(DatePicker::isVisible));
        test($(Button.class).id("report-make")).click();
        Viewer mona = new Viewer("mona", Set.of(Role.MANAGER));
        List<Report> list = reports.list(mona);
        assertEquals("feedback", list.getFirst().request().template());
        assertEquals("xlsx", list.getFirst().request().format().ending());
        Grid<?> grid = $(Grid.class).id("reports");
        assertEquals(list.size(), test(grid).size());
        assertTrue(
                test(grid).getCellText(0, 0).endsWith(" Feedback"), test(grid).getCellText(0, 0));
    }

    @Test
    void whatIsMissing_isSaidByName_andAScheduleIsListed() {
        open("mona", "reports?template=segment");
        test($(Button.class).id("report-make")).click();
        assertTrue(test($(Notification.class).single()).getText().contains("needs the number of a segment"));
        open("mona", "reports?template=customers");
        test($(Button.class).id("report-schedule")).click();
        test($(TextField.class).id("schedule-name")).setValue("Mondays");
        @SuppressWarnings("unchecked")
        ComboBox<String> zone = (ComboBox<String>) $(ComboBox.class).id("schedule-zone");
        zone.setValue("Europe/London");
        test($(Button.class).id("schedule-save")).click();
        Grid<?> schedules = $(Grid.class).id("schedules");
        assertEquals(1, test(schedules).size());
        assertEquals("On Mondays 08:00 · Europe/London", test(schedules).getCellText(0, 2));
        assertTrue(
                test(schedules).getCellText(0, 3).contains("8:00"),
                test(schedules).getCellText(0, 3));
    }

    @Test
    void aWorkbookOfTheHouse_isListed_andCanBeChosen_butNotPutByAnalysts() throws Exception {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            book.createSheet("Ours").createRow(0).createCell(0).setCellValue("x");
            Name name = book.createName();
            name.setNameName("kq_title");
            name.setRefersToFormula("Ours!$A$1");
            book.write(bytes);
            workbooks.put("Monthly", bytes.toByteArray(), new Viewer("mona", Set.of(Role.MANAGER)));
        }
        open("ann", "reports");
        test($(Details.class).id("workbook-list")).openDetails();
        assertTrue($(Upload.class).all().isEmpty());
        assertEquals("Monthly", test($(Grid.class).id("workbooks")).getCellText(0, 0));
        assertTrue($(Select.class).id("report-workbook").isVisible());
    }

    @Test
    void aManager_putsWorkbooks() {
        open("mona", "reports");
        test($(Details.class).id("workbook-list")).openDetails();
        assertTrue($(Upload.class).id("workbook-file").isVisible());
    }

    @Test
    void theExportLog_isForAdministrators() {
        users.create("ada", "ada's password", Set.of(Role.ADMIN));
        open("ada", "reports");
        Details log = $(Details.class).id("export-log");
        test(log).openDetails();
        assertEquals(exports.latest().size(), test($(Grid.class).id("exports")).size());
    }

    @Test
    void anAnalyst_hasPlainRecordsAlone() {
        open("ann", "reports");
        assertFalse($(Details.class).all().stream()
                .anyMatch(each -> each.getId().filter("export-log"::equals).isPresent()));
        assertEquals(
                List.of("Customers", "Feedback", "Interactions"),
                items().stream().map(each -> each.label().en()).toList());
    }
}
