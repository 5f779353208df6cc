package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FoldingTableTest {
    @Test
    void theTableIsWhatIcuSays() throws IOException {
        assertEquals(FoldingTable.lines(), Files.readAllLines(FoldingTable.FILE));
    }

    @Test
    void foldingKeepsTheLength_soThatHighlightsStayInPlace() throws IOException {
        for (String line : Files.readAllLines(FoldingTable.FILE)) {
            int arrow = line.indexOf("=>");
            assertEquals(line.codePointCount(0, arrow), line.codePointCount(arrow + 2, line.length()), line);
        }
    }
}
