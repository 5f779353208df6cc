package io.keqing.search.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.internal.JacksonSerializer;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.BrowserlessShell;
import io.keqing.ui.ErrorNotice;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The search screen without a browser, over an index in memory.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchViewIT extends BrowserlessShell implements TestPropertyProvider {
    private static final List<String> TIERS = List.of("gold", "silver", "plain");
    private static final List<String> CITIES = List.of("上海", "北京", "Köln");

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
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        IntStream.range(0, 120)
                .forEach(i -> index.add(
                        "customers",
                        "c" + i,
                        Map.of(
                                "name",
                                "Customer " + i,
                                "tier",
                                TIERS.get(i % 3),
                                "city",
                                CITIES.get(i % 2),
                                "orders",
                                (double) i)));
        index.add("interactions", "i1", Map.of("subject", "Customer 7 called", "customer", "crm/c7", "kind", "call"));
    }

    @BeforeEach
    void reset() {
        index.down = false;
        index.asked.clear();
    }

    private void open(String address) {
        signIn("lin", "lin's password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private String total() {
        return $(Span.class).id("total").getText();
    }

    private String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private Checkbox box(String label) {
        return $(Checkbox.class).all().stream()
                .filter(box -> box.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private String count(String label) {
        return box(label)
                .getParent()
                .flatMap(row -> row.getChildren().skip(1).findFirst())
                .map(count -> ((Span) count).getText())
                .orElseThrow();
    }

    private void choose(String label) {
        test(box(label)).click();
        settle();
    }

    @SuppressWarnings("unchecked")
    private Grid<Hit> grid() {
        return $(Grid.class).single();
    }

    @Test
    void everythingIsThereAtFirst() {
        open("");
        assertEquals("120 customers · 7 ms", total());
        assertEquals("Customer 0", test(grid()).getRow(0).fields().get("name"));
        assertEquals("Customer 119", test(grid()).getRow(119).fields().get("name"));
    }

    @Test
    void choosingATier_keepsTheOtherTiersCounted() {
        open("");
        choose("gold");
        assertEquals("search/customers?f.tier=gold", address());
        assertEquals("40 customers · 7 ms", total());
        assertEquals("40", count("silver"));
        choose("silver");
        assertEquals("80 customers · 7 ms", total());
        choose("北京");
        assertEquals("40 customers · 7 ms", total());
        assertTrue(address().startsWith("search/customers?f.tier=gold&f.tier=silver&f.city="), address());
    }

    @Test
    void anAddressShowsWhatItAsksFor() {
        open("search/customers?q=Customer%201&f.tier=gold&f.tier=silver&f.city=%E4%B8%8A%E6%B5%B7");
        assertEquals("Customer 1", $(TextField.class).id("query").getValue());
        assertTrue(box("gold").getValue());
        assertTrue(box("silver").getValue());
        assertTrue(box("上海").getValue());
        assertFalse(box("plain").getValue());
        assertEquals(3, chips());
    }

    private long chips() {
        return $(Button.class).all().stream()
                .filter(button -> button.getAriaLabel().orElse("").startsWith("Remove the filter"))
                .count();
    }

    @Test
    void aChipTakesItsFilterAway_andClearAllTakesAll() {
        open("search/customers?f.tier=gold&f.city=%E4%B8%8A%E6%B5%B7");
        test($(Button.class).all().stream()
                        .filter(button -> button.getAriaLabel().orElse("").equals("Remove the filter Tier: gold"))
                        .findFirst()
                        .orElseThrow())
                .click();
        settle();
        assertEquals("search/customers?f.city=%E4%B8%8A%E6%B5%B7", address());
        test($(Button.class).id("clear-filters")).click();
        settle();
        assertEquals("search/customers", address());
        assertEquals("120 customers · 7 ms", total());
    }

    @Test
    void aChosenValueWithoutRecordsStaysInSight() {
        open("search/customers?f.tier=gold&f.city=K%C3%B6ln");
        assertEquals("0 customers · 7 ms", total());
        assertTrue(box("Köln").getValue());
        assertEquals("0", count("Köln"));
    }

    @Test
    void anOutageIsABanner_neverAnEmptyList() {
        index.down = true;
        open("");
        assertTrue($(ErrorNotice.class).single().isVisible());
        assertEquals("", total());
        index.down = false;
        test($(Button.class).id("retry")).click();
        settle();
        assertEquals("120 customers · 7 ms", total());
        assertTrue($(ErrorNotice.class).all().isEmpty());
    }

    @Test
    void anInvalidQueryIsExplainedUnderTheBox() {
        open("search/customers?q=(open");
        TextField box = $(TextField.class).id("query");
        assertTrue(box.isInvalid());
        assertEquals("a bracket that opens must close, was open at 1", box.getErrorMessage());
    }

    @Test
    void anAddressWithAnUnknownFieldIsExplainedToo() {
        open("search/customers?f.colour=red");
        assertTrue($(TextField.class).id("query").isInvalid());
        assertTrue($(TextField.class).id("query").getErrorMessage().contains("colour"));
    }

    @Test
    void eachTabTellsHowManyItsTypeHas() {
        open("search/customers?q=Customer%207");
        assertEquals(
                List.of("12", "11", "1", "0"),
                $(Span.class).all().stream()
                        .filter(span -> span.hasClassName("tab-count"))
                        .map(Span::getText)
                        .toList());
    }

    /// What the browser gets, not what the screen hands over: a value that is written as something else shows nothing.
    @Test
    void everyCellOfARowReachesTheBrowserAsItsText() {
        open("search/customers?q=Customer%207");
        Hit first = test(grid()).getRow(0);
        String sent = grid().getColumns().stream()
                .map(column -> ((LitRenderer<Hit>) column.getRenderer()).getValueProviders())
                .flatMap(properties -> properties.values().stream())
                .map(property -> JacksonSerializer.toJson(property.apply(first)).toString())
                .collect(Collectors.joining("\n"));
        assertTrue(sent.contains("[{\"text\":\"\",\"hit\":false},{\"text\":\"Customer 7\",\"hit\":true}"), sent);
        assertTrue(sent.contains("[{\"text\":\"silver\",\"hit\":false}]"), sent);
        assertTrue(sent.contains("[{\"text\":\"北京\",\"hit\":false}]"), sent);
    }
}
