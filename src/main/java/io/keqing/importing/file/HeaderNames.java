package io.keqing.importing.file;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The columns of a file, found by their names however those are spelt: full-width, in capitals, or with the mark that
/// templates give to what must be filled in.
public final class HeaderNames {
    private static final Pattern MUST = Pattern.compile("\\s*(?:\\((?:必填|必须|required)\\)|\\*)$");

    private final Map<String, String> spellings = new LinkedHashMap<>();

    public HeaderNames(List<String> header) {
        header.forEach(name -> spellings.putIfAbsent(plain(name), name));
    }

    public static String plain(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return MUST.matcher(plain.strip()).replaceFirst("");
    }

    /// As the file spells it, null where it lacks the column.
    @Nullable
    public String spelling(String column) {
        return spellings.get(plain(column));
    }

    public boolean hasAll(Collection<String> columns) {
        return columns.stream().allMatch(column -> spelling(column) != null);
    }

    /// How many columns have a name among `plain` ones.
    public int among(Collection<String> plain) {
        return (int) spellings.keySet().stream().filter(plain::contains).count();
    }
}
