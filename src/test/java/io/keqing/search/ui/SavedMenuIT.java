package io.keqing.search.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import io.keqing.account.RecentSearches;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.SavedSearches;
import io.keqing.search.SearchResult.Hit;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is kept on the search screen, and what is chosen of the suggestions, without a browser over an index
/// in memory.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedMenuIT extends BrowserlessShell implements TestPropertyProvider {
    private static final Viewer LIN = new Viewer("lin", Set.of(Role.SUPPORT));

    @Inject
    Users users;

    @Inject
    CannedIndex index;

    @Inject
    SavedSearches searches;

    @Inject
    RecentSearches recent;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.indexer.enabled", "false", "keqing.sample.customers", "0", "test.canned", "true");
    }

    @BeforeAll
    void fill() {
        users.create("lin", "a password of lin's", Set.of(Role.SUPPORT));
        users.create("mei", "a password of mei's", Set.of(Role.SUPPORT));
        users.create("ana", "a password of ana's", Set.of(Role.ANALYST));
        for (int i = 0; i < 30; i++) {
            customer(i);
        }
    }

    private void customer(int i) {
        index.add(
                "customers",
                "c" + i,
                Map.of("name", "Customer " + i, "tier", i % 3 == 0 ? "gold" : "silver", "gender", "female"));
    }

    @BeforeEach
    void forget() {
        index.down = false;
        recent.clear(LIN);
        for (Viewer person : List.of(LIN, new Viewer("mei", Set.of(Role.SUPPORT)))) {
            searches.all(person).stream()
                    .filter(search -> search.changeable())
                    .forEach(search -> searches.delete(search.id(), person));
        }
    }

    private void open(String name, String address) {
        signIn(name, "a password of " + name + "'s");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        go(address);
    }

    private void go(String address) {
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private List<String> list() {
        Popover popover = $(SavedMenu.class)
                .single()
                .getChildren()
                .filter(Popover.class::isInstance)
                .map(Popover.class::cast)
                .findFirst()
                .orElseThrow();
        popover.setOpened(true);
        settle();
        return descendants(popover)
                .filter(each -> each instanceof Div row && row.hasClassName("saved-row"))
                .map(SavedMenuIT::text)
                .toList();
    }

    private Stream<Component> descendants(Component component) {
        return component.getChildren().flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
    }

    private static String text(Component row) {
        List<String> texts = new ArrayList<>();
        gather(row, texts);
        return String.join(" | ", texts);
    }

    private static void gather(Component component, List<String> texts) {
        switch (component) {
            case Anchor link -> texts.add(link.getText() + " → " + link.getHref());
            case Span span when !span.getText().isEmpty() -> texts.add(span.getText());
            case Button button -> texts.add("✎");
            default -> component.getChildren().forEach(child -> gather(child, texts));
        }
    }

    private Button star() {
        return $(Button.class).id("save-search");
    }

    private void save(String name, boolean shared) {
        test(star()).click();
        $(TextField.class).id("saved-name").setValue(name);
        $(Checkbox.class).id("saved-shared").setValue(shared);
        test($(Button.class).id("saved-save")).click();
        settle();
    }

    @Test
    void theStarKeepsWhatIsOnTheScreen_andTheListLeadsBackToIt() {
        open("lin", "search/customers?f.tier=gold");
        assertEquals("Save this search", star().getAriaLabel().orElse(""));
        save("Gold ones", false);
        assertEquals(
                "Rename, share or delete this search", star().getAriaLabel().orElse(""));
        assertEquals(List.of("Gold ones → search/customers?f.tier=gold | Customers · 1 filter | 10 | ✎"), list());
        save("Golden", true);
        assertEquals(List.of("Golden → search/customers?f.tier=gold | Customers · 1 filter · shared | 10 | ✎"), list());
        go("search/customers?f.tier=silver");
        assertEquals("Save this search", star().getAriaLabel().orElse(""));
        save("Golden", false);
        assertEquals(
                "You already have a search of this name",
                $(TextField.class).id("saved-name").getErrorMessage());
    }

    @Test
    void deletingTakesItOffTheList() {
        open("lin", "search/customers?f.tier=gold");
        save("Gold ones", false);
        test(star()).click();
        test($(Button.class).id("saved-delete")).click();
        settle();
        assertEquals(List.of(), list());
        assertEquals("Save this search", star().getAriaLabel().orElse(""));
    }

    @Test
    void whatIsNewIsCounted_untilOneLooks() {
        open("lin", "search/customers?f.tier=silver");
        save("Silver ones", false);
        go("search/customers");
        assertTrue($(Span.class).withId("saved-news").all().isEmpty());
        int before = index.hits.size();
        customer(before % 3 == 0 ? before + 1 : before);
        go("search/customers?f.tier=gold");
        list();
        assertEquals("1", $(Span.class).id("saved-news").getText());
        assertTrue(list().getFirst().contains("| 1 new |"), list().toString());
        go("search/customers?f.tier=silver");
        assertTrue($(Span.class).withId("saved-news").all().isEmpty());
        assertFalse(list().getFirst().contains("new"), list().toString());
    }

    @Test
    void twoWindowsWithTheAddressOfASavedSearchShowTheSame() {
        open("lin", "search/customers?f.tier=silver&q=Customer%201");
        save("Silver ones", true);
        String link = list().getFirst();
        String saved = link.substring(link.indexOf("→ ") + 2, link.indexOf(" | "));
        go(saved);
        List<String> one = screen();
        cleanVaadinEnvironment();
        initVaadinEnvironment();
        open("mei", saved);
        assertEquals(one, screen());
        assertTrue(one.getFirst().startsWith("8 customers"), one.toString());
        assertEquals(
                List.of("Silver ones → " + saved + " | Customers · Customer 1 · 1 filter · lin | 8"),
                list().subList(0, 1));
    }

    @SuppressWarnings("unchecked")
    private List<String> screen() {
        List<String> seen = new ArrayList<>(List.of($(Span.class).id("total").getText(), address()));
        Grid<Hit> grid = $(Grid.class).single();
        for (int i = 0; i < test(grid).size(); i++) {
            seen.add(test(grid).getRow(i).id().toString());
        }
        return seen;
    }

    @Test
    void aSharedSearchOnAHiddenFieldSaysSo() {
        open("lin", "search/customers?f.gender=female");
        save("Women", true);
        cleanVaadinEnvironment();
        initVaadinEnvironment();
        open("ana", "search/customers");
        assertEquals(List.of("Women | Asks about something hidden from you: Gender"), list());
    }

    @Test
    void whatWasTypedIsRecent_untilItIsCleared_andNumbersNeverAre() {
        open("lin", "search/customers?f.tier=gold");
        go("search/customers?q=Customer%202");
        go("search/customers?q=Customer%202&f.tier=silver");
        go("search/customers?q=13912345678");
        assertFalse(star().isEnabled());
        go("search/customers");
        assertEquals(
                List.of("Customer 2 → search/customers?q=Customer%202&f.tier=silver | Customers · 1 filter"), list());
        test($(Button.class).id("forget-recent")).click();
        assertEquals(List.of(), list());
        assertEquals(List.of(), recent.of(LIN));
    }

    @Test
    void anOutageLeavesTheListWithoutNumbers() {
        open("lin", "search/customers?f.tier=gold");
        save("Gold ones", false);
        index.down = true;
        assertEquals(List.of("Gold ones → search/customers?f.tier=gold | Customers · 1 filter | ✎"), list());
    }

    @Test
    void aChosenSuggestionIsTheNextQuestion() {
        open("lin", "search/customers?q=Cust&f.tier=gold");
        QuerySuggestions suggestions = $(QuerySuggestions.class).single();
        assertEquals("customers", suggestions.getElement().getProperty("type"));
        ComponentUtil.fireEvent(
                suggestions,
                new QuerySuggestions.ValueChosen(suggestions, true, "customers", "tier", "silver", "Customer 1"));
        settle();
        assertEquals("search/customers?q=Customer%201&f.tier=gold&f.tier=silver", address());
        ComponentUtil.fireEvent(
                suggestions, new QuerySuggestions.ValueChosen(suggestions, true, "interactions", "kind", "call", ""));
        settle();
        assertEquals("search/interactions?f.kind=call", address());
        ComponentUtil.fireEvent(
                $(QuerySuggestions.class).single(),
                new QuerySuggestions.QueryChosen(
                        $(QuerySuggestions.class).single(), true, "customers/search?q=Customer%203"));
        settle();
        assertEquals("search/customers?q=Customer%203", address());
        assertEquals("Customer 3", $(TextField.class).id("query").getValue());
        ComponentUtil.fireEvent(
                $(QuerySuggestions.class).single(),
                new QuerySuggestions.RecordChosen($(QuerySuggestions.class).single(), true, "customers", "crm", "c7"));
        assertTrue(address().startsWith("customer/crm/"), address());
    }
}
