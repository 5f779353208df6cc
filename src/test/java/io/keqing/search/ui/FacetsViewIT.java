package io.keqing.search.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import io.keqing.account.Choices;
import io.keqing.account.Users;
import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.Role;
import io.keqing.record.RunTimeField;
import io.keqing.record.RunTimeFields;
import io.keqing.record.RunTimeOrigin;
import io.keqing.record.RunTimeScope;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The panel and the list beside it without a browser, over an index in memory.
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacetsViewIT extends BrowserlessShell implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    Choices choices;

    @Inject
    RunTimeFields runTimeFields;

    @Inject
    CannedIndex index;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.indexer.enabled", "false", "keqing.sample.customers", "0", "test.canned", "true");
    }

    @BeforeAll
    void fill() {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        users.create("ada", "ada's password", Set.of(Role.ADMIN));
        users.create("ana", "ana's password", Set.of(Role.ANALYST));
        IntStream.range(0, 200)
                .forEach(i -> index.add(
                        "customers",
                        "c" + i,
                        i % 4 == 0
                                ? Map.of("name", "Customer %03d".formatted(i), "city", "城" + i % 30)
                                : Map.of(
                                        "name",
                                        "Customer %03d".formatted(i),
                                        "city",
                                        "城" + i % 30,
                                        "tier",
                                        i % 2 == 0 ? "gold" : "silver")));
        runTimeFields.ensure(
                "customers",
                RunTimeOrigin.NONE,
                Map.of(
                        new RunTimeScope("attributes", ""),
                        Map.of(
                                "shoe",
                                new RunTimeFields.Guess(
                                        RunTimeField.Kind.NUMBER, Sensitivity.OPEN, new Label("鞋码", "Shoe size"), null),
                                "secret",
                                new RunTimeFields.Guess(
                                        RunTimeField.Kind.TEXT, Sensitivity.SECRET, new Label("密", "Secret"), null))));
    }

    @BeforeEach
    void reset() {
        index.down = false;
        index.busy = false;
        index.error = 0;
    }

    private void open(String name, String address) {
        signIn(name, name + "'s password");
        UI.getCurrent().setLocale(Locale.ENGLISH);
        Location location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        settle();
    }

    private String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private Component section(String field) {
        return $(com.vaadin.flow.component.details.Details.class).id("facet-" + field);
    }

    private static List<Component> below(Component top) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(top), top.getChildren().flatMap(child -> below(child).stream()))
                .toList();
    }

    private Checkbox box(String field, String label) {
        return below(section(field)).stream()
                .filter(Checkbox.class::isInstance)
                .map(Checkbox.class::cast)
                .filter(box -> box.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private String count(String field, String label) {
        return box(field, label)
                .getParent()
                .flatMap(row -> row.getChildren().skip(1).findFirst())
                .map(count -> ((Span) count).getText())
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private Grid<Hit> grid() {
        return $(Grid.class).single();
    }

    private List<String> columns() {
        return grid().getColumns().stream().map(Grid.Column::getKey).toList();
    }

    @Test
    void whoeverHasAValue_andWhoeverHasNone_canBeChosen() {
        open("lin", "search/customers");
        assertEquals("150", count("tier", "any value"));
        assertEquals("50", count("tier", "(none)"));
        test(box("tier", "any value")).click();
        settle();
        assertEquals("search/customers?f.tier!", address());
        assertEquals("150 customers · 7 ms", $(Span.class).id("total").getText());
        assertTrue(box("tier", "any value").getValue());
        assertEquals("50", count("tier", "(none)"));
    }

    @Test
    void aFacetOfMoreValuesThanItLists_isLookedThrough() {
        open("lin", "search/customers");
        TextField search = below(section("city")).stream()
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .findFirst()
                .orElseThrow();
        test(search).setValue("城29");
        settle();
        assertEquals("6", count("city", "城29"));
        test(box("city", "城29")).click();
        settle();
        assertEquals("search/customers?f.city=%E5%9F%8E29", address());
        index.down = true;
        TextField again = below(section("city")).stream()
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .findFirst()
                .orElseThrow();
        test(again).setValue("城1");
        settle();
        assertTrue($(ErrorNotice.class).single().isVisible());
    }

    @Test
    void countsThatMayBeTooLow_sayByHowMuch_andWhy() {
        index.error = 3;
        open("lin", "search/customers");
        assertTrue(count("tier", "gold").startsWith("≈ "));
        assertTrue($(Div.class).all().stream()
                .anyMatch(div -> div.getText().contains("each count may be too low by up to 3")));
    }

    @Test
    void anAnalystMakesAFacetOfAFilesField_andTakesItAway() {
        open("ana", "search/customers");
        @SuppressWarnings("unchecked")
        ComboBox<RunTimeField> box = $(ComboBox.class).id("new-facet");
        assertEquals(
                List.of("shoe"),
                box.getListDataView().getItems().map(RunTimeField::name).toList());
        test(box).selectItem("Shoe size");
        settle();
        assertTrue(runTimeFields
                .find("customers", "attributes", "shoe")
                .orElseThrow()
                .facet());
        assertTrue(
                $(ComboBox.class).all().stream()
                        .noneMatch(any -> any.getId().equals(java.util.Optional.of("new-facet"))),
                "nothing is left that could become one");
        RunTimeField shoe =
                runTimeFields.find("customers", "attributes", "shoe").orElseThrow();
        runTimeFields.change(shoe, shoe.label(), shoe.sensitivity(), false);
    }

    @Test
    void columnsAreRememberedWithThePerson_inTheirOrder() {
        open("lin", "search/customers");
        List<String> before = columns();
        $(Popover.class).id("columns-list").open();
        roundTrip();
        button("Move Name down").click();
        settle();
        assertEquals(before.get(1), columns().get(0));
        assertEquals("name", columns().get(1));
        assertTrue(choices.find("lin", "columns.customers").orElseThrow().contains("\"name\""));
        assertTrue(choices.find("ana", "columns.customers").isEmpty());
        open("lin", "search/interactions");
        open("lin", "search/customers");
        assertEquals("name", columns().get(1));
        $(Popover.class).id("columns-list").open();
        roundTrip();
        test($(Button.class).id("columns-reset")).click();
        settle();
        assertEquals(before, columns());
        assertTrue(choices.find("lin", "columns.customers").isEmpty());
    }

    private Button button(String label) {
        return $(Button.class).all().stream()
                .filter(button -> button.getAriaLabel().orElse("").equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theListBeginsAtAValue_andTheAddressSaysSo() {
        open("lin", "search/customers?sort=name");
        TextField goTo = $(TextField.class).id("go-to");
        assertEquals("W", goTo.getPlaceholder());
        UI.getCurrent().navigate("search/customers", new Location("?sort=name&from=Customer+150").getQueryParameters());
        settle();
        assertEquals("Customer 150", test(grid()).getRow(0).fields().get("name"));
        assertEquals("200 customers · 7 ms", $(Span.class).id("total").getText());
        test($(Button.class).id("go-to-start")).click();
        settle();
        assertEquals("search/customers?sort=name", address());
        assertEquals("Customer 000", test(grid()).getRow(0).fields().get("name"));
    }

    @Test
    void aValueThatIsNone_isRefusedBesideTheList() {
        open("lin", "search/customers?sort=name&from=%3F");
        TextField goTo = $(TextField.class).id("go-to");
        assertTrue(goTo.isInvalid());
        assertEquals("a value must be one, was \"?\"", goTo.getErrorMessage());
        assertFalse($(TextField.class).id("query").isInvalid());
    }

    @Test
    void tooManySearchesAtOnce_areSaidSo_andNoEmptyList() {
        index.busy = true;
        open("lin", "search/customers");
        assertTrue($(ErrorNotice.class).single().isVisible());
        assertTrue($(Span.class).all().stream()
                .anyMatch(span -> span.getText().startsWith("You are running too many searches at once")));
    }

    @Test
    void aNewerQuestion_andLeavingTheView_takeTheSlowOneBack() throws Exception {
        open("ada", "search/customers");
        for (String next : List.of("search/customers", "search/interactions", "index")) {
            index.reached = new CountDownLatch(1);
            index.withdrawn = new CountDownLatch(1);
            UI.getCurrent().navigate("search/customers", new Location("?q=slow").getQueryParameters());
            assertTrue(index.reached.await(20, TimeUnit.SECONDS), next);
            UI.getCurrent().navigate(next);
            assertTrue(index.withdrawn.await(20, TimeUnit.SECONDS), next);
            settle();
        }
    }
}
