package io.keqing.profile.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.router.Location;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordTypes;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchUrl;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The customer's page without a browser, on the real engines.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerViewIT extends BrowserlessShell implements TestPropertyProvider {
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final int VISITS = 120;

    @Inject
    Users users;

    @Inject
    RecordEditor editor;

    @Inject
    RecordTypes types;

    @Inject
    SearchIndex index;

    @Inject
    SearchUrl url;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.sample.customers", "0", "keqing.zone", "UTC");
    }

    @BeforeAll
    void fill() {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        users.create("ana", "ana's password", Set.of(Role.ANALYST));
        put("customers", "busy", Map.of("name", "Busy Walker", "tier", "gold", "province", "Bayern"));
        put("customers", "calm", Map.of("name", "Calm Walker", "tier", "gold", "province", "Bayern"));
        put("customers", "new", Map.of("name", "New Walker"));
        for (int i = 0; i < VISITS; i++) {
            put("interactions", "v" + i, Map.of("customer", "busy", "kind", "visit", "channel", "store", "at", day(i)));
        }
        put("interactions", "o1", order("busy", 10, "Lamp"));
        put("interactions", "o2", order("busy", 50, "Lamp"));
        put("interactions", "o3", order("calm", 50, "Lamp"));
        put(
                "interactions",
                "c1",
                Map.of(
                        "customer",
                        "busy",
                        "kind",
                        "case",
                        "channel",
                        "phone",
                        "status",
                        "open",
                        "subject",
                        "Lamp broken",
                        "at",
                        day(3),
                        "dueAt",
                        "2025-02-01T00:00:00Z"));
        put("feedback", "f1", Map.of("customer", "busy", "kind", "survey", "nps", 9, "at", day(5)));
        untilFound("customers/search?q=walker&f.source=page", 3);
        untilFound("interactions/search?f.source=page&f.kind=order", 3);
    }

    private static String day(int i) {
        return Instant.parse("2025-01-01T10:00:00Z").plusSeconds(86_400L * i).toString();
    }

    private static Map<String, Object> order(String customer, int day, String product) {
        return Map.of(
                "customer",
                customer,
                "kind",
                "order",
                "channel",
                "web",
                "amount",
                20 + day,
                "product",
                product,
                "at",
                day(day));
    }

    private void put(String type, String id, Map<String, ?> values) {
        editor.replace(types.get(type), new io.keqing.field.RecordId("page", id), values, ADMIN);
    }

    private void untilFound(String address, long total) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (index.search(url.read(address), ADMIN).total() != total) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not found within a minute: " + address);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    private void open(String user, String address) {
        signIn(user, user + "'s password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    @SuppressWarnings("unchecked")
    private Grid<Entry> grid() {
        return (Grid<Entry>) $(Grid.class).id("timeline");
    }

    private Button kind(String label) {
        return $(Button.class).all().stream()
                .filter(button -> button.getText().equals(label) && button.hasClassName("kind-button"))
                .findFirst()
                .orElseThrow();
    }

    private static String number(Button kind) {
        return text(kind.getIcon());
    }

    @Test
    void theHead_hasFacts_thatSayWhyOnAClick() {
        open("lin", "customer/page/busy");
        assertTrue(text($(NativeButton.class).id("fact-orders")).contains("2"));
        assertTrue(text($(NativeButton.class).id("fact-openCases")).contains("1"));
        assertTrue(text($(NativeButton.class).id("fact-medianGap")).contains("40"));
        Popover why = $(Popover.class).all().stream()
                .filter(popover -> popover.getAriaLabel().orElse("").equals("Orders"))
                .findFirst()
                .orElseThrow();
        why.open();
        roundTrip();
        String said = why.getChildren().map(CustomerViewIT::text).collect(Collectors.joining());
        assertTrue(said.contains("Interactions of kind order"), said);
        Button show = (Button) why.getChildren()
                .flatMap(Component::getChildren)
                .filter(Button.class::isInstance)
                .findFirst()
                .orElseThrow();
        show.click();
        assertEquals("2 entries", $(Span.class).id("story-total").getText());
        assertEquals("true", kind("Order").getElement().getAttribute("aria-pressed"));
    }

    @Test
    void theStory_isCountedUnderEveryChoice_andLoadsOnToItsEnd() {
        open("lin", "customer/page/busy");
        assertEquals("124 entries", $(Span.class).id("story-total").getText());
        assertEquals("120", number(kind("Visit")));
        assertEquals("1", number(kind("Survey")));
        test(kind("Visit")).click();
        settle();
        assertEquals("120 entries", $(Span.class).id("story-total").getText());
        assertEquals("120", number(kind("Store")));
        assertEquals("0", number(kind("Web")));
        assertEquals("2", number(kind("Order")), "its own row is not narrowed");
        assertEquals("v0", test(grid()).getRow(VISITS - 1).id().id());
    }

    @Test
    void aJumpToADay_beginsThere_andLeadsBack() {
        open("lin", "customer/page/busy");
        $(DatePicker.class).id("jump").setValue(LocalDate.of(2025, 1, 31));
        settle();
        assertEquals("v30", test(grid()).getRow(0).id().id());
        long newer = IntStream.range(31, VISITS).count() + 1;
        assertTrue(
                text($(Div.class).id("newer")).startsWith(newer + " newer entries"),
                text($(Div.class).id("newer")));
        test($(Button.class).id("newest")).click();
        settle();
        assertEquals("v119", test(grid()).getRow(0).id().id());
    }

    @Test
    void openCasesComeFirst_andOpenInPlace() {
        open("lin", "customer/page/busy");
        Details open = $(Details.class).all().getFirst();
        assertTrue(text(open.getSummary()).contains("Lamp broken"));
        assertTrue(text(open.getSummary()).contains("overdue since"));
        open.setOpened(true);
        assertTrue(open.getContent()
                .map(CustomerViewIT::text)
                .collect(Collectors.joining())
                .contains("Open"));
    }

    @Test
    void habitsAndSimilarCustomers_followBesideThePage() {
        open("lin", "customer/page/busy");
        String habits = text($(Div.class).id("habits"));
        assertTrue(habits.contains("Lamp") && habits.contains("40 (median of 1)"), habits);
        String similar = text($(Div.class).id("similar"));
        assertTrue(similar.contains("Calm Walker") && similar.contains("Lamp ×1"), similar);
    }

    @Test
    void anAnalyst_seesNoNameOfASimilarCustomer() {
        open("ana", "customer/page/busy");
        String similar = text($(Div.class).id("similar"));
        assertTrue(similar.contains("Lamp ×1"), similar);
        assertFalse(similar.contains("Calm Walker"), similar);
        assertFalse(text($(CustomerView.class).single()).contains("Walker"));
    }

    @Test
    void theBrief_isADialogWithAllItsParts() {
        open("lin", "customer/page/busy");
        test($(Button.class).id("brief")).click();
        String brief = text($(Div.class).id("brief-content"));
        for (String part : List.of("Busy Walker", "Open cases (1)", "Lamp broken", "Promised and due (1)", "NPS 9")) {
            assertTrue(brief.contains(part), brief);
        }
        $(Dialog.class).single().close();
    }

    @Test
    void whoHasNothing_hasAPageThatSaysSo() {
        open("lin", "customer/page/new");
        String page = text($(CustomerView.class).single());
        assertTrue(page.contains("Nothing has happened yet"), page);
        assertTrue(page.contains("No order yet"), page);
        assertTrue(page.contains("No scored answer yet"), page);
        assertFalse($(Div.class).all().stream()
                .anyMatch(div -> div.getId().orElse("").equals("open-cases") && div.isVisible()));
    }

    @Test
    void theListOneCameFrom_isInTheAddress_withItsNeighbours() {
        open("lin", "customer/page/calm?in=customers/search?q%3Dwalker%26f.source%3Dpage%26sort%3Dname");
        String previous = $(Anchor.class).id("previous-record").getHref();
        String next = $(Anchor.class).id("next-record").getHref();
        assertTrue(previous.startsWith("customer/page/busy?in="), previous);
        assertTrue(next.startsWith("customer/page/new?in="), next);
        assertTrue($(Anchor.class).id("to-list").getHref().startsWith("search/customers?q=walker"));
        open("lin", next);
        assertTrue($(Anchor.class).id("previous-record").getHref().startsWith("customer/page/calm?in="));
        assertTrue(
                $(Anchor.class).all().stream()
                        .noneMatch(link -> link.getId().orElse("").equals("next-record")),
                "the last one");
        open("lin", "customer/page/busy?in=customers/search?f.nonsense%3D1");
        assertEquals("124 entries", $(Span.class).id("story-total").getText());
    }
}
