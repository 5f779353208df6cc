package io.keqing.search.elastic;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes `index-mappings/traditional-simplified.txt` from ICU's transliterator. Run it after raising icu4j; the test
/// beside it notices when that was forgotten.
final class FoldingTable {
    static final Path FILE = Path.of("index-mappings", "traditional-simplified.txt");

    private FoldingTable() {}

    public static void main(String[] args) throws IOException {
        Files.write(FILE, lines());
    }

    /// One line per character that ICU changes when it stands alone, then those of ICU's rules for words
    /// (計畫 becomes 计划, 著名 stays) whose result is not the sum of its characters. Rules whose result ICU
    /// would change once more (銀髮 to 銀发) are mistakes in ICU's table and left out.
    static List<String> lines() {
        Transliterator simplify = Transliterator.getInstance("Traditional-Simplified");
        List<String> lines = new ArrayList<>();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN) {
                String from = Character.toString(codePoint);
                String to = simplify.transliterate(from);
                if (!to.equals(from)) {
                    lines.add(from + "=>" + to);
                }
            }
        }
        for (String rule : simplify.toRules(false).split("\n")) {
            int arrow = rule.indexOf('>');
            String word = arrow < 0 ? "" : rule.substring(0, arrow).strip();
            String to = simplify.transliterate(word);
            boolean han = word.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
            if (han && !to.equals(oneByOne(simplify, word)) && to.equals(simplify.transliterate(to))) {
                lines.add(word + "=>" + to);
            }
        }
        return lines;
    }

    private static String oneByOne(Transliterator simplify, String word) {
        return word.codePoints()
                .mapToObj(c -> simplify.transliterate(Character.toString(c)))
                .collect(Collectors.joining());
    }
}
