package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/// Reads the first sheet of a workbook by POI's event model, which holds one cell at a time.
final class PoiEvents {
    private PoiEvents() {}

    /// Compares the texts below the header, row by row from left to right.
    ///
    /// @return how many cells there were
    static int compare(Path file, List<String> wanted, int columns) throws IOException {
        int[] read = {0};
        try (OPCPackage pack = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            XSSFReader reader = new XSSFReader(pack);
            XMLReader parser = XMLHelper.newXMLReader();
            // the JDK counts each &amp; against a limit that is meant for bombs
            parser.setProperty("http://www.oracle.com/xml/jaxp/properties/maxGeneralEntitySizeLimit", "0");
            parser.setProperty("http://www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit", "0");
            parser.setContentHandler(new XSSFSheetXMLHandler(
                    reader.getStylesTable(),
                    new ReadOnlySharedStringsTable(pack),
                    new XSSFSheetXMLHandler.SheetContentsHandler() {
                        private int row;

                        @Override
                        public void startRow(int number) {
                            row = number;
                        }

                        @Override
                        public void endRow(int number) {}

                        @Override
                        public void cell(String reference, @Nullable String value, @Nullable XSSFComment comment) {
                            if (row > 0) {
                                int at = (row - 1) * columns + new CellReference(reference).getCol();
                                assertEquals(wanted.get(at), value == null ? "" : value, "cell " + at);
                                read[0]++;
                            }
                        }
                    },
                    false));
            try (InputStream sheet = reader.getSheetsData().next()) {
                parser.parse(new InputSource(sheet));
            }
        } catch (OpenXML4JException | SAXException | javax.xml.parsers.ParserConfigurationException e) {
            throw new IOException(e);
        }
        return read[0];
    }
}
