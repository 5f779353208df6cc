package io.keqing.search.elastic;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes `index-mappings/pinyin.txt` from ICU's transliterators. Run it after raising icu4j; the test beside
/// it notices when that was forgotten.
final class PinyinTable {
    static final Path FILE = Path.of("index-mappings", "pinyin.txt");
    private static final int FIRST = 0x3400;
    private static final int LAST = 0x9fff;

    private PinyinTable() {}

    public static void main(String[] args) throws IOException {
        Files.write(FILE, lines());
    }

    /// Lines `syllable characters`, then `^syllable characters` with the readings as surnames that differ.
    /// Without tones and with v for ü, as people type. Only what Simplified is read with: texts are folded
    /// first.
    static List<String> lines() {
        Transliterator han = Transliterator.getInstance("Han-Latin");
        Transliterator names = Transliterator.getInstance("Han-Latin/Names");
        Map<String, StringBuilder> readings = new TreeMap<>();
        Map<String, StringBuilder> surnames = new TreeMap<>();
        for (int c = FIRST; c <= LAST; c++) {
            String character = Character.toString(c);
            if (!Folding.script(character).equals(character)) {
                continue;
            }
            String reading = plain(han.transliterate(character));
            if (!reading.matches("[a-z]+")) {
                continue;
            }
            readings.computeIfAbsent(reading, none -> new StringBuilder()).append(character);
            // a surname is read as one only before a given name
            String surname = plain(names.transliterate(character + "一").split(" ")[0]);
            if (!surname.equals(reading)) {
                surnames.computeIfAbsent(surname, none -> new StringBuilder()).append(character);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Generated from ICU by PinyinTable: what each character is read as, and as a surname where that differs.");
        readings.forEach((reading, characters) -> lines.add(reading + " " + characters));
        surnames.forEach((reading, characters) -> lines.add("^" + reading + " " + characters));
        return lines;
    }

    private static String plain(String reading) {
        String apart = Normalizer.normalize(reading.replaceAll("[üǖǘǚǜ]", "v"), Normalizer.Form.NFD);
        return apart.replaceAll("\\p{Mn}", "").strip();
    }
}
