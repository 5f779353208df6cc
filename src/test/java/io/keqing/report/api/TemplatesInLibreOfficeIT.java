package io.keqing.report.api;

import static io.keqing.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keqing.Caller;
import io.keqing.report.LibreOffice;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every template over the invented data, opened by LibreOffice: it has every sheet and every chart, shows no error in
/// a cell, and prints.
@Timeout(600)
class TemplatesInLibreOfficeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void everyTemplate_isOpenedWithAllItsSheetsAndCharts() throws Exception {
        assumeTrue(LibreOffice.isHere(), LibreOffice.MISSING);
        Map<Path, String> hashes = new java.util.TreeMap<>();
        try (EmbeddedServer server = Caller.portal(Map.of("keqing.sample.customers", "300"))) {
            Caller admin = Caller.admin(server);
            admin.settle();
            long segment = json(admin.post("/segments", """
                    {"name":"gold","query":"customers/search?f.tier=gold"}
                    """)).path("id").asLong();
            JsonNode most = admin.read("/customers/search?size=1&sort=-orders&facets=")
                    .path("hits")
                    .path(0);
            for (JsonNode template : admin.read("/reports/templates")) {
                String name = template.path("name").asText();
                ObjectNode request = JSON.createObjectNode().put("template", name);
                request.put("language", hashes.size() % 2 == 0 ? "zh" : "en");
                Set<String> takes = new HashSet<>();
                template.path("takes").forEach(each -> takes.add(each.asText()));
                if (takes.contains("segment")) {
                    request.put("segment", segment);
                }
                if (takes.contains("customer")) {
                    request.put(
                            "customer",
                            most.path("source").asText() + "/" + most.path("id").asText());
                }
                if (takes.contains("scheme")) {
                    request.put("scheme", "lifecycle");
                }
                JsonNode report = ReportCalls.made(admin, request.toString());
                Path file = folder.resolve(name + ".xlsx");
                Files.write(file, ReportCalls.file(admin, report));
                hashes.put(file, report.path("sha256").asText());
            }
        }
        assertEquals(9, hashes.size());
        List<Path> books = List.copyOf(hashes.keySet());
        List<Path> sheets = LibreOffice.convert(books, LibreOffice.ALL_SHEETS_AS_CSV, folder);
        List<Path> copies = LibreOffice.convert(books, "ods", folder);
        int charts = 0;
        for (int i = 0; i < books.size(); i++) {
            charts += check(books.get(i), hashes.get(books.get(i)), sheets, copies.get(i));
        }
        assertTrue(charts >= 10, "too few charts: " + charts);
        List<Path> prints = LibreOffice.convert(books, "pdf", folder);
        assertEquals(books.size(), prints.size());
        for (Path print : prints) {
            assertTrue(Files.size(print) > 10_000, print + " is all but empty");
        }
    }

    /// The number of its charts.
    private static int check(Path file, String sha256, List<Path> sheets, Path copy) throws Exception {
        String stem = file.getFileName().toString().replace(".xlsx", "");
        List<Path> its = sheets.stream()
                .filter(sheet -> sheet.getFileName().toString().startsWith(stem + "-"))
                .toList();
        List<String> names = new ArrayList<>();
        int charts = 0;
        try (XSSFWorkbook book = new XSSFWorkbook(file.toFile())) {
            for (int i = 0; i < book.getNumberOfSheets(); i++) {
                XSSFSheet sheet = book.getSheetAt(i);
                names.add(stem + "-" + sheet.getSheetName() + ".csv");
                XSSFDrawing drawing = sheet.getDrawingPatriarch();
                charts += drawing == null ? 0 : drawing.getCharts().size();
            }
        }
        assertEquals(
                Set.copyOf(names),
                its.stream().map(sheet -> sheet.getFileName().toString()).collect(Collectors.toSet()));
        boolean proven = false;
        for (Path sheet : its) {
            String text = Files.readString(sheet);
            proven |= text.contains(sha256);
            for (String error : List.of("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:5")) {
                assertFalse(text.contains(error), sheet + " shows " + error);
            }
        }
        assertTrue(proven, stem + " does not say its SHA-256");
        assertEquals(charts, chartsOf(copy), "charts of " + stem);
        return charts;
    }

    /// LibreOffice keeps each chart as a document of its own within the file.
    private static int chartsOf(Path ods) throws IOException {
        try (ZipFile zip = new ZipFile(ods.toFile())) {
            return (int) zip.stream()
                    .filter(entry -> entry.getName().matches("Object \\d+/content\\.xml"))
                    .count();
        }
    }
}
