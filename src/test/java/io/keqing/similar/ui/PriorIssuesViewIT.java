package io.keqing.similar.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordTypes;
import io.keqing.similar.Judgements;
import io.keqing.similar.VectorWorker;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The screens of prior issues without a browser, on the real engines and models.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriorIssuesViewIT extends BrowserlessShell implements TestPropertyProvider {
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));

    @Inject
    Users users;

    @Inject
    RecordEditor editor;

    @Inject
    RecordTypes types;

    @Inject
    VectorWorker worker;

    @Inject
    Judgements judgements;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.zone", "UTC", "keqing.vectors.enabled", "true");
    }

    @BeforeAll
    void fill() throws InterruptedException {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        put("customers", "ann", Map.of("name", "Ann Walker"));
        put(
                "interactions",
                "solved",
                Map.of(
                        "customer", "ann",
                        "kind", "case",
                        "status", "resolved",
                        "subject", "Kettle leaks",
                        "body", "Water runs out of the bottom of the kettle",
                        "resolution", "Sent a new seal",
                        "at", "2025-03-01T08:00:00Z",
                        "resolvedAt", "2025-03-02T08:00:00Z"));
        put(
                "interactions",
                "open",
                Map.of("kind", "case", "status", "open", "body", "My kettle drips", "at", "2025-04-01T08:00:00Z"));
        for (int i = 0; i < 3; i++) {
            put(
                    "interactions",
                    "dark" + i,
                    Map.of(
                            "kind",
                            "case",
                            "status",
                            "open",
                            "body",
                            "灯泡不亮了",
                            "at",
                            "2025-05-0" + (i + 1) + "T08:00:00Z"));
        }
        for (int i = 0; i < 600 && !worker.progress().state().equals("done"); i++) {
            Thread.sleep(100);
        }
        assertEquals("done", worker.progress().state());
        Thread.sleep(1_200);
    }

    private void put(String type, String id, Map<String, Object> record) {
        editor.replace(types.get(type), new io.keqing.field.RecordId("shop", id), record, ADMIN);
    }

    @BeforeEach
    void enter() {
        signIn("lin", "lin's password");
        UI.getCurrent().setLocale(java.util.Locale.ENGLISH);
    }

    private void open(String address) {
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private void ask(String text) {
        test($(TextArea.class).id("issue")).setValue(text);
        test($(Button.class).id("find")).click();
        settle();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    private List<IssueCard> cards() {
        return $(IssueCard.class).all();
    }

    @Test
    void aPastedProblem_findsHowItWasSolved_withTheReason() {
        open("prior-issues");
        ask("The water boiler is not tight, it is wet underneath");
        String first = text(cards().getFirst());
        assertTrue(first.contains("Kettle leaks") && first.contains("meaning"), first);
        assertTrue(first.contains("Sent a new seal") && first.contains("solved in 24 h"), first);
        assertTrue(text($(Div.class).id("often")).contains("12 months"));
    }

    @Test
    void aThumb_isKept() {
        open("prior-issues");
        ask("kettle leaks");
        cards().getFirst()
                .getChildren()
                .flatMap(Component::getChildren)
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> "This helps".equals(button.getAriaLabel().orElse("")))
                .findFirst()
                .orElseThrow()
                .click();
        assertTrue(judgements.all().stream()
                .anyMatch(each -> each.good()
                        && each.text().equals("kettle leaks")
                        && each.id().id().equals("solved")));
    }

    @Test
    void fromARecordOfACustomer_theirOwnComeFirst() {
        open("prior-issues?like=interactions/shop/open&customer=shop/ann");
        assertEquals("My kettle drips", $(TextArea.class).id("issue").getValue());
        assertTrue(text($(Section.class).id("own")).contains("Kettle leaks"));
        assertFalse(text($(Section.class).id("others")).contains("Kettle leaks"));
        assertTrue(cards().stream().noneMatch(card -> text(card).contains("shop/open")), "a record is not like itself");
    }

    @Test
    void whatSaysNothing_isRefusedInWords_andFiltersNarrow() {
        open("prior-issues");
        ask("…");
        assertTrue(text($(PriorIssuesView.class).single()).contains("letter or a digit"));
        ask("kettle");
        assertEquals(2, cards().size());
        test($(Checkbox.class).id("solved-first")).click();
        settle();
        assertEquals(2, cards().size());
        ask("zebra crossing in Paris");
        assertTrue(
                cards().isEmpty(), cards().stream().map(PriorIssuesViewIT::text).collect(Collectors.joining("|")));
        assertTrue(text($(Section.class).id("others")).contains("Nothing like it was found"));
    }

    @Test
    void aRecordThatTellsOfNoIssue_isSaidToBeOne() {
        put("interactions", "order", Map.of("kind", "order", "subject", "Two kettles"));
        open("prior-issues?like=interactions/shop/order");
        assertTrue(text($(PriorIssuesView.class).single()).contains("tells of no issue"));
        assertTrue(cards().isEmpty());
    }

    @Test
    void openCasesStandInTopics_ofThePeriodInTheAddress() {
        open("topics?from=2025-05-01&to=2025-05-31");
        Details topic = $(Details.class).all().getFirst();
        assertTrue(text(topic.getSummary()).contains("3 cases"), text(topic.getSummary()));
        assertTrue(text(topic).contains("灯泡不亮了"));
        open("topics?from=2024-05-01&to=2024-05-31");
        assertTrue($(Details.class).all().isEmpty());
        assertTrue(text($(Div.class).id("topics")).contains("No issue came up three times"));
    }
}
