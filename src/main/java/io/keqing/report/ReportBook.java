package io.keqing.report;

import io.keqing.field.Label;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// A workbook in the making. Data sheets are streamed into compressed parts of their own; at the end POI
/// writes the shell with one nearly empty sheet in the place of each, and the parts take those places.
/// So there is one package that POI vouches for, at the price of POI for a handful of cells and not for
/// millions.
final class ReportBook implements Closeable {
    /// The id by which each data sheet refers to its table.
    static final String TABLE_RELATION = "rId1";

    private static final int LONGEST_SHEET_NAME = 31;
    private static final Label DEFINITIONS = new Label("指标定义", "Definitions");

    private final Path drafts;
    private final Locale locale;
    private final Losses losses;
    private final LongTexts longTexts;
    private final XSSFWorkbook shell = new XSSFWorkbook();
    private final CellStyles styles = CellStyles.in(shell);
    private final List<Data> data = new ArrayList<>();

    private List<Figures> figures = List.of();
    private List<ReportPlan.Definition> definitions = List.of();
    private List<String> below = List.of();
    private String title = "";

    private record Data(String title, String table, DataSheet sheet) {}

    /// What became of one sheet.
    record SheetRows(String name, int rows) {}

    /// @param drafts the folder for what is not finished
    /// @param drafts the folder for what is not finished
    ReportBook(Path drafts, Locale locale) {
        this(drafts, locale, new Losses(locale));
    }

    /// @param losses counts what the workbook cannot hold as it was
    ReportBook(Path drafts, Locale locale, Losses losses) {
        this.drafts = drafts;
        this.locale = locale;
        this.losses = losses;
        this.longTexts = new LongTexts(drafts, styles, losses, locale);
    }

    Losses losses() {
        return losses;
    }

    /// Sheets of figures stand before all others, the meaning of the figures behind them.
    ///
    /// @param below lines below the title of each sheet of figures
    void figures(ReportPlan plan, List<Figures> sheets, List<String> below) {
        this.figures = sheets;
        this.title = plan.title().in(locale);
        this.below = below;
        this.definitions = plan.definitions();
    }

    /// A kind of rows with a table of its own. Its rows are written before the next one is asked for.
    ///
    /// @param table the table's name in formulas: letters, digits and `_`, none twice
    DataSheet data(String title, String table, List<Column> columns) throws IOException {
        DataSheet sheet = new DataSheet(drafts, columns, styles, losses, longTexts);
        data.add(new Data(title, table, sheet));
        return sheet;
    }

    /// The names and rows of all data sheets that have ended.
    List<SheetRows> sheets() {
        List<SheetRows> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        figures.forEach(each -> sheetName(each.title().in(locale), taken));
        for (Data each : data) {
            for (int rows : each.sheet.rows()) {
                all.add(new SheetRows(sheetName(each.title, taken), rows));
            }
        }
        return all;
    }

    /// Writes the package. The data sheets have ended.
    void finish(About about, Draft target) throws IOException {
        Map<String, SheetPart> places = new HashMap<>();
        DataSheet full = longTexts.end();
        if (full != null) {
            data.add(new Data(LongTexts.SHEET.in(locale), LongTexts.TABLE, full));
        }
        List<SheetRows> names = sheets();
        Set<String> taken = new HashSet<>();
        for (Figures each : figures) {
            XSSFSheet sheet = shell.createSheet(sheetName(each.title().in(locale), taken));
            FigureSheet.draw(shell, sheet, title, below, each, locale);
        }
        taken.addAll(taken(names));
        int at = 0;
        for (Data each : data) {
            for (int i = 0; i < each.sheet.parts().size(); i++, at++) {
                XSSFSheet place = shell.createSheet(names.get(at).name());
                table(place, each, i, names.get(at).rows());
                places.put(
                        place.getPackagePart().getPartName().getName().substring(1),
                        each.sheet.parts().get(i));
            }
        }
        if (!definitions.isEmpty()) {
            About.definitions(definitions, locale).write(shell, DEFINITIONS.in(locale), taken);
        }
        about.write(shell, About.SHEET.in(locale), taken);
        shell.setActiveSheet(0);
        shell.getProperties().getCoreProperties().setTitle(about.title());
        shell.getProperties().getCoreProperties().setCreator(about.author());
        shell.getProperties().getExtendedProperties().setApplication("Keqing");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shell.write(bytes);
        assemble(new ByteArrayInputStream(bytes.toByteArray()), places, target);
    }

    private static Set<String> taken(List<SheetRows> sheets) {
        Set<String> taken = new HashSet<>();
        for (SheetRows sheet : sheets) {
            taken.add(sheet.name().toLowerCase(Locale.ROOT));
        }
        return taken;
    }

    private static void table(XSSFSheet place, Data data, int part, int rows) {
        List<Column> columns = data.sheet.columns();
        XSSFRow header = place.createRow(0);
        for (int i = 0; i < columns.size(); i++) {
            header.createCell(i).setCellValue(columns.get(i).header());
        }
        AreaReference area = new AreaReference(
                new CellReference(0, 0),
                new CellReference(DataSheet.lastRow(rows) - 1, columns.size() - 1),
                SpreadsheetVersion.EXCEL2007);
        XSSFTable table = place.createTable(area);
        String name = part == 0 ? data.table : data.table + "_" + (part + 1);
        table.setName(name);
        table.setDisplayName(name);
        table.getCTTable().addNewAutoFilter().setRef(area.formatAsString());
        table.getCTTable().addNewTableStyleInfo().setName("TableStyleLight1");
        table.getCTTable().getTableStyleInfo().setShowRowStripes(true);
        place.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
        String relation = place.getRelationId(table);
        if (!TABLE_RELATION.equals(relation)) {
            throw new IllegalStateException(
                    "a sheet's table must be its relation " + TABLE_RELATION + ", was " + relation);
        }
    }

    private static void assemble(ByteArrayInputStream shell, Map<String, SheetPart> places, Draft target)
            throws IOException {
        // not closed but finished: closing it would close the draft, which is yet to be read
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(target.channel());
        try (ZipInputStream from = new ZipInputStream(shell)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                SheetPart part = places.get(entry.getName());
                if (part == null) {
                    zip.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
                    from.transferTo(zip);
                    zip.closeArchiveEntry();
                } else {
                    part.copyTo(zip, entry.getName());
                }
            }
            zip.finish();
        }
    }

    /// `title` as Excel takes it for a sheet: 31 characters, none of `[]:*?/\`, no quote at either end,
    /// none twice.
    static String sheetName(String title, Set<String> taken) {
        String legal = title.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]+", " ").replaceAll("^['\\s]+|['\\s]+$", "");
        // Excel keeps this name for itself
        if (legal.isEmpty() || legal.equalsIgnoreCase("History")) {
            legal = legal + "_";
        }
        String name = shortened(legal, "");
        for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = shortened(legal, " (" + n + ")");
        }
        return name;
    }

    private static String shortened(String name, String end) {
        int room = LONGEST_SHEET_NAME - end.length();
        if (name.length() <= room) {
            return name + end;
        }
        int cut = Character.isHighSurrogate(name.charAt(room - 1)) ? room - 1 : room;
        return name.substring(0, cut).stripTrailing() + end;
    }

    @Override
    public void close() throws IOException {
        longTexts.close();
        for (Data each : data) {
            each.sheet.close();
        }
        shell.close();
    }
}
