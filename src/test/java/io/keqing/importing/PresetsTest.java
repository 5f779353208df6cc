package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.file.RowReaders;
import io.keqing.interaction.InteractionFields;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final List<FieldSet> CATALOGUE =
            List.of(CustomerFields.ALL, InteractionFields.ALL, FeedbackFields.ALL);
    private static final List<Preset> ALL = BuiltInPresets.read(PresetsTest::mapping);

    private static final ImportSettings SETTINGS = new ImportSettings(java.time.ZoneOffset.UTC, 1 << 20, 1);

    @TempDir
    Path folder;

    private static Mapping mapping(String json) {
        return MappingReader.read(json, CATALOGUE);
    }

    static Stream<Preset> presets() {
        return ALL.stream();
    }

    private static Preset preset(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> recognised(List<String> header, String kind) {
        return PresetMatch.of(ALL, header, kind).stream()
                .map(match -> match.preset().name())
                .toList();
    }

    private static String kind(Preset preset) {
        return preset.kinds().isEmpty() ? "csv" : preset.kinds().getFirst();
    }

    /// All columns that the mapping names, after those that must be there.
    private static List<String> whole(Preset preset) {
        List<String> whole = new ArrayList<>(preset.columns());
        TypeBinding.columns(preset.mapping()).stream()
                .filter(column -> !whole.contains(column))
                .forEach(whole::add);
        return whole;
    }

    @Test
    void everyFileIsListed_andTheListIsInOrder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/presets"))) {
            Set<String> there = new TreeSet<>();
            files.forEach(file -> there.add(file.getFileName().toString().replace(".json", "")));
            assertEquals(List.copyOf(there), BuiltInPresets.NAMES);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPreset_saysWhatItIs_andOnWhatItWasBuilt(Preset preset) {
        assertTrue(BuiltInPresets.NAMES.contains(preset.name()), preset.name());
        assertFalse(preset.label().zh().isBlank() || preset.label().en().isBlank());
        String basis = preset.basis().en();
        assertTrue(basis.startsWith("Built on a public ") || basis.startsWith("Built on public ") || isHonest(basis));
        assertFalse(preset.basis().zh().isBlank());
        assertTrue(preset.builtIn());
        assertTrue(Set.of("csv", "xlsx", "xls", "json", "ndjson").containsAll(preset.kinds()));
        assertEquals(preset.mapping(), mapping(preset.mapping().json()));
    }

    private static boolean isHonest(String basis) {
        return basis.contains("no public export was at hand") || basis.contains("neither a public export");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPreset_isTheFirstForItsOwnHeader_andForNoOther(Preset preset) {
        assertEquals(preset.name(), recognised(preset.columns(), kind(preset)).getFirst());
        assertEquals(preset.name(), recognised(whole(preset), kind(preset)).getFirst());
        for (Preset other : ALL) {
            if (other != preset) {
                assertNotEquals(
                        preset.name(), recognised(whole(other), kind(other)).getFirst());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPreset_fitsAHeaderThatHasOnlyWhatItMustHave(Preset preset) {
        Mapping fitted = preset.fitted(preset.columns(), "a.csv", null);
        assertTrue(preset.columns().containsAll(TypeBinding.columns(fitted)), fitted.json());
        assertTrue(fitted.fields().containsKey(Mapping.ID));
        assertEquals(fitted, mapping(fitted.json()));
        assertEquals(
                TypeBinding.columns(preset.mapping()), TypeBinding.columns(preset.fitted(whole(preset), "a", null)));
    }

    @Test
    void aHeader_isKnown_howeverItIsSpelt_andWhateverElseTheFileHas() {
        List<String> header = List.of(
                "extra",
                "ＴＩＣＫＥＴ ID",
                "subject",
                "STATUS",
                "Priority",
                "Source",
                "Agent",
                "Group",
                "Created time",
                "Contact ID",
                "more");
        assertEquals(List.of("freshdesk-tickets"), recognised(header, "csv"));
        PresetMatch match = PresetMatch.of(ALL, header, "csv").getFirst();
        assertEquals(9, match.matched());
        assertEquals(9 / 11.0, match.share());
        Mapping fitted = match.preset().fitted(header, "a.csv", null);
        assertEquals(new Origin.Column("ＴＩＣＫＥＴ ID"), fitted.fields().get("id"));
        assertNull(fitted.fields().get("product"));
        assertEquals(List.of(), recognised(header.subList(0, 9), "csv"));
    }

    @Test
    void aFurtherType_isLeftOut_whereTheFileLacksItsIds() {
        Mapping both = mapping("{\"type\": \"interactions\", \"fields\": {\"id\": \"no\"}, \"also\": [{\"type\": "
                + "\"feedback\", \"fields\": {\"id\": \"answer\", \"csat\": \"stars\"}}]}");
        Preset preset = new Preset("x", new Label("x", "x"), new Label("x", "x"), true, List.of("no"), List.of(), both);
        assertEquals(List.of(), preset.fitted(List.of("no", "stars"), "a", null).also());
        Mapping fitted = preset.fitted(List.of("no", "Answer"), "a.csv", null);
        assertEquals(
                Map.of("id", new Origin.Column("Answer")),
                fitted.also().getFirst().fields());
        assertEquals("a", fitted.also().getFirst().source());
    }

    @Test
    void aTemplatesMarkOfWhatMustBeFilledIn_isNoPartOfTheName() {
        assertEquals(List.of("fxiaoke-customers"), recognised(List.of("客户名称（必填）", "客户级别", "成交状态", "负责人 (必填)"), "xlsx"));
    }

    @Test
    void theKindOfTheFile_counts_whereThePresetNamesIt() {
        List<String> columns = preset("surveymonkey-json").columns();
        assertEquals(List.of("surveymonkey-json"), recognised(columns, "ndjson"));
        assertEquals(List.of(), recognised(columns, "csv"));
    }

    @Test
    void aGbkFile_isKnown_withColumnsOfItsOwn() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(
                file,
                "工单编号,客户名称,工单状态,优先级,自定义字段,创建时间\nG-1,某某贸易公司,处理中,高,其他内容,2025-03-01 09:30\n"
                        + "G-2,某某制造公司,已完成,低,说明文字,2025-03-02 10:00\n",
                Charset.forName("GBK"));
        try (RowReader rows = RowReaders.open(file, "a.csv", FileFormat.DETECTED, SETTINGS)) {
            assertEquals(List.of("fxiaoke-tickets"), recognised(rows.header(), rows.kind()));
        }
    }

    @Test
    void aSurvey_isCalledAsItsSource_whichIsTheFilesUnlessSaid() {
        Preset survey = preset("wenjuanxing");
        Mapping said = survey.fitted(survey.columns(), "a.xls", "spring");
        assertEquals("spring", said.source());
        assertEquals(new Origin.Constant("spring"), said.fields().get("survey"));
        Mapping unsaid = survey.fitted(survey.columns(), "Q3 survey.xls", null);
        assertEquals("q3-survey", unsaid.source());
        assertEquals(new Origin.Constant("q3-survey"), unsaid.fields().get("survey"));
        assertNotEquals(SourceName.of("满意度.xls"), SourceName.of("满意度二.xls"));
        assertEquals(
                "zendesk",
                preset("zendesk-tickets").fitted(List.of(), "a.json", null).source());
    }

    @Test
    void aKeptPreset_needsAllItsColumns() {
        Preset kept = Preset.kept(
                "mine", mapping("{\"type\": \"customers\", \"fields\": {\"id\": \"no\", \"name\": \"who\"}}"));
        assertEquals(
                1,
                PresetMatch.of(List.of(kept), List.of("NO", "Who", "x"), "csv").size());
        assertEquals(0, PresetMatch.of(List.of(kept), List.of("no"), "csv").size());
        assertEquals(
                0,
                PresetMatch.of(List.of(Preset.kept("all", Mapping.guessed("customers"))), List.of("no"), "csv")
                        .size());
        assertFalse(kept.builtIn());
        assertEquals("mine", kept.label().in(Locale.CHINESE));
    }
}
