package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {
    private static List<String> split(String text, int longest) throws IOException {
        RecordSplitter splitter = new RecordSplitter(new StringReader(text), Dialect.COMMA, longest);
        List<String> records = new ArrayList<>();
        for (String record = splitter.next(); record != null; record = splitter.next()) {
            records.add(splitter.line() + (splitter.fault() == null ? ": " : "! ") + record);
        }
        return records;
    }

    @Test
    void mixedLineEnds_andLineBreaksInQuotes_keepTheLineNumbersOfTheFile() throws IOException {
        assertEquals(
                List.of("1: a,b", "2: \"x\r\ny\",1", "4: ", "5: c,d", "6: e", "7: f"),
                split("a,b\n\"x\r\ny\",1\r\n\r\nc,d\re\nf", 100));
    }

    @Test
    void aQuoteThatIsNeverClosed_costsItsLineOnly() throws IOException {
        assertEquals(
                List.of("1: a,b", "2! \"5 inch,1\n", "3: c,2", "4: d,3"), split("a,b\n\"5 inch,1\nc,2\nd,3\n", 100));
        assertEquals(
                List.of("1! \"5 inch,1\n", "2! \"6 inch,2\n", "3: d,3"), split("\"5 inch,1\n\"6 inch,2\nd,3", 100));
    }

    @Test
    void aLongLine_isPassedOver_whateverItHolds() throws IOException {
        String mega = "x".repeat(1_000);
        assertEquals(List.of("1: a", "2! xxxxxxxxxx", "3: b"), split("a\n" + mega + "\nb", 10));
        assertEquals(List.of("1: a", "2! \"xxxxxxxxx", "3: b"), split("a\n\"" + mega + "\"\nb", 10));
        assertEquals(List.of("1: a", "2! \"xxxxxxxxx", "3: b"), split("a\n\"" + mega + "\nb", 10));
    }

    @Test
    void aBackslash_protectsAQuote_whereThatIsTheEscape() throws IOException {
        RecordSplitter splitter =
                new RecordSplitter(new StringReader("\"a\\\"b\",\"c\\\\\"\nd"), new Dialect(",", "\"", "\\"), 100);
        assertEquals("\"a\"\"b\",\"c\\\"", splitter.next());
        assertEquals("d", splitter.next());
        assertNull(splitter.next());
    }

    @Test
    void linesAboveTheHeader_arePassedOver_withTheQuotesTheyHold() throws IOException {
        RecordSplitter splitter = new RecordSplitter(new StringReader("\"Report\r\nof 2025\ra,b"), Dialect.COMMA, 100);
        splitter.skipLines(2);
        assertEquals("a,b", splitter.next());
        assertEquals(3, splitter.line());
    }

    @Test
    void wellFormedText_isCutWhereTheParserBehindCutsIt() throws IOException {
        Random random = new Random(7);
        String[] cells = {"a", "", "\"q\"", "\"x,y\"", "\"l1\nl2\"", "\"say \"\"hi\"\"\"", "中文", "\"\""};
        String[] ends = {"\n", "\r\n", "\r"};
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int row = random.nextInt(6); row >= 0; row--) {
                for (int cell = random.nextInt(4); cell >= 0; cell--) {
                    text.append(cells[random.nextInt(cells.length)]).append(cell == 0 ? "" : ",");
                }
                text.append(ends[random.nextInt(3)]);
            }
            List<String> expected = new ArrayList<>();
            try (CsvReader<CsvRecord> reader = parser().ofCsvRecord(text.toString())) {
                reader.forEach(record -> expected.add(record.getStartingLineNumber() + " " + record.getFields()));
            }
            RecordSplitter splitter = new RecordSplitter(new StringReader(text.toString()), Dialect.COMMA, 1_000);
            List<String> actual = new ArrayList<>();
            for (String record = splitter.next(); record != null; record = splitter.next()) {
                actual.add(splitter.line() + " "
                        + (record.isEmpty()
                                ? List.of("")
                                : parser().ofSingleCsvRecord(record).getFields()));
            }
            assertEquals(expected, actual, text.toString());
        }
    }

    private static CsvReader.CsvReaderBuilder parser() {
        return CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE);
    }

    @Test
    void anyText_endsInTime_andEveryLineIsAccountedFor() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            Random random = new Random(11);
            char[] alphabet = {'a', '"', ',', '\n', '\r', '"', ' ', '\0'};
            for (int i = 0; i < 5_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(200); n >= 0; n--) {
                    text.append(alphabet[random.nextInt(alphabet.length)]);
                }
                RecordSplitter splitter = new RecordSplitter(new StringReader(text.toString()), Dialect.COMMA, 50);
                long before = 0;
                for (String record = splitter.next(); record != null; record = splitter.next()) {
                    assertTrue(
                            splitter.line() > before, "line " + splitter.line() + " after " + before + " in " + text);
                    before = splitter.line();
                }
            }
        });
    }

    @Test
    void aFileOfStrayQuotes_isReadWithinSeconds() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            RecordSplitter splitter = new RecordSplitter(new Repeated("a,\"b\n", 400_000), Dialect.COMMA, 1 << 20);
            int faults = 0;
            for (String record = splitter.next(); record != null; record = splitter.next()) {
                faults += splitter.fault() == null ? 0 : 1;
            }
            assertTrue(faults > 300_000, "" + faults);
        });
    }

    /// The same text over and over, without holding it.
    private static final class Repeated extends Reader {
        private final String text;
        private final long length;
        private long at;

        Repeated(String text, int times) {
            this.text = text;
            this.length = (long) text.length() * times;
        }

        @Override
        public int read(char[] into, int from, int most) {
            int count = (int) Math.min(most, length - at);
            for (int i = 0; i < count; i++) {
                into[from + i] = text.charAt((int) (at++ % text.length()));
            }
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {}
    }
}
