package io.keqing.importing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadTester;
import io.keqing.account.Users;
import io.keqing.importing.PresetMatch;
import io.keqing.privacy.Role;
import io.keqing.record.RecordType;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The screen of imports without a browser.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportViewIT extends BrowserlessShell implements TestPropertyProvider {
    private static final String CASES =
            "Record Id,Case Owner,Subject,Status,Priority,Case Origin,Created Time,Related To.id\n"
                    + "zcrm_9,Bo,Kettle leaks,New,High,Phone,2024-05-01 08:00:00,zcrm_1\n";

    @Inject
    Users users;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.sample.customers", "0");
    }

    @BeforeAll
    void makeUsers() {
        users.create("root", "root's password", Set.of(Role.ADMIN));
    }

    private void choose(String name, String file) {
        signIn("root", "root's password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        UI.getCurrent().navigate("import");
        new UploadTester<>($(Upload.class).id("file")).upload(name, "text/csv", file.getBytes(StandardCharsets.UTF_8));
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private Select<PresetMatch> known() {
        return (Select<PresetMatch>) $(Select.class).id("known");
    }

    private String mapping() {
        return $(TextArea.class).id("mapping").getValue();
    }

    @Test
    void aFileThatAPresetKnows_isOfferedThatPresetFirst_andSaysOnWhatItWasBuilt() {
        choose("Cases.csv", CASES);
        assertTrue(known().isVisible());
        assertEquals("zoho-cases", known().getValue().preset().name());
        assertTrue(known().getHelperText().startsWith("Built on "), known().getHelperText());
        assertTrue(mapping().contains("\"subject\" : \"Subject\""), mapping());
        assertFalse(mapping().contains("Solution"), "the file has no such column: " + mapping());
        assertEquals("zoho", mapping().replaceAll("(?s).*\"source\" : \"([^\"]*)\".*", "$1"));
    }

    @Test
    void aFileThatNoPresetKnows_isGuessedAsEver() {
        choose("shop.csv", "customer id,name\n1,Ann\n");
        assertFalse($(Select.class).all().stream()
                .anyMatch(select -> "known".equals(select.getId().orElse(""))));
        assertTrue(mapping().contains("customer id"), mapping());
    }

    @Test
    @SuppressWarnings("unchecked")
    void anotherType_isGuessedForAFileThatAPresetKnows() {
        choose("Cases.csv", CASES);
        Select<RecordType> type = $(Select.class).all().stream()
                .filter(select -> !"known".equals(select.getId().orElse("")))
                .findFirst()
                .orElseThrow();
        assertEquals("interactions", type.getValue().name());
        test(type).selectItem("Feedback");
        assertTrue(mapping().contains("\"feedback\""), mapping());
        assertTrue(known().isEmpty());
        test(known()).selectItem("Zoho CRM cases");
        assertTrue(mapping().contains("\"zoho\""), mapping());
    }
}
