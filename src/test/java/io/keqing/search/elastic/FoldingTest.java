package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    private static final Path VARIANTS = Path.of("index-mappings", "variants.txt");

    @ParameterizedTest
    @CsvSource({
        "客戶關係, 客户关系",
        "户戶戸, 户户户",
        "臺台枱檯颱風, 台台台台台风",
        "計畫, 计划",
        "ＡＢＣ１２３, abc123",
        "José MÜLLER, jose muller",
        "东京経済, 东京经济",
        "髙橋, 高桥",
        "退款, 退款",
    })
    void theSameWordInAnotherFormFoldsToOne(String text, String folded) {
        assertEquals(folded, Folding.all(text).text());
    }

    @Test
    void aFoldedPartIsFoundAgainInTheOriginal() {
        Folding.Folded folded = Folding.all("他們的客戶關係ＯＫ");
        int at = folded.text().indexOf("客户关系");
        assertEquals("客戶關係", folded.part(at, 4));
        assertEquals("ＯＫ", folded.part(folded.text().indexOf("ok"), 2));
    }

    @Test
    void variantsAreNoneOfIcus_andFoldToWhatStays() throws IOException {
        Transliterator simplify = Transliterator.getInstance("Traditional-Simplified");
        Set<String> seen = new HashSet<>();
        List<String> lines = Files.readAllLines(VARIANTS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        for (String line : lines) {
            String from = line.substring(0, line.indexOf("=>"));
            String to = line.substring(line.indexOf("=>") + 2);
            assertEquals(1, from.codePointCount(0, from.length()), line);
            assertEquals(1, to.codePointCount(0, to.length()), line);
            assertEquals(from, simplify.transliterate(from), "ICU has it already: " + line);
            assertEquals(to, Folding.script(to), "folds on: " + line);
            assertTrue(seen.add(from), "twice: " + line);
        }
    }
}
