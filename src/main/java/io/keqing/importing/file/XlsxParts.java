package io.keqing.importing.file;

import io.keqing.importing.file.WorkbookParts.Relationship;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/// The parts of a workbook in XML that stand beside its sheets.
final class XlsxParts {
    private static final int IN_ROOT = 2;

    private final XlsxBook book;
    private final WorkbookParts parts;

    XlsxParts(XlsxBook book, WorkbookParts parts) {
        this.book = book;
        this.parts = parts;
    }

    void read(String main, List<Relationship> all) throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        for (Relationship each : all) {
            if (each.type().equals("worksheet") && parts.has(each.target())) {
                targets.put(each.id(), each.target());
            }
        }
        readBook(main, targets);
        String styles = parts.beside(main, all, "styles", "styles.xml");
        if (!styles.isEmpty()) {
            readStyles(styles);
        }
        String texts = parts.beside(main, all, "sharedStrings", "sharedStrings.xml");
        if (!texts.isEmpty()) {
            readTexts(texts);
        }
    }

    private void readBook(String part, Map<String, String> targets) throws IOException, XMLStreamException {
        try (PartXml xml = parts.xml(part)) {
            for (String name = xml.start(); name != null; name = xml.start()) {
                if (name.equals("workbookPr") && xml.depth() == IN_ROOT) {
                    book.formats().countFrom1904(isTrue(xml.attribute("date1904")));
                } else if (name.equals("calcPr") && xml.depth() == IN_ROOT) {
                    book.computeOnOpening(isTrue(xml.attribute("fullCalcOnLoad")));
                } else if (name.equals("sheet") && xml.depth() == IN_ROOT + 1) {
                    String target = targets.get(xml.relationship());
                    if (target != null) {
                        boolean hidden = xml.attribute("state").contains("idden");
                        book.add(xml.attribute("name"), target, !hidden);
                    }
                }
            }
        }
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true") || value.equals("on");
    }

    /// Formats stand in the styles of conditional formatting, too, under the same numbers: only those at their place
    /// count.
    private void readStyles(String part) throws IOException, XMLStreamException {
        Map<Integer, String> codes = new HashMap<>();
        String list = "";
        try (PartXml xml = parts.xml(part)) {
            for (String name = xml.start(); name != null; name = xml.start()) {
                if (xml.depth() == IN_ROOT) {
                    list = name;
                } else if (xml.depth() == IN_ROOT + 1 && list.equals("numFmts") && name.equals("numFmt")) {
                    codes.put(PartXml.number(xml.attribute("numFmtId")), xml.attribute("formatCode"));
                } else if (xml.depth() == IN_ROOT + 1 && list.equals("cellXfs") && name.equals("xf")) {
                    int id = PartXml.number(xml.attribute("numFmtId"));
                    book.formats().add(id, codes.getOrDefault(id, ""));
                }
            }
        }
    }

    private void readTexts(String part) throws IOException, XMLStreamException {
        try (PartXml xml = parts.xml(part)) {
            for (String name = xml.start(); name != null; name = xml.start()) {
                if (name.equals("si") && xml.depth() == IN_ROOT) {
                    book.texts().add(xml.text(false));
                }
            }
        }
    }
}
