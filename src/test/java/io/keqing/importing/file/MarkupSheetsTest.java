package io.keqing.importing.file;

import static io.keqing.importing.file.OtherKinds.SETTINGS;
import static io.keqing.importing.file.OtherKinds.cell;
import static io.keqing.importing.file.OtherKinds.odsRow;
import static io.keqing.importing.file.OtherKinds.texts;
import static io.keqing.importing.file.OtherKinds.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkupSheetsTest {
    private static final String MERGED = " cells that are merged with one above have its value @";

    @TempDir
    Path folder;

    private List<String> read(byte[] bytes) throws IOException {
        return OtherKinds.read(folder, bytes, FileFormat.DETECTED, SETTINGS);
    }

    private List<String> read(String text) throws IOException {
        return read(utf8(text));
    }

    private List<String> sheet(byte[] bytes, String name) throws IOException {
        return OtherKinds.read(folder, bytes, new FileFormat(name, null, null, null, null, null, null, null), SETTINGS);
    }

    private String refusal(byte[] bytes, ImportSettings settings) {
        return String.valueOf(
                assertThrows(InvalidFile.class, () -> OtherKinds.read(folder, bytes, FileFormat.DETECTED, settings))
                        .getMessage());
    }

    @Test
    void aPageWithATable_isReadAsItIsShown() throws IOException {
        String page = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=gbk>"
                + "<style>td{mso-number-format:\"\\@\"}</style><!--[if gte mso 9]><xml><x:ExcelWorkbook>"
                + "<x:ExcelWorksheets><x:ExcelWorksheet><x:Name>客户</x:Name></x:ExcelWorksheet></x:ExcelWorksheets>"
                + "</x:ExcelWorkbook></xml><![endif]--></head><body><table border=1><tr><th>编号<th>姓名<th>金额<th>备注"
                + "<tr><td>00123</td><td>甲 &amp; 乙</td><td x:num=\"1234.5\">1,234.50</td><td>a<br>b  c</td></tr>"
                + "<tr><td x:num=\"7\">00007</td><td>&nbsp;</td><td>¥ 5</td><td x:str=\"whole text\">whole…</td></tr>"
                + "<tr><td>8<td>x &lt;y&gt;<td x:num='45717'>2025/3/1<td x:err x:fmla='=A1'>#N/A</table></body></html>";
        List<String> expected = List.of(
                "html [编号, 姓名, 金额, 备注]",
                "2 [00123, 甲 & 乙, 1234.5, a\nb c]",
                "3 [00007, , ¥ 5, whole text]",
                "4 [8, x <y>, 2025/3/1, ]",
                "sheets [客户] 客户",
                "1 cells show an error of a formula; they count as empty @4 #N/A");
        assertEquals(expected, read(page.getBytes(Charset.forName("GB18030"))));
        assertEquals(expected, read(page));
        assertEquals(expected, read(("\uFEFF" + page).getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void fragmentsOfPages_areReadToo() throws IOException {
        String rows = "<tr><td>id</td><td>name</td></tr><tr><td>1</td><td>甲</td></tr>";
        List<String> expected = List.of("html [id, name]", "2 [1, 甲]", "sheets [table 1] table 1");
        for (String head : List.of(
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\" /><style>td{}</style><table>",
                "<style>.a > td{}</style>\n<table border='1'>",
                "\uFEFF <table>",
                "<!-- made by a report --><TABLE>",
                "<div class=x><center><Table cellpadding=0>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html><html><body><table>",
                "",
                "<tbody>")) {
            assertEquals(expected, read(head + rows), head);
        }
    }

    @Test
    void cellsThatSpan_keepTheOthersInTheirColumns() throws IOException {
        assertEquals(
                List.of(
                        "html [客户, 订单, 日期, 金额]",
                        "2 [M1, O1, 2025-03-01, 5]",
                        "3 [M1, O2, 2025-03-02, 6]",
                        "4 [M2, 退款, , 7]",
                        "5 [M3, O4, 2025-03-04, 8]",
                        "sheets [Orders] Orders",
                        "1" + MERGED + "3 M1"),
                read("<table><caption>Orders</caption><tr><th>客户<th>订单<th>日期<th>金额"
                        + "<tr><td rowspan=2>M1<td>O1<td>2025-03-01<td>5<tr><td>O2<td>2025-03-02<td>6"
                        + "<tr><td>M2<td colspan=2>退款<td>7"
                        + "<tr><td>M3<td>O4<td>2025-03-04<td>8</table>"));
    }

    @Test
    void tablesForTheLayout_areNoTable_andThoseInCellsAreText() throws IOException {
        String data = "<table><tr><td>id<td>name<tr><td>1<td>甲<tr><td>2<td>乙</table>";
        assertEquals(
                List.of("html [id, name]", "2 [1, 甲]", "3 [2, 乙]"),
                read("<html><table><tr><td>Report</td></tr><tr><td>" + data
                                + "</td></tr><tr><td>page 1</td></tr></table>")
                        .subList(0, 3));
        assertEquals(
                List.of(
                        "html [id, items]",
                        "2 [1, a 5\nb 6]",
                        "3 [2, none]",
                        "sheets [table 1] table 1",
                        "1 tables inside a cell are read as the text of that cell @2 "),
                read("<table><tr><td>id<td>items<tr><td>1<td><table><tr><td>a<td>5<tr><td>b<td>6</table></td></tr>"
                        + "<tr><td>2<td>none</table>"));
    }

    @Test
    void pagesWithoutATable_areRefusedWithTheWayOut() {
        assertTrue(refusal(utf8("<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"), SETTINGS)
                .contains("is an HTML page without a table"));
        assertTrue(refusal(utf8("<table></table>"), SETTINGS).contains("is an HTML page without a table"));
    }

    @Test
    void openDocumentSheets_areReadByTheirValues() throws IOException {
        String head = odsRow("编号", "金额", "日期", "时刻", "在用", "备注");
        String row = "<table:table-row table:number-rows-repeated='2'>"
                + "<table:table-cell office:value-type='float' office:value='7'><text:p>0007</text:p></table:table-cell>"
                + "<table:table-cell office:value-type='currency' office:currency='EUR' office:value='100.5'>"
                + "<text:p>100,50 €</text:p></table:table-cell>"
                + "<table:table-cell office:value-type='date' office:date-value='2025-03-01'><text:p>1.3.</text:p>"
                + "</table:table-cell><table:table-cell office:value-type='time' office:time-value='PT30H05M00S'/>"
                + "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
                + "<table:table-cell office:value-type='string'><text:p>a<text:s text:c='2'/>b</text:p>"
                + "<text:p>c</text:p><office:annotation><text:p>hidden</text:p></office:annotation></table:table-cell>"
                + "<table:table-cell table:number-columns-repeated='16378'/></table:table-row>";
        String bad = "<table:table-row><table:table-cell office:value-type='string' calcext:value-type='error'"
                + " table:formula='of:=NA()'><text:p>#N/A</text:p></table:table-cell>"
                + "<table:table-cell office:value-type='float' office:value='1E7'/>"
                + "<table:table-cell office:value-type='date' office:date-value='2025-03-01T09:30:00.000'/>"
                + "<table:table-cell table:formula='of:=A1'/></table:table-row>";
        String sheets = "<table:table table:name='secret' table:style-name='h'>" + odsRow("a", "b") + odsRow("c", "d")
                + odsRow("e", "f") + "</table:table><table:table table:name='数据'>" + head + row + bad
                + "<table:table-row table:number-rows-repeated='1048570'><table:table-cell"
                + " table:number-columns-repeated='16384'/></table:table-row></table:table>";
        List<String> read = read(OtherKinds.ods(sheets));
        assertEquals(
                List.of(
                        "ods [编号, 金额, 日期, 时刻, 在用, 备注]",
                        "2 [0007, EUR 100.5, 2025-03-01, 30:05:00, TRUE, a  b\nc]",
                        "3 [0007, EUR 100.5, 2025-03-01, 30:05:00, TRUE, a  b\nc]",
                        "4 [, 10000000, 2025-03-01 09:30:00, , , ]",
                        "sheets [secret, 数据] 数据"),
                read.subList(0, 5));
        assertTrue(read.contains("1 cells show an error of a formula; they count as empty @4 #N/A"), read.toString());
        assertTrue(read.stream().anyMatch(note -> note.contains("formulas have no value")), read.toString());
        assertTrue(read.stream().anyMatch(note -> note.endsWith("secret (3)")), read.toString());
        assertEquals(
                List.of("ods [a, b]", "2 [c, d]", "3 [e, f]", "sheets [secret, 数据] secret"),
                sheet(OtherKinds.ods(sheets), "secret"));
        String flat = (OtherKinds.ODS_HEAD + sheets + OtherKinds.ODS_END).replace("document-content", "document");
        assertEquals(read, read(flat));
    }

    @Test
    void mergedCellsOfOpenDocument_giveTheirValueToEachRow() throws IOException {
        String merged = "<table:table-row><table:table-cell table:number-rows-spanned='2'"
                + " office:value-type='string'><text:p>M1</text:p></table:table-cell><table:table-cell"
                + " office:value-type='string'><text:p>O1</text:p></table:table-cell></table:table-row>"
                + "<table:table-row><table:covered-table-cell/><table:table-cell office:value-type='string'>"
                + "<text:p>O2</text:p></table:table-cell></table:table-row>";
        assertEquals(
                List.of("ods [客户, 订单]", "2 [M1, O1]", "3 [M1, O2]", "sheets [S] S", "1" + MERGED + "3 M1"),
                read(OtherKinds.ods("<table:table table:name='S'>" + odsRow("客户", "订单") + merged + "</table:table>")));
    }

    @Test
    void whatRepeatsItselfWithoutEnd_isRefused_andSoIsAnEntity() throws IOException {
        String many = "<table:table table:name='S'>" + odsRow("a", "b")
                + "<table:table-row table:number-rows-repeated='1048570'><table:table-cell office:value-type='string'"
                + " table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
        assertTrue(refusal(OtherKinds.ods(many), SETTINGS).contains("must repeat at most"));
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";
        String refused = refusal(
                OtherKinds.zip(
                        List.of("mimetype", "content.xml"),
                        List.of(
                                "application/vnd.oasis.opendocument.spreadsheet",
                                entity + OtherKinds.ODS_HEAD + OtherKinds.ODS_END)),
                SETTINGS);
        assertTrue(refused.contains("document type") || refused.contains("damaged"), refused);
        String deep = "<table:table table:name='S'>" + "<table:table-row>".repeat(1_000);
        assertTrue(refusal(OtherKinds.ods(deep), SETTINGS).contains("nests its elements deeper"));
        String long_ = "<table:table table:name='" + "x".repeat(9 << 20) + "'>" + odsRow("a") + "</table:table>";
        ImportSettings bound = new ImportSettings(ZoneOffset.UTC, 1 << 20, 1, 1 << 30, 1 << 30, 100_000, 100, 1_000);
        assertTrue(refusal(OtherKinds.ods(long_), bound).contains("characters in one piece"));
        assertTrue(refusal(OtherKinds.ods("<!--x-->".repeat(4 << 20)), SETTINGS).contains("300 times"));
    }

    @Test
    void workbooksOfExcel2003_areReadByPlaceAndType() throws IOException {
        String sheets = "<Worksheet ss:Name='客户'><Table>" + texts("编号", "金额", "日期", "时刻", "备注")
                + "<Row ss:Index='3'><Cell ss:StyleID='z'><Data ss:Type='Number'>42</Data></Cell>"
                + "<Cell ss:StyleID='e'><Data ss:Type='Number'>100.5</Data></Cell>"
                + cell("DateTime", "2025-03-01T00:00:00.000") + cell("DateTime", "1899-12-31T09:30:00.000")
                + "<Cell><ss:Data ss:Type='String' xmlns='http://www.w3.org/TR/REC-html40'><B>bold</B> text</ss:Data>"
                + "<Comment><ss:Data>a comment</ss:Data></Comment></Cell></Row>"
                + "<Row ss:Span='1'><Cell ss:MergeAcross='1' ss:MergeDown='1'><Data ss:Type='String'>m</Data></Cell>"
                + "<Cell><Data ss:Type='DateTime'>2025-03-02T08:05:00.000</Data></Cell><Cell ss:Index='5'>"
                + "<Data ss:Type='Error'>#REF!</Data></Cell></Row>"
                + "<Row><Cell ss:Index='5'><Data ss:Type='Boolean'>1</Data></Cell></Row></Table></Worksheet>"
                + "<Worksheet ss:Name='历史'><Table>" + texts("x", "y") + texts("1", "2") + "</Table><WorksheetOptions"
                + " xmlns='urn:schemas-microsoft-com:office:excel'><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>";
        byte[] bytes = utf8(OtherKinds.xml2003(sheets));
        List<String> read = read(bytes);
        assertEquals(
                List.of(
                        "xml2003 [编号, 金额, 日期, 时刻, 备注]",
                        "3 [00042, EUR 100.5, 2025-03-01, 09:30:00, bold text]",
                        "4 [m, , 2025-03-02 08:05:00, , ]",
                        "6 [m, , , , TRUE]",
                        "sheets [客户, 历史] 客户"),
                read.subList(0, 5));
        assertTrue(read.stream().anyMatch(note -> note.endsWith("历史 (2)")), read.toString());
        assertTrue(read.stream().anyMatch(note -> note.contains("error of a formula") && note.contains("@4 #REF!")));
        assertEquals("xml2003 [x, y]", sheet(bytes, "历史").getFirst());
        String gbk = OtherKinds.xml2003(sheets).replace("version=\"1.0\"", "version=\"1.0\" encoding=\"gb2312\"");
        assertEquals(read, read(gbk.getBytes(Charset.forName("GB18030"))));
    }

    @Test
    void webArchivesOfExcel_areReadSheetBySheet_andOthersAreRefused() throws IOException {
        String book = "Content-Location: file:///C:/x/book.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                + "Content-Type: text/html; charset=\"utf-8\"\r\n\r\n"
                + "<html xmlns:x=3D\"urn:schemas-microsoft-com:office:excel\"><!--[if gte mso 9]><xml><x:ExcelWorkbook>\r\n"
                + "<x:ExcelWorksheet><x:Name>Old</x:Name><x:WorksheetSource HRef=3D\"f/sheet001.htm\"/></x:ExcelWorksheet>\r\n"
                + "<x:ExcelWorksheet><x:Name>Orders</x:Name><x:WorksheetSource HRef=3D\"f/sheet002.htm\"/></x:ExcelWorksheet>\r\n"
                + "</xml><![endif]--><frameset></frameset></html>";
        String old = "Content-Location: file:///C:/x/f/sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                + "Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<table><tr><td>=E7=94=\r\n=B2</td><td>x</td></tr></table>";
        String orders = "Content-Location: file:///C:/x/f/sheet002.htm\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Type: text/html; charset=\"gb2312\"\r\n\r\n"
                + Base64.getMimeEncoder()
                        .encodeToString("<table><tr><td>编号<td>姓名<tr><td>1<td>张三<tr><td>2<td>李四</table>"
                                .getBytes(Charset.forName("GBK")));
        String style = "Content-Location: a.css\r\nContent-Type: text/css\r\n\r\ntd{}";
        List<String> read = read(OtherKinds.mhtml(book, style, old, orders));
        assertEquals(
                List.of("mhtml [编号, 姓名]", "2 [1, 张三]", "3 [2, 李四]", "sheets [Old, Orders] Orders"), read.subList(0, 4));
        assertEquals(
                "mhtml [甲, x]",
                sheet(utf8(OtherKinds.mhtml(book, style, old, orders)), "Old").getFirst());
        assertTrue(refusal(utf8(OtherKinds.mhtml(old)), SETTINGS).contains("is a web archive (MHTML)"));
    }
}
