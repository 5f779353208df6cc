package io.keqing.customer.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.customer.CustomerFields;
import io.keqing.customer.Duplicates.Apart;
import io.keqing.customer.Duplicates.Likely;
import io.keqing.customer.MatchQueue;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.Merge;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.ui.BrowserlessShell;
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

/// The screen of duplicates without a browser, on a real PostgreSQL.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicatesViewIT extends BrowserlessShell implements TestPropertyProvider {
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));

    @Inject
    Users users;

    @Inject
    RecordEditor editor;

    @Inject
    RecordStore store;

    @Inject
    RecordTypes types;

    @Inject
    MatchQueue queue;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.sample.customers", "0");
    }

    @BeforeAll
    void makeUsers() {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        users.create("ana", "ana's password", Set.of(Role.ANALYST));
    }

    private RecordType customers() {
        return types.get(CustomerFields.TYPE);
    }

    private void put(String source, String id, Map<String, String> fields) {
        editor.replace(customers(), new RecordId(source, id), fields, ADMIN);
    }

    private Document customer(String source, String id) {
        return store.find(customers(), new RecordId(source, id)).orElseThrow();
    }

    private void open(String address) {
        for (int i = 0; i < 100 && queue.waiting() > 0; i++) {
            queue.compareNext();
        }
        signIn("lin", "lin's password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    @SuppressWarnings("unchecked")
    private <T> Grid<T> grid(String id) {
        return (Grid<T>) $(Grid.class).id(id);
    }

    private NativeButton value(String text) {
        return $(NativeButton.class).all().stream()
                .filter(button -> shown(button).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static String shown(Component button) {
        return button.getChildren()
                .filter(Span.class::isInstance)
                .map(span -> ((Span) span).getText())
                .findFirst()
                .orElse("");
    }

    private static String pressed(NativeButton button) {
        return button.getElement().getAttribute("aria-pressed");
    }

    private Button button(Component cell) {
        return (Button) cell;
    }

    private String told() {
        Notification last = $(Notification.class).all().getLast();
        return shown(last.getChildren().findFirst().orElseThrow());
    }

    @Test
    void theChosenValueWins_andTheMergeIsTakenBackFromTheList() {
        put("one", "a", Map.of("phone", "13700100001", "tier", "gold", "name", "Ann"));
        put("one", "b", Map.of("phone", "13700100001", "tier", "silver", "name", "Ann", "city", "Rome"));
        open("duplicates?source=one");
        assertEquals("1 group", $(Span.class).id("groups-total").getText());
        assertEquals("true", pressed(value("gold")));
        assertEquals("true", pressed(value("Rome")));
        assertEquals("false", pressed(value("silver")));
        test(value("silver")).click();
        assertEquals("false", pressed(value("gold")));
        test($(Button.class).id("merge")).click();
        assertEquals("one/b is merged into one/a", told());
        assertEquals("a", customer("one", "b").id().id());
        assertEquals("silver", customer("one", "a").get(CustomerFields.TIER));
        assertEquals("Rome", customer("one", "a").get(CustomerFields.CITY));

        editor.change(customers(), new RecordId("one", "a"), Map.of("city", "Bonn"), ADMIN);
        $(Tabs.class).first().setSelectedIndex(1);
        Grid<Merge> merges = grid("merges");
        Merge merge = test(merges).getRow(0);
        assertEquals(List.of("city", "tier"), merge.written());
        assertEquals("Ann · one/a", test(merges).getCellText(0, 0));
        test(button(test(merges).getCellComponent(0, 5))).click();
        assertEquals(
                "one/b is on its own again, with no entries. Written since and therefore left as is: City", told());
        assertEquals("gold", customer("one", "a").get(CustomerFields.TIER));
        assertEquals("Bonn", customer("one", "a").get(CustomerFields.CITY));
        assertEquals("b", customer("one", "b").id().id());
    }

    @Test
    void thoseKeptApart_leaveTheList_untilTheDecisionIsTakenBack() {
        put("two", "a", Map.of("email", "x@two.example"));
        put("two", "b", Map.of("email", "X@two.example"));
        open("duplicates?source=two");
        test($(Button.class).id("keep-apart")).click();
        assertEquals("No groups", $(Span.class).id("groups-total").getText());
        assertFalse($(Button.class).withId("merge").exists());
        $(Tabs.class).first().setSelectedIndex(2);
        Grid<Apart> decisions = grid("kept-apart");
        assertEquals("lin", test(decisions).getRow(0).user());
        test(button(test(decisions).getCellComponent(0, 4))).click();
        $(Tabs.class).first().setSelectedIndex(0);
        Grid<Likely> groups = grid("groups");
        assertEquals(1, test(groups).size());
    }

    @Test
    void theTwoChangePlaces() {
        put("swap", "a", Map.of("email", "x@swap.example"));
        put("swap", "b", Map.of("email", "x@swap.example"));
        open("duplicates?source=swap");
        test($(Button.class).id("swap")).click();
        test($(Button.class).id("merge")).click();
        assertEquals("b", customer("swap", "a").id().id());
    }

    @Test
    void whoMayNotMerge_doesNotSeeItInTheMenu() {
        open("");
        assertTrue(menu().contains("Duplicates"));
        signIn("ana", "ana's password");
        UI.getCurrent().navigate("duplicates");
        assertFalse($(DuplicatesView.class).exists());
    }

    private List<String> menu() {
        return $(SideNavItem.class).all().stream().map(SideNavItem::getLabel).toList();
    }
}
