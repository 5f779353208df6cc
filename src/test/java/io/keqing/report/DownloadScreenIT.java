package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.embedded.TestDatabase;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The button above the result grid.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadScreenIT extends BrowserlessShell implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    CannedRows rows;

    @Factory
    @Requires(property = "test.downloads")
    static final class Rows {
        @Singleton
        @Replaces(StoredRows.class)
        CannedRows rows() {
            return new CannedRows(List.of(new Hit(
                    "customers", 1, new RecordId("crm", "007"), 1, Map.of("tier", "gold"), Map.of(), List.of())));
        }
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("keqing.indexer.enabled", "false");
        properties.put("keqing.sample.customers", "0");
        properties.put("test.downloads", "true");
        // the button acts on a question that was answered whole
        properties.put("test.canned", "true");
        return properties;
    }

    @BeforeAll
    void makeUsers() {
        users.create("mona", "mona's password", Set.of(Role.MANAGER));
        users.create("sam", "sam's password", Set.of(Role.SUPPORT));
    }

    private void open(String name, String address) {
        signIn(name, name + "'s password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    @Test
    void aManagerTakesAwayTheSearchOnTheScreen() throws IOException {
        open("mona", "search/customers?f.tier=gold");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        test($(Anchor.class).id("download")).download(file);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()))) {
            assertEquals("007", book.getSheet("Customers").getRow(1).getCell(1).getStringCellValue());
            StringBuilder about = new StringBuilder();
            book.getSheet("About")
                    .forEach(row -> row.forEach(cell -> about.append(cell).append('\n')));
            assertTrue(about.toString().contains("Tier: gold"), about.toString());
            assertTrue(about.toString().contains("/search/customers?f.tier=gold"), about.toString());
            assertTrue(about.toString().contains("mona"), about.toString());
        }
    }

    @Test
    void supportSeesNoSuchButton() {
        open("sam", "search/customers");
        assertFalse($(Anchor.class).all().stream()
                .anyMatch(anchor -> anchor.getId().filter("download"::equals).isPresent()));
    }

    @Test
    void anOutageIsToldOnTheScreen_andThereIsNoFile() {
        open("mona", "search/customers");
        rows.fails = true;
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            test($(Anchor.class).id("download")).download(file);
            assertEquals(0, file.size());
            roundTrip();
            assertTrue(test($(Notification.class).single()).getText().contains("does not answer"));
        } finally {
            rows.fails = false;
        }
    }
}
