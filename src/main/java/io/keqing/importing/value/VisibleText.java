package io.keqing.importing.value;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// A text without what nobody sees and without what only keeps spreadsheets from changing it.
public final class VisibleText {
    private static final Pattern EQUALS_WRAPPED = Pattern.compile("=\\s*\"(.*)\"", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("[\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]");
    /// Zero-width blanks and joiners, direction marks and isolates, the soft hyphen, byte order marks, tags.
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB]");
    /// The same but the two joiners, which are part of how Persian words and some emoji are written.
    private static final Pattern UNSEEN_IN_WORDS =
            Pattern.compile("[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\u00AD]");
    private static final Pattern FLOAT = Pattern.compile("\\d{1,30}\\.0{1,3}");
    private static final Pattern SCIENTIFIC = Pattern.compile("[-+]?\\d(?:[.,]\\d+)?[eE]\\+\\d{1,3}");

    private VisibleText() {}

    /// `="00123"` is 00123, and so is it behind a backtick, as bills of payment services have it.
    public static String unwrapped(String cell) {
        String text = cell.strip();
        char first = text.isEmpty() ? 'x' : text.charAt(0);
        if (first == '=') {
            var wrapped = EQUALS_WRAPPED.matcher(text);
            return wrapped.matches() ? wrapped.group(1).replace("\"\"", "\"").strip() : text;
        }
        return first == '`' && text.indexOf('`', 1) < 0 ? text.substring(1).strip() : text;
    }

    /// Whether [#unwrapped] takes something off but blanks.
    public static boolean isWrapped(String cell) {
        if (cell.isEmpty() || cell.charAt(0) != '=' && cell.charAt(0) != '`') {
            return false;
        }
        return unwrapped(cell).length() < cell.strip().length();
    }

    /// Without an apostrophe that says that digits are a text. Names keep theirs: 's-Hertogenbosch.
    public static String withoutApostrophe(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && text.indexOf('\'', 1) < 0
                ? text.substring(1).strip()
                : text;
    }

    /// What two ids that look the same have in common.
    public static String identity(String text) {
        return isPlain(text) ? text : without(UNSEEN, text);
    }

    /// A name in the one form of Unicode, without marks that nobody sees.
    public static String words(String text) {
        return isPlain(text) ? text : without(UNSEEN_IN_WORDS, text);
    }

    private static String without(Pattern unseen, String text) {
        String seen = unseen.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("");
        return Normalizer.normalize(seen, Normalizer.Form.NFC).strip();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// Whether it is a whole number with a needless fraction, as data frames write ids.
    public static boolean isFloat(String text) {
        return FLOAT.matcher(text).matches();
    }

    /// @param text for which [#isFloat] is true
    public static String withoutFraction(String text) {
        return text.substring(0, text.indexOf('.'));
    }

    /// Whether a spreadsheet made a power of it, and lost digits.
    public static boolean isScientific(String text) {
        return SCIENTIFIC.matcher(text).matches();
    }
}
