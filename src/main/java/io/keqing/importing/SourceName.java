package io.keqing.importing;

import io.keqing.field.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/// The name of a file as a source may be written, for files whose ids are counted anew in each.
public final class SourceName {
    private static final int LONGEST = 80;

    private SourceName() {}

    /// `Q3 survey.csv` → `q3-survey`. Letters that no source may have are told apart by a sum of the name, so that two
    /// Chinese names stay two sources.
    public static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String whole = dot > 0 ? fileName.substring(0, dot) : fileName;
        String name =
                whole.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+|-+$", "");
        boolean loses = whole.chars().anyMatch(c -> c > 127 && Character.isLetterOrDigit(c));
        String start = name.isEmpty() ? "file" : name.substring(0, Math.min(LONGEST, name.length()));
        return new RecordId(loses || name.length() > LONGEST ? start + "-" + sum(whole) : start, "any").source();
    }

    private static String sum(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
