package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a table begins and ends: its header, what stands above it, between its rows and below.
class TableEdgesTest {
    private static final ImportSettings SETTINGS = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1);

    @TempDir
    Path folder;

    private record Seen(List<String> header, List<String> rows, List<String> notes, Map<String, String> labels) {
        /// The first values.
        List<String> first() {
            return rows.stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
        }
    }

    private Seen read(String... lines) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "t", ".csv"), String.join("\n", lines) + "\n");
        List<String> read = new ArrayList<>();
        try (RowReader rows = RowReaders.open(file, "t.csv", FileFormat.DETECTED, SETTINGS)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(String.join("|", row.cells()) + (row.fault() == null ? "" : " !"));
            }
            List<String> notes = rows.notes().stream()
                    .map(note -> note.count() + " from " + note.line() + ": " + note.value())
                    .toList();
            return new Seen(rows.header(), read, notes, rows.labels());
        }
    }

    @Test
    void aFirstRecordOfWords_isARecord_whereItHasAnIdLikeThose_below() throws IOException {
        Seen seen = read("no,name,born,points", "A1,Ann,unclear,later", "A2,Bo,1990-01-02,12", "A3,Cy,1991-01-02,15");
        assertEquals(List.of("A1", "A2", "A3"), seen.first());
        seen = read("编号,姓名,生日,积分", "7f3a-01c2,甲,保密,待核", "99b1-4e0d,乙,1990-01-02,12", "c001-ab34,丙,1991-01-02,5");
        assertEquals(3, seen.rows().size(), "ids of hexadecimal digits have no common make, but one length");
        seen = read("姓名,生日,积分,注册日期", "甲,保密,待核,补录", "乙,1990-01-02,12,2024-01-01", "丙,1991-01-02,9,2024-01-02");
        assertEquals(List.of("甲", "乙", "丙"), seen.first(), "short words under names are a record without any id too");
        assertEquals(List.of(), seen.notes());
    }

    @Test
    void aFurtherLineOfTheHeader_isTold_andHowToReadItAsARecord() throws IOException {
        Seen seen = read(
                "id,q1,q2",
                "Response,How likely are you to recommend us?,How easy was it to reach us?",
                "R1,9,4",
                "R2,10,5");
        assertEquals(List.of("id", "q1", "q2"), seen.header());
        assertEquals("How likely are you to recommend us?", seen.labels().get("q1"));
        assertEquals(1, seen.notes().size());
        assertTrue(
                seen.notes().getFirst().startsWith("1 from 2: Response"),
                seen.notes().toString());
    }

    @Test
    void headingsOverSeveralColumns_areGroups_andTheNamesAreBelow() throws IOException {
        Seen seen = read(
                "客户资料登记表,,,,,",
                "编号,基本信息,,联系方式,,积分",
                ",姓名,生日,手机,邮箱,",
                "D1,甲,1990-01-02,13900000001,a@example.invalid,5",
                "D2,乙,1991-01-02,13900000002,b@example.invalid,6");
        assertEquals(List.of("编号", "姓名", "生日", "手机", "邮箱", "积分"), seen.header());
        assertEquals("联系方式 · 手机", seen.labels().get("手机"));
        assertEquals(List.of("D1", "D2"), seen.first());
        seen = read("id,home,,work,", ",phone,city,phone,city", "K1,111,Rome,2222,Oslo", "K2,112,Bern,2223,Graz");
        assertEquals(
                List.of("id", "home phone", "home city", "work phone", "work city"),
                seen.header(),
                "a name that stands in several groups takes its group");
    }

    @Test
    void aTitleMergedOverAllColumns_isNoHeader() throws IOException {
        Seen seen = read("月报,月报,月报", "编号,姓名,积分", "A1,甲,5", "A2,乙,6", "A3,丙,7");
        assertEquals(List.of("编号", "姓名", "积分"), seen.header());
        assertEquals(3, seen.rows().size());
    }

    @Test
    void aTitleWiderThanTheTable_isLeftOut_andTold() throws IOException {
        Seen seen = read(
                "Contacts, made on Saturday, March 1, 2025", "customer id,points", "W1,3", "W2,6", "W3,9", "W4,12");
        assertEquals(List.of("customer id", "points"), seen.header());
        assertEquals(4, seen.rows().size());
        assertEquals(List.of("1 from 1: Contacts made on Saturday March 1 2025"), seen.notes());
    }

    @Test
    void linesAboveAsWideAsTheTable_areLeftOut_whereTheyHaveValuesOfTheirOwn() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "Instrument,UV-7 spectrometer",
                "Operator:,Ann Lee",
                "Date,2025-03-01",
                "Scans,16",
                "wavelength,absorbance"));
        for (int i = 0; i < 60; i++) {
            lines.add((200 + i) + ".5,0." + (100 + i));
        }
        Seen seen = read(lines.toArray(String[]::new));
        assertEquals(List.of("wavelength", "absorbance"), seen.header());
        assertEquals(60, seen.rows().size());
        assertEquals(List.of("4 from 1: Instrument UV-7 spectrometer"), seen.notes());
    }

    @Test
    void rowNames_makeAColumnWithoutAName_andCommasInsideAValueDoNot() throws IOException {
        Seen seen = read("\"id\",\"name\"", "\"1\",\"K1\",\"Ann\"", "\"2\",\"K2\",\"Bo\"");
        assertEquals(List.of("column 1", "id", "name"), seen.header());
        assertEquals(List.of("1|K1|Ann", "2|K2|Bo"), seen.rows());
        assertEquals(1, seen.notes().size());
        seen = read("id,name,address", "K1,Ann,Rome, Italy", "K2,Bo,Oslo, Norway");
        assertEquals(List.of("id", "name", "address"), seen.header());
        assertTrue(seen.rows().getFirst().endsWith("!"), "a fault is better than values in the wrong columns");
        assertEquals(List.of("id", "name"), read("id,name", "K1,Ann,", "K2,Bo,").header(), "nothing is lost here");
    }

    @Test
    void theHeaderOnceMore_isLeftOut_andTheTableGoesOn() throws IOException {
        Seen seen = read("no,sum", "O1,5", "O2,6", "", "February", "no,sum", "O3,7", "no,sum", "O4,8", "O5,9");
        assertEquals(List.of("O1", "O2", "O3", "O4", "O5"), seen.first());
        assertEquals(List.of("1 from 5: February", "2 from 6: no sum"), seen.notes());
    }

    @Test
    void totalsAreLeftOut_whereverTheyStand_andToldWithTheirCount() throws IOException {
        Seen seen = read(
                "city,shop,sum",
                "Rome,R1,5",
                "Rome,R2,6",
                "Rome Total,,11",
                "Oslo,O1,7",
                "Subtotal:,,7",
                "Grand total,,18");
        assertEquals(List.of("Rome", "Rome", "Oslo"), seen.first());
        assertEquals(List.of("3 from 4: Rome Total 11"), seen.notes());
        seen = read("编号,姓名,金额", "L1,甲,5", "L2,乙,6", "小 计,,11", "L3,丙,7", ",合计：,18", "总计（元）,3人,18.00");
        assertEquals(List.of("L1", "L2", "L3"), seen.first());
    }

    @Test
    void whoIsCalledLikeATotal_isKept_whereTheRowHasAnIdLikeTheOthers() throws IOException {
        assertEquals(
                List.of("甲", "合计", "乙"),
                read("姓名,编号,积分", "甲,K1,5", "合计,K2,6", "乙,K3,7").first());
        assertEquals(
                List.of("甲", "乙", "合计"),
                read("姓名,手机", "甲,13900000001", "乙,13900000002", "合计,13900000009")
                        .first());
        assertEquals(
                List.of("甲", "乙"),
                read("姓名,消费", "甲,1200", "乙,3400", "合计,4600").first(),
                "the sum of the rows is no id, though it looks like one");
        assertEquals(
                List.of("Shell", "Total", "Eni"),
                read("company,branch", "Shell,oil", "Total,energy", "Eni,gas").first(),
                "words beside it make it no total");
    }

    @Test
    void makersLinesAndNotesBelow_areLeftOut_andTold() throws IOException {
        Seen seen = read(
                "客户编号,姓名,手机,,",
                "L1,甲,13900000001,,",
                "L2,乙,13900000002,,",
                ",,,,",
                "合计,2,,,",
                "制表人：王五,,,审核：,",
                "打印时间：,2025-03-01,,,",
                "注：手机号为预留号码,,,,",
                "1. 数据截至二月,,,,");
        assertEquals(
                List.of("L1", "L2"),
                seen.first().stream().filter(id -> !id.isEmpty()).toList());
        assertEquals(
                List.of(
                        "1 from 5: 合计 2",
                        "2 from 6: 制表人：王五 审核：",
                        "2 from 8: 注：手机号为预留号码 1. 数据截至二月".substring(0, "2 from 8: 注：手机号为预留号码".length())),
                seen.notes());
        for (String line : List.of(
                "-- End of report --",
                "12 rows selected.",
                "(2 rows)",
                "Generated on 2025-03-01 by crm",
                "Printed by: Ann Lee",
                "Note: phones are not checked",
                "共2条记录",
                "***END OF FILE***",
                "Average,,111.5",
                ",Net Total,223",
                "Total customers,,2",
                "Page 1 of 1")) {
            seen = read("id,name,phone", "K1,Ann,111", "K2,Bo,112", "", line);
            assertEquals(List.of("K1", "K2"), seen.first(), line);
            assertEquals(List.of("1 from 5: " + line.replaceAll(",+", " ").strip()), seen.notes());
        }
    }

    @Test
    void anotherTableBelow_isNoPartOfThis_thoughOneOfItsColumnsOnlyTells() throws IOException {
        Seen seen = read("id,name,points", "K1,Ann,5", "K2,Bo,6", "", "order id,amount", "O1,5", "O2,6");
        assertEquals(List.of("K1", "K2"), seen.first());
    }

    @Test
    void aCommentThatBeginsLikeANote_isARecord() throws IOException {
        Seen seen = read("comment,score", "Note: the shop was closed,2", "Created by mistake,3", "fine,5", "good,4");
        assertEquals(4, seen.rows().size());
        seen = read("comment,score", "fine,5", "Note: no score given,", "good,4");
        assertEquals(3, seen.rows().size(), "records follow");
    }
}
