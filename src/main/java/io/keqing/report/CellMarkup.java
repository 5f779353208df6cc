package io.keqing.report;

import org.apache.poi.ss.util.CellReference;

/// The markup of a sheet that does not change from cell to cell, made once.
final class CellMarkup {
    static final byte[] ROW_END = XmlBytes.ascii("</row>");
    static final byte[] ROW = XmlBytes.ascii("<row r=\"");
    static final byte[] HEADER_ROW_END = XmlBytes.ascii("\" ht=\"21\" customHeight=\"1\">");
    static final byte[] TAG_END = XmlBytes.ascii("\">");
    static final byte[] TEXT_END = XmlBytes.ascii("</t></is></c>");
    static final byte[] VALUE_END = XmlBytes.ascii("</v></c>");

    /// What can still be read on a landscape page, in digits.
    private static final double PAGE_WIDTH = 220;

    private CellMarkup() {}

    /// `<c r="A`, `<c r="B` …: the row's number follows.
    static byte[][] cells(int columns) {
        byte[][] cells = new byte[columns][];
        for (int i = 0; i < columns; i++) {
            cells[i] = XmlBytes.ascii("<c r=\"" + CellReference.convertNumToColString(i));
        }
        return cells;
    }

    static byte[] text(int style, boolean keepBlanks) {
        return XmlBytes.ascii(
                "\" s=\"" + style + "\" t=\"inlineStr\"><is><t" + (keepBlanks ? " xml:space=\"preserve\">" : ">"));
    }

    static byte[] value(int style) {
        return XmlBytes.ascii("\" s=\"" + style + "\"><v>");
    }

    /// Up to the first row: the header row stays in view, the sheet prints landscape on as few pages as can be
    /// read. It is not selected: only the sheet that a file opens with may be, since sheets that are selected
    /// together are changed together.
    static String head(double[] widths) {
        StringBuilder head = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                + "<sheetViews><sheetView workbookViewId=\"0\">"
                + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                + "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>"
                + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (int i = 0; i < widths.length; i++) {
            head.append("<col min=\"").append(i + 1).append("\" max=\"").append(i + 1);
            head.append("\" width=\"").append(widths[i]).append("\" customWidth=\"1\"/>");
        }
        return head.append("</cols><sheetData>").toString();
    }

    /// From the last row on: no green corners at ids that look like numbers, page numbers, and the table.
    static String tail(double[] widths, int rows) {
        double wide = 0;
        for (double width : widths) {
            wide += width;
        }
        int pages = (int) Math.ceil(wide / PAGE_WIDTH);
        String area = "A1:" + CellReference.convertNumToColString(widths.length - 1) + rows;
        return "</sheetData><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
                + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"" + pages
                + "\" fitToHeight=\"0\"/>"
                + "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
                + "<ignoredErrors><ignoredError sqref=\"" + area + "\" numberStoredAsText=\"1\"/></ignoredErrors>"
                + "<tableParts count=\"1\"><tablePart r:id=\"" + ReportBook.TABLE_RELATION
                + "\"/></tableParts></worksheet>";
    }
}
