package io.keqing.search.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.keqing.ui.BrowserlessShell;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.GuardedAction;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Questions with a wrong part, and questions that are refused: what the screens then still let people do.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedQuestionsIT extends BrowserlessShell implements TestPropertyProvider {
    private static final String WRONG = "a part of the question cannot be asked: \"tyre:gold\": there is no field tyre";

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
        users.create("odile", "odile's password", Set.of(Role.ANALYST));
        for (int i = 0; i < 9; i++) {
            index.add("customers", "c" + i, Map.of("name", "Customer " + i, "tier", "gold"));
        }
    }

    private void open(String address) {
        open(address, Locale.ENGLISH);
    }

    private void open(String address, Locale locale) {
        signIn("odile", "odile's password");
        UI.getCurrent().setLocale(locale);
        go(address);
    }

    private void go(String address) {
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private boolean acts() {
        boolean download = $(Anchor.class).id("download").isEnabled();
        assertEquals(download, $(Button.class).id("save-as-segment").isEnabled());
        assertEquals(download, $(Button.class).id("save-search").isEnabled());
        assertEquals(download, $(Button.class).id("their-interactions").isEnabled());
        return download;
    }

    private List<String> reasons() {
        return $(GuardedAction.class).all().stream()
                .map(place -> String.valueOf(place.getElement().getAttribute("aria-description")))
                .distinct()
                .toList();
    }

    @Test
    void whatActsOnAQuestionIsOffWhileAPartOfItIsWrong_andSaysWhy() {
        open("search/customers?q=Customer");
        assertTrue(acts());
        go("search/customers?q=Customer%20tyre:gold");
        assertFalse(acts());
        assertEquals(List.of(WRONG), reasons());
        assertTrue(grid().isVisible(), "the search itself goes on");
        assertEquals("9 customers · 7 ms · without «tyre:gold»", total());
        go("search/customers?q=Customer");
        assertTrue(acts());
    }

    @Test
    void theTotalSaysInChineseWhatItLeavesOut() {
        open("search/customers?q=Customer%20tyre:gold", Locale.SIMPLIFIED_CHINESE);
        assertTrue(total().endsWith("未按 «tyre:gold» 筛选"), total());
    }

    private String total() {
        return $(Span.class).id("total").getText();
    }

    private Grid<?> grid() {
        return $(Grid.class).all().getFirst();
    }

    private boolean showsAList() {
        return $(Grid.class).all().stream().anyMatch(Grid::isVisible);
    }

    @Test
    void aRefusedQuestionClearsTheList_itsTotalAndWhatActs() {
        for (String refused : List.of("q=(Customer", "f.nosuch=1", "q=" + "x".repeat(600))) {
            open("search/customers?q=Customer");
            assertTrue(showsAList());
            go("search/customers?" + refused);
            assertFalse(showsAList(), refused);
            assertEquals("", total(), refused);
            assertFalse(acts(), refused);
            assertTrue($(TextField.class).id("query").isInvalid(), refused);
            assertFalse($(TextField.class).id("query").getErrorMessage().isBlank(), refused);
        }
    }

    @Test
    void whatWasTypedStaysInTheBoxWhenItIsRefused() {
        open("search/customers?q=" + "x".repeat(600));
        assertEquals("x".repeat(600), $(TextField.class).id("query").getValue());
    }

    @Test
    void aDashboardTellsWhyItHasNoFigures() {
        for (String address : List.of(
                "satisfaction?measure=nosuch",
                "satisfaction?interval=fortnight",
                "satisfaction?f.nosuch=1",
                "kpis?f.channel=phone")) {
            open(address);
            assertTrue($(ErrorNotice.class).single().isVisible(), address);
        }
    }
}
