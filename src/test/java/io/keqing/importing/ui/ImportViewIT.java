package io.keqing.importing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadTester;
import io.keqing.account.Users;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.PresetMatch;
import io.keqing.importing.Presets;
import io.keqing.importing.value.DateOrder;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.ui.BrowserlessShell;
import io.micronaut.context.annotation.Value;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Inject
    Presets presets;

    @Inject
    ImportJobs jobs;

    @Value("${keqing.home}")
    String home;

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
        settle();
    }

    @SuppressWarnings("unchecked")
    private Select<PresetMatch> known() {
        return (Select<PresetMatch>) $(Select.class).id("known");
    }

    @SuppressWarnings("unchecked")
    private <T> Select<T> choice(String id) {
        return (Select<T>) $(Select.class).id(id);
    }

    private void click(String id) {
        test($(Button.class).id(id)).click();
        settle();
    }

    private boolean isSeen(String id) {
        return $(Button.class).all().stream()
                .anyMatch(button -> id.equals(button.getId().orElse("")));
    }

    /// The mapping as JSON, which the second step shows.
    private TextArea area() {
        Details advanced = $(Details.class).id("advanced");
        advanced.setOpened(true);
        return $(TextArea.class).id("mapping");
    }

    private String mapping() {
        return area().getValue();
    }

    @SuppressWarnings("unchecked")
    private Grid<ImportPreview.Column> columns() {
        return (Grid<ImportPreview.Column>) $(Grid.class).id("columns");
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Target> goesTo(int row) {
        return (ComboBox<Target>) test(columns()).getCellComponent(row, 3);
    }

    private void send(int row, String label) {
        ComboBox<Target> choice = goesTo(row);
        test(choice).selectItem(label);
        settle();
    }

    private String goesToLabel(int row) {
        ComboBox<Target> choice = goesTo(row);
        return choice.getItemLabelGenerator().apply(choice.getValue());
    }

    private TextField missing(int row) {
        return (TextField) test(columns()).getCellComponent(row, 4);
    }

    private void awaitCheck() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!$(Paragraph.class).id("checked").getText().startsWith("Checked")) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "still " + $(Paragraph.class).id("checked").getText());
            Thread.sleep(50);
            settle();
        }
    }

    @Test
    void aFileThatAPresetKnows_isOfferedThatPresetFirst_andSaysOnWhatItWasBuilt() {
        choose("Cases.csv", CASES);
        assertTrue(known().isVisible());
        assertEquals("zoho-cases", known().getValue().preset().name());
        assertTrue(known().getHelperText().startsWith("Built on "), known().getHelperText());
        click("next");
        assertTrue(mapping().contains("\"subject\" : \"Subject\""), mapping());
        assertFalse(mapping().contains("Solution"), "the file has no such column: " + mapping());
        assertEquals("zoho", $(TextField.class).id("source").getValue());
    }

    @Test
    void aFileThatNoPresetKnows_isGuessedAsEver() {
        choose("shop.csv", "customer id,name\n1,Ann\n");
        assertFalse($(Select.class).all().stream()
                .anyMatch(select -> "known".equals(select.getId().orElse(""))));
        click("next");
        assertTrue(mapping().contains("customer id"), mapping());
        assertEquals("Id", goesToLabel(0));
        assertEquals("Name", goesToLabel(1));
    }

    @Test
    void anotherType_isGuessedForAFileThatAPresetKnows() {
        choose("Cases.csv", CASES);
        click("next");
        Select<RecordType> type = choice("type");
        assertEquals("interactions", type.getValue().name());
        test(type).selectItem("Feedback");
        settle();
        assertTrue(mapping().contains("\"feedback\""), mapping());
        click("back");
        assertTrue(known().isEmpty());
        test(known()).selectItem("Zoho CRM cases");
        click("next");
        assertTrue(mapping().contains("\"zoho\""), mapping());
    }

    @Test
    void whatWasFoundOutOfAFile_isShown_andCanBeSaidOtherwise() {
        choose("marks.csv", "id;name\n1;Ann|Walker\n");
        Select<String> delimiter = choice("delimiter");
        assertEquals(";", delimiter.getValue());
        assertEquals("UTF-8", choice("encoding").getValue());
        test(delimiter).selectItem("bar |");
        settle();
        assertEquals("|", this.<String>choice("delimiter").getValue());
        click("is-record");
        click("next");
        assertTrue(area().getValue().contains("\"delimiter\" : \"|\""), mapping());
        assertTrue(mapping().contains("\"headerLines\" : 0"), mapping());
    }

    @Test
    void aFormatWrittenIntoTheMapping_isFollowedAtOnce() {
        choose("written.csv", "id;name|x\n1;Ann|y\n");
        click("next");
        assertEquals(2, test(columns()).size());
        test(area()).setValue("{\"type\": \"customers\", \"delimiter\": \"|\", \"fields\": {\"id\": \"id;name\"}}");
        settle();
        assertEquals(List.of("id;name", "x"), columnNames());
        assertEquals("Id", goesToLabel(0));
        test(area()).setValue("{\"type\": \"customers\", \"headerLines\": 0, \"fields\": {\"id\": \"1\"}}");
        settle();
        assertEquals(List.of("1", "2"), columnNames());
        click("back");
        assertEquals(0, $(IntegerField.class).id("headerLines").getValue());
        assertEquals(";", choice("delimiter").getValue());
    }

    private List<String> columnNames() {
        return columns()
                .getListDataView()
                .getItems()
                .map(ImportPreview.Column::name)
                .toList();
    }

    @Test
    void datesThatAreNumbers_areProposedAsSuch_andOnlyTheMappingMakesThemDates() {
        choose("serial.csv", "customer id,birthday\n1,32874\n2,33000.5\n");
        assertEquals(DateOrder.SERIAL, this.<DateOrder>choice("dateOrder").getValue());
        click("next");
        assertTrue(mapping().contains("\"dateOrder\" : \"serial\""), mapping());
    }

    @Test
    void whyAValueIsRefused_isSaidInTheLanguageOfTheScreen_andAChecksIsNotListed() throws InterruptedException {
        choose("zh.csv", "customer id,birthday\n1,1990-01-02\n2,yesterday\n");
        click("next");
        click("next");
        awaitCheck();
        UI.getCurrent().setLocale(Locale.SIMPLIFIED_CHINESE);
        @SuppressWarnings("unchecked")
        Grid<ImportJobs.Refused> refused =
                (Grid<ImportJobs.Refused>) $(Grid.class).id("refused");
        assertTrue(test(refused).getCellText(0, 3).startsWith("“birthday”须是日期，例如 2025-03-25"), "said in Chinese");
        assertTrue(jobs.written(1_000).stream().noneMatch(job -> job.fileName().equals("zh.csv")));
        assertTrue(jobs.list().stream().anyMatch(job -> job.fileName().equals("zh.csv")));
    }

    @Test
    void answersOnAScale_areProposedWithTheCodesThatMeanNone_andCanBeSentElsewhere() {
        String answers = IntStream.range(0, 60)
                .mapToObj(i -> "R%02d,%d,x%d".formatted(i, i % 10 == 0 ? 99 : i % 5 + 1, i))
                .collect(Collectors.joining("\n", "respondent,Q1,note\n", "\n"));
        choose("survey.csv", answers);
        click("next");
        test(this.<RecordType>choice("type")).selectItem("Feedback");
        settle();
        assertEquals("Id", goesToLabel(0));
        assertEquals("An answer", goesToLabel(1));
        assertEquals("99", missing(1).getValue());
        assertTrue(mapping().replaceAll("\\s+", "").contains("\"missing\":[\"99\"]"), mapping());
        test(missing(1)).setValue("98, 99");
        assertTrue(mapping().replaceAll("\\s+", "").contains("\"missing\":[\"98\",\"99\"]"), mapping());
        send(1, "CSAT");
        assertTrue(mapping().contains("\"csat\" : \"Q1\""), mapping());
        assertFalse(missing(2).isVisible(), "an attribute is what it is");
        send(2, "CSAT");
        assertEquals("An attribute of its own", goesToLabel(1), "a field takes one column only");
        send(2, "Leave out");
        assertTrue(mapping().contains("\"rest\" : \"drop\""), mapping());
    }

    @Test
    void aMappingWrittenByHand_isSeenInTheChoices_andItsProblemsStandInPlace() {
        choose("shop.csv", "customer id,name\n1,Ann\n");
        click("next");
        test(area()).setValue("{\"type\": \"customers\", \"fields\": {\"id\": \"name\"}}");
        settle();
        assertEquals("An attribute of its own", goesToLabel(0));
        assertEquals("Id", goesToLabel(1));
        test(area()).setValue("{\"type\": \"customers\", \"fields\": {\"nonsense\": \"name\"}}");
        click("next");
        assertTrue(area().isInvalid());
        assertTrue(area().getErrorMessage().contains("nonsense"), area().getErrorMessage());
        assertFalse(isSeen("start"), "the check does not begin");
    }

    @Test
    void aFile_isCheckedBeforeItIsImported_andItsMappingKept() throws InterruptedException {
        choose("checked.csv", "customer id,name,birthday\n1,Ann,1990-01-02\n2,Bo,yesterday\n");
        click("next");
        click("next");
        awaitCheck();
        assertTrue($(Paragraph.class).id("checked").getText().contains("refused: 1"));
        @SuppressWarnings("unchecked")
        Grid<ImportJobs.Refused> refused =
                (Grid<ImportJobs.Refused>) $(Grid.class).id("refused");
        assertEquals(1, test(refused).size());
        assertEquals("3", test(refused).getCellText(0, 0));
        assertEquals("birthday", test(refused).getCellText(0, 1));
        assertEquals("yesterday", test(refused).getCellText(0, 2));
        test($(TextField.class).id("preset-name")).setValue("zoho-cases");
        click("start");
        assertTrue($(TextField.class).id("preset-name").isInvalid(), "built-in names are taken");
        test($(TextField.class).id("preset-name")).setValue("our shop");
        click("start");
        assertFalse(isSeen("start"));
        assertTrue(presets.find("our shop").isPresent());
        assertEquals(
                List.of(false, true),
                jobs.list().stream()
                        .filter(job -> job.fileName().equals("checked.csv"))
                        .map(ImportJob::dryRun)
                        .toList());
    }

    @Test
    void whatCouldBeTheId_isOneClick_whereNoColumnIsOne() {
        choose(
                "people.csv",
                "First Name,Last Name,Mobile,note\nAnn,Lee,13900000001,x\nBo,Ray,13900000002,y\nTotal,2,,\n");
        assertTrue(
                $(Div.class).id("notes").getElement().getTextRecursively().contains("a total is no record, left out"));
        click("next");
        assertTrue(mapping().contains("\"join\" : [ \"First Name\", \"Last Name\" ]"), mapping());
        List<Button> offers = $(Button.class, $(Div.class).id("id-offers")).all();
        assertEquals(
                List.of("The phone: Mobile", "Made of First Name, Last Name, Mobile"),
                offers.stream().map(Button::getText).toList());
        test(offers.getFirst()).click();
        settle();
        assertTrue(mapping().contains("\"id\" : \"Mobile\""), mapping());
        assertTrue(mapping().contains("\"phone\" : \"Mobile\""), "it stays the phone: " + mapping());
    }

    @Test
    void correctedRejects_areReadWithTheMappingOfTheirImport() throws IOException, InterruptedException {
        choose("wrong.csv", "nr,who,born on\n1,Ann,1990-01-02\n2,Bo,yesterday\n");
        click("next");
        test(area())
                .setValue("{\"type\": \"customers\", \"source\": \"mended\", \"fields\": {\"id\": \"nr\", "
                        + "\"name\": \"who\", \"birthday\": \"born on\"}}");
        settle();
        click("next");
        awaitCheck();
        long check = jobs.list().stream()
                .filter(job -> job.fileName().equals("wrong.csv"))
                .findFirst()
                .orElseThrow()
                .id();
        StringWriter rejects = new StringWriter();
        jobs.writeRejects(check, new Viewer("root", Set.of(Role.ADMIN)), rejects);
        UI.getCurrent().navigate("");
        settle();
        choose("rejects-" + check + ".csv", rejects.toString().replace("yesterday", "1991-02-03"));
        Checkbox correction = $(Checkbox.class).id("correction");
        assertTrue(correction.isVisible() && correction.getValue());
        assertTrue(correction.getLabel().contains("wrong.csv"), correction.getLabel());
        click("next");
        assertTrue(mapping().contains("\"birthday\" : \"born on\""), mapping());
        assertEquals("mended", $(TextField.class).id("source").getValue());
    }

    @Test
    void aFileOfWhichNoRowCanBeRead_isNotImported() throws InterruptedException {
        choose("none.csv", "customer id,name,birthday\n1,Ann,never\n2,Bo,yesterday\n");
        click("next");
        click("next");
        awaitCheck();
        assertFalse($(Button.class).id("start").isEnabled());
        click("back");
        assertTrue(isSeen("next"));
    }

    @Test
    void aFileThatIsLeft_isDeleted() throws IOException {
        choose("left.csv", "customer id,name\n1,Ann\n");
        assertEquals(1, uploads());
        UI.getCurrent().navigate("");
        settle();
        assertEquals(0, uploads());
    }

    private long uploads() throws IOException {
        try (var files = Files.list(Path.of(home, "files/imports"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("new-"))
                    .count();
        }
    }
}
