package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetCellsTest {
    @TempDir
    Path folder;

    private Book.Read read(String rows, String... formats) throws IOException {
        return Book.read(folder, Book.of(rows, formats).bytes());
    }

    private static Workbook orders(Workbook book) {
        Sheet sheet = book.createSheet("S");
        String[][] rows = {
            {"customer", "order", "sum"}, {"M1", "O1", "10"}, {"", "O2", "20"}, {"", "O3", "30"}, {"M2", "O4", "40"}
        };
        for (int i = 0; i < rows.length; i++) {
            Row row = sheet.createRow(i);
            for (int j = 0; j < 3; j++) {
                if (i > 0 && j == 2) {
                    row.createCell(j).setCellValue(Integer.parseInt(rows[i][j]));
                } else if (!rows[i][j].isEmpty()) {
                    row.createCell(j).setCellValue(rows[i][j]);
                }
            }
        }
        sheet.addMergedRegion(new CellRangeAddress(1, 3, 0, 0));
        return book;
    }

    @Test
    void mergedCells_giveTheirValueToEveryRowTheyCover() throws IOException {
        for (Workbook book : List.of(new XSSFWorkbook(), new HSSFWorkbook())) {
            Book.Read read = Book.read(folder, Book.bytes(orders(book)));
            assertEquals(List.of("2 M1|O1|10", "3 M1|O2|20", "4 M1|O3|30", "5 M2|O4|40"), read.rows());
            assertEquals("2 cells that are merged with one above have its value", read.note());
            assertEquals(3, read.notes().getFirst().line());
            assertEquals("M1", read.notes().getFirst().value());
        }
    }

    @Test
    void mergedTitlesAndHeaders_stayWhereTheyAre() throws IOException {
        String rows = Book.row(1, "Orders of 2025")
                + Book.row(3, "id", "sum", "day")
                + Book.row(4, "a", "=1", "=2")
                + Book.row(5, "b", "=3", "=4");
        String after = "<mergeCells><mergeCell ref='A1:C2'/><mergeCell ref='C3:C5'/></mergeCells>";
        Book book = Book.of("").with("xl/worksheets/sheet1.xml", Book.sheet(rows, after));
        Book.Read read = Book.read(folder, book.bytes());
        assertEquals(List.of("4 a|1|2", "5 b|3|4"), read.rows());
        String wide = Book.row(1, "id", "name", "day") + Book.row(2, "a", "both") + Book.row(3, "b", "=3", "=4");
        Book across = Book.of("")
                .with(
                        "xl/worksheets/sheet1.xml",
                        Book.sheet(wide, "<mergeCells><mergeCell ref='B2:C2'/></mergeCells>"));
        assertEquals(
                List.of("2 a|both|", "3 b|3|4"),
                Book.read(folder, across.bytes()).rows());
    }

    @Test
    void mergedCellsFarBelow_areFoundAcrossBlocks() throws IOException {
        StringBuilder rows = new StringBuilder(Book.row(1, "id", "name"));
        StringBuilder merged = new StringBuilder("<mergeCells count='900'>");
        for (int i = 2; i <= 6_000; i++) {
            rows.append(i % 3 == 2 ? Book.row(i, "id" + i, "=1") : Book.row(i, "", "=1"));
            merged.append(i % 3 == 2 ? "<mergeCell ref='A" + i + ":A" + (i + 2) + "'/>" : "");
        }
        Book book = Book.of("").with("xl/worksheets/sheet1.xml", Book.sheet(rows.toString(), merged + "</mergeCells>"));
        Book.Read read = Book.read(folder, book.bytes());
        assertEquals("6000 id5999|1", read.rows().get(5_998));
        assertTrue(read.rows().stream().noneMatch(row -> row.contains(" |")), "a cell was not filled");
    }

    @Test
    void errors_areMissingValuesThatAreTold() throws IOException {
        Book.Read read = read(Book.row(1, "id", "name", "city")
                + Book.row(2, "a", "<c t='e'><f>VLOOKUP(1,A:B,2,0)</f><v>#N/A</v></c>", "Oslo")
                + Book.row(3, "b", "Ann", "<c t='e'><v>#REF!</v></c>")
                + Book.row(4, "c", "<c t='str'><f>A1</f><v>#DIV/0!</v></c>", "#NAME?"));
        assertEquals(List.of("2 a||Oslo", "3 b|Ann|", "4 c||"), read.rows());
        assertEquals("4 cells show an error of a formula; they count as empty", read.note());
        assertEquals("#N/A", read.notes().getFirst().value());
        HSSFWorkbook old = new HSSFWorkbook();
        orders(old);
        old.getSheetAt(0).getRow(2).getCell(1).setCellErrorValue(FormulaError.DIV0);
        assertEquals(
                "#DIV/0!", Book.read(folder, Book.bytes(old)).notes().getFirst().value());
    }

    @Test
    void formulasWithoutAValue_areTold() throws IOException {
        Book.Read read = read(Book.row(1, "id", "name", "city")
                + Book.row(2, "a", "<c><f>C2</f></c>", "Oslo")
                + Book.row(3, "b", "<c><f>C3</f><v></v></c>", "Rome")
                + Book.row(4, "c", "<c t='str'><f>\"\"</f><v></v></c>", "Bonn"));
        assertEquals(List.of("2 a||Oslo", "3 b||Rome", "4 c||Bonn"), read.rows());
        assertTrue(read.note().startsWith("2 formulas have no value in the file"), read.note());
        Book never = Book.of(Book.row(1, "id", "sum") + Book.row(2, "a", "<c><f>1+1</f><v>0</v></c>"))
                .replaced("xl/workbook.xml", "</workbook>", "<calcPr fullCalcOnLoad='1'/></workbook>");
        assertTrue(Book.read(folder, never.bytes()).note().startsWith("1 formulas have the value 0 in a workbook"));
    }

    @Test
    void numbersOfMoreThanFifteenDigits_areTold() throws IOException {
        Book.Read read = read(Book.row(1, "id", "name")
                + Book.row(2, "=330102199003071000", "a")
                + Book.row(3, "=110101199003071237", "b")
                + Book.row(4, "=123456789012345", "c"));
        assertEquals(List.of("2 3.30102199003071E+17|a", "3 110101199003071237|b", "4 123456789012345|c"), read.rows());
        assertTrue(read.note().startsWith("2 numbers have more than the 15 digits"), read.note());
    }

    @Test
    void textsThatAreMissing_areTold() throws IOException {
        Book.Read read = read(Book.row(1, "id", "name") + Book.row(2, "a", "<c t='s'><v>77</v></c>"));
        assertTrue(read.note().startsWith("1 cells point to a text"), read.note());
    }

    @Test
    void cellsOfEveryType_areRead() throws IOException {
        Book.Read read = read(
                Book.row(1, "id", "a", "b", "c", "d", "e")
                        + Book.row(
                                2,
                                "<c t='n'><v>7</v></c>",
                                "<c t='b'><v>true</v></c>",
                                "<c t='b'><v>0</v></c>",
                                "<c t='str'><f>A1</f><v>x_x000D_y</v></c>",
                                "<c t='inlineStr'><is><r><t>ri</t></r><rPh><t>no</t></rPh><r><t>ch</t></r></is></c>",
                                "=s1:1.25"),
                "[h]:mm:ss");
        assertEquals(List.of("2 7|TRUE|FALSE|x\ry|rich|30:00:00"), read.rows());
    }
}
