package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the merged cells of a sheet, which stand below the cells that they are about: the part is unpacked once more
/// and searched as bytes, without reading it as XML. That costs about a tenth of reading the sheet; reading it from
/// behind is not possible, and keeping its rows until its end is known takes their memory.
final class MergedRanges {
    private static final int BLOCK = 1 << 16;
    private static final int LONGEST = 200;
    private static final Pattern RANGE = Pattern.compile(
            "<(?:\\w{1,20}:)?mergeCell\\s[^>]{0,100}?ref\\s{0,9}=\\s{0,9}[\"']([A-Za-z$0-9]{2,20}:[A-Za-z$0-9]{2,20})[\"']");

    private MergedRanges() {}

    static void find(WorkbookParts parts, String part, Merges merges) throws IOException {
        byte[] block = new byte[BLOCK];
        int kept = 0;
        try (InputStream in = parts.part(part)) {
            for (int read = in.read(block, kept, BLOCK - kept); read > 0; read = in.read(block, kept, BLOCK - kept)) {
                int length = kept + read;
                int from = look(block, length, merges);
                kept = Math.min(length - from, LONGEST);
                System.arraycopy(block, length - kept, block, 0, kept);
            }
        }
    }

    /// @return what is looked at up to there
    private static int look(byte[] block, int length, Merges merges) {
        int first = indexOfMerge(block, length);
        if (first < 0) {
            return length - Math.min(length, LONGEST);
        }
        String text = new String(block, first, length - first, StandardCharsets.ISO_8859_1);
        Matcher range = RANGE.matcher(text);
        int end = 0;
        while (range.find()) {
            merges.add(range.group(1).replace("$", ""));
            end = range.end();
        }
        return first + end;
    }

    /// Where `<` of the first element is whose name has `mergeCell` in it.
    private static int indexOfMerge(byte[] block, int length) {
        for (int i = 0; i < length - 9; i++) {
            if (block[i] == 'm'
                    && block[i + 1] == 'e'
                    && block[i + 2] == 'r'
                    && block[i + 3] == 'g'
                    && block[i + 4] == 'e'
                    && block[i + 5] == 'C') {
                int start = i;
                while (start > 0 && block[start] != '<' && i - start < 30) {
                    start--;
                }
                return start;
            }
        }
        return -1;
    }
}
