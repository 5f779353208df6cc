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
    private static final Pattern MUST = Pattern.compile("\\s*(?:\\((?:必填|必须|required)\\)|\\*)$|^\\*\\s*");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern BRACKETS =
            Pattern.compile("\\([^()]*\\)|\\[[^\\[\\]]*]|【[^】]*】|〔[^〕]*〕|\\{[^{}]*}|<[^<>]*>");
    private static final Pattern BEFORE =
            Pattern.compile("^(?:[\\s*#※★☆●•:!~_-]|\\d{1,2}[.、)]\\s*|必填项?[-:]?|选填[-:]?)+");
    private static final Pattern AFTER =
            Pattern.compile("(?:[\\s*#※★☆●•:!?_~,;-]|必填项?|选填|可选|\\s(?:required|mandatory|optional)"
                    + "|\\s(?:utc|gmt)(?:[+-]\\d.*)?|\\s?y{2,4}[-/.年]?m{1,2}[-/.月]?d{1,2}.*"
                    + "|[/_,，-]\\s*(?:元|万元|千元|分|个|件|次|天|人|usd|cny|rmb|eur|¥|\\$|%))+$");

    private final Map<String, String> spellings = new LinkedHashMap<>();

    public HeaderNames(List<String> header) {
        header.forEach(name -> spellings.putIfAbsent(plain(name), name));
    }

    /// The name without units, stars, remarks in brackets or on a line of their own, marks of what must be filled in:
    /// `*客户编号`, `客户名称(必填)`, `积分（分）` and `3. Phone [required]` are 客户编号, 客户名称, 积分 and phone.
    public static String bare(String name) {
        String whole = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
        String plain = bareLine(whole.replace('\n', ' ').replace('\r', ' '));
        int line = whole.indexOf('\n');
        String first = line < 0 ? "" : bareLine(whole.substring(0, line));
        boolean isRemark = line >= 0 && HAN.matcher(first).find() && first.length() > 1;
        return isRemark ? first : plain;
    }

    private static String bareLine(String line) {
        String without = BRACKETS.matcher(line).replaceAll(" ");
        String bare = BEFORE.matcher(without).replaceFirst("");
        bare = AFTER.matcher(bare).replaceFirst("").strip();
        return bare.isEmpty() ? line.strip() : bare;
    }

    public static String plain(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return MUST.matcher(plain.strip()).replaceAll("");
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
