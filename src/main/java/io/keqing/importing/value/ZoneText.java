package io.keqing.importing.value;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The zone behind a time: `+0800`, `GMT+8`, `UTC-03:30`, `Europe/Berlin`, `JST`, `北京时间`.
final class ZoneText {
    private static final Pattern OFFSET = Pattern.compile(
            "(?:UTC|GMT|Z)? ?(?<sign>[+−-])(?<h>\\d{1,2})(?::?(?<min>\\d{2}))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern REGION = Pattern.compile("[A-Za-z_]{2,20}(?:/[A-Za-z0-9_+-]{2,30}){1,2}");
    private static final Map<String, ZoneId> NAMES = Map.ofEntries(
            Map.entry("z", ZoneOffset.UTC),
            Map.entry("ut", ZoneOffset.UTC),
            Map.entry("utc", ZoneOffset.UTC),
            Map.entry("gmt", ZoneOffset.UTC),
            Map.entry("est", ZoneOffset.ofHours(-5)),
            Map.entry("edt", ZoneOffset.ofHours(-4)),
            Map.entry("cdt", ZoneOffset.ofHours(-5)),
            Map.entry("mst", ZoneOffset.ofHours(-7)),
            Map.entry("mdt", ZoneOffset.ofHours(-6)),
            Map.entry("pst", ZoneOffset.ofHours(-8)),
            Map.entry("pdt", ZoneOffset.ofHours(-7)),
            Map.entry("wet", ZoneOffset.UTC),
            Map.entry("cet", ZoneOffset.ofHours(1)),
            Map.entry("mez", ZoneOffset.ofHours(1)),
            Map.entry("cest", ZoneOffset.ofHours(2)),
            Map.entry("mesz", ZoneOffset.ofHours(2)),
            Map.entry("eet", ZoneOffset.ofHours(2)),
            Map.entry("eest", ZoneOffset.ofHours(3)),
            Map.entry("msk", ZoneOffset.ofHours(3)),
            Map.entry("sgt", ZoneOffset.ofHours(8)),
            Map.entry("hkt", ZoneOffset.ofHours(8)),
            Map.entry("jst", ZoneOffset.ofHours(9)),
            Map.entry("kst", ZoneOffset.ofHours(9)),
            Map.entry("aest", ZoneOffset.ofHours(10)),
            Map.entry("aedt", ZoneOffset.ofHours(11)),
            Map.entry("北京时间", ZoneOffset.ofHours(8)),
            Map.entry("china standard time", ZoneOffset.ofHours(8)));

    private ZoneText() {}

    /// Null for what names no zone, and for `CST`, `IST`, `BST` and `AST`, which several countries call theirs.
    static @Nullable ZoneId read(String text) {
        String name = text.strip();
        if (name.startsWith("[") && name.endsWith("]") || name.startsWith("(") && name.endsWith(")")) {
            name = name.substring(1, name.length() - 1);
        }
        ZoneId known = NAMES.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        try {
            Matcher offset = OFFSET.matcher(name);
            if (offset.matches()) {
                int minutes = Integer.parseInt(offset.group("h")) * 60
                        + (offset.group("min") == null ? 0 : Integer.parseInt(offset.group("min")));
                return ZoneOffset.ofTotalSeconds((offset.group("sign").equals("+") ? 60 : -60) * minutes);
            }
            return REGION.matcher(name).matches() ? ZoneId.of(name) : null;
        } catch (DateTimeException e) {
            return null; // no such place, or an offset of more than 18 hours
        }
    }

    /// Whether it is the name of several zones.
    static boolean isShared(String text) {
        return Set.of("cst", "ist", "bst", "ast").contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
