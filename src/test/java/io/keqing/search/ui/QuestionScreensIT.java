package io.keqing.search.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Role;
import io.keqing.record.RecordType;
import io.keqing.search.FieldNames;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Questions;
import io.keqing.search.SearchQuery;
import io.keqing.ui.BrowserlessShell;
import io.keqing.ui.ErrorNotice;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// All types at once, mistakes, and the ways from one type to another, without a browser.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionScreensIT extends BrowserlessShell implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    CannedIndex index;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.indexer.enabled", "false", "keqing.sample.customers", "0", "test.canned", "true");
    }

    @BeforeAll
    void fill() {
        users.create("mei", "mei's password", Set.of(Role.SUPPORT));
        for (int i = 0; i < 9; i++) {
            index.add("customers", "c" + i, Map.of("name", "Customer " + i, "tier", "gold"));
        }
        index.add("interactions", "i1", Map.of("subject", "Customer 7 called", "customer", "crm/c7", "kind", "call"));
    }

    @BeforeEach
    void reset() {
        index.down = false;
        index.asked.clear();
    }

    private void open(String address) {
        signIn("mei", "mei's password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private String address() {
        return URLDecoder.decode(
                UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters(), StandardCharsets.UTF_8);
    }

    private List<String> texts(String className) {
        return $(Div.class).all().stream()
                .filter(div -> div.hasClassName(className))
                .map(Div::getElement)
                .map(com.vaadin.flow.dom.Element::getTextRecursively)
                .toList();
    }

    @Test
    void theBestFewOfEachTypeStandUnderEachOther_withTheWayToAllOfThem() {
        open("search/all?q=Customer");
        assertEquals("10 found", $(Span.class).id("total").getText());
        assertEquals(6, texts("best-row").size());
        assertTrue(
                texts("best-row").getFirst().contains("Customer 0"),
                texts("best-row").toString());
        List<Anchor> all = $(Anchor.class).all().stream()
                .filter(anchor -> anchor.hasClassName("best-all"))
                .toList();
        assertEquals(List.of("Show all 9"), all.stream().map(Anchor::getText).toList());
        assertEquals("search/customers?q=Customer", all.getFirst().getHref());
        assertEquals(0, $(Tabs.class).single().getSelectedIndex());
    }

    /// As the browser tells it.
    private void choose(String id) {
        Tabs tabs = $(Tabs.class).single();
        Tab before = tabs.getSelectedTab();
        tabs.setSelectedTab($(Tab.class).id(id));
        ComponentUtil.fireEvent(tabs, new Tabs.SelectedChangeEvent(tabs, before, true));
    }

    @Test
    void theFirstTabLeadsThere_andTheWordsComeAlong() {
        open("search/customers?q=Customer");
        choose("tab-all");
        settle();
        assertEquals("search/all?q=Customer", address());
        choose("tab-interactions");
        settle();
        assertEquals("search/interactions?q=Customer", address());
    }

    @Test
    void anOutageIsABannerHereToo() {
        index.down = true;
        open("search/all?q=Customer");
        assertTrue($(ErrorNotice.class).single().isVisible());
        index.down = false;
        test($(Button.class).id("retry")).click();
        settle();
        assertEquals("10 found", $(Span.class).id("total").getText());
    }

    @Test
    void aWrongPartIsExplainedBelowTheBox_andTheRestIsShown() {
        for (String place : List.of("search/customers", "search/all")) {
            open(place + "?q=Customer%207%20tyre:gold");
            assertEquals(List.of("tyre:goldthere is no field tyre"), texts("mistake"), place);
            assertFalse($(TextField.class).id("query").isInvalid());
            String total = $(Span.class).id("total").getText();
            assertTrue(total.matches("(1 customers · 7 ms|2 found) · without «tyre:gold»"), place + total);
            open(place + "?q=Customer%207");
            assertEquals(List.of(), texts("mistake"), place);
        }
    }

    @Test
    void fromCustomersToTheirRecords_andBack() {
        open("search/customers?q=Customer&f.tier=gold");
        test($(Button.class).id("their-interactions")).click();
        settle();
        assertEquals("search/interactions?q=of:customers(Customer tier:gold)", address());
        test($(Button.class).id("their-customers")).click();
        settle();
        assertEquals("search/customers?q=has:interactions(of:customers(Customer tier:gold))", address());
    }

    @Test
    void aQuestionThatWouldBecomeTooLongIsRefused_notCut() {
        open("search/customers?q=" + "x".repeat(505));
        test($(Button.class).id("their-interactions")).click();
        settle();
        assertTrue($(TextField.class).id("query").getErrorMessage().contains("512"));
        assertEquals("search/customers?q=" + "x".repeat(505), address());
    }

    @Test
    void aQuestionBecomesAConditionWhole_whateverWasTyped() {
        RecordType customers = type(CustomerFields.ALL);
        RecordType interactions = type(InteractionFields.ALL);
        SearchQuery question = SearchQuery.all("customers")
                .withWords("(a OR b) \"c\"")
                .withFilters(List.of(
                        new Filter("city", List.of(new Condition.Is("New York"), new Condition.Missing())),
                        new Filter("points", List.of(new Condition.Between("5", null, false)))));
        assertEquals(
                "of:customers((a OR b) \"c\" city:\"New York\",\"\" points:5..)",
                TheirRecords.of(customers, interactions, QUESTIONS.clause(question))
                        .words());
        assertEquals(
                "of:customers",
                TheirRecords.of(customers, interactions, QUESTIONS.clause(SearchQuery.all("customers")))
                        .words());
        assertEquals(
                "has:interactions(last 30 days)",
                QUESTIONS
                        .having(
                                customers.name(),
                                SearchQuery.all("interactions").withWords("最近30天"))
                        .words());
        assertThrows(
                InvalidQueryException.class,
                () -> QUESTIONS.clause(SearchQuery.all("customers").withWords("a \"open")),
                "half a question is none");
    }

    private static final Questions QUESTIONS = new Questions(
            new FieldNames(List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL), type -> List.of()));

    private static RecordType type(FieldSet fields) {
        return new RecordType(
                fields, fields.type(), fields.type(), "", Map.of(), List.of(), "0", Map.of(), RecordType.Known.BY_ROW);
    }

    @Test
    void aConditionIsPutTogetherWithoutKnowingTheGrammar() {
        open("search/customers?q=Customer");
        test($(Button.class).id("build")).click();
        roundTrip();
        assertEquals("has:interactions", $(Code.class).id("build-written").getText());
        test($(Button.class).id("build-add")).click();
        settle();
        assertEquals("search/customers?q=Customer has:interactions", address());
    }
}
