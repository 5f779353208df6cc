package io.keqing.search.elastic;

import com.ibm.icu.text.CollationKey;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import io.keqing.field.Field;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The orders that names are listed in, by ICU's collations: 安 before 丁 for who reads Chinese, letters first for
/// everybody else; accents and case decide between equals only, and 2 comes before 10. The portal writes what a
/// name is ordered by beside the name, since no stock cluster has these collations. See
/// `docs/decisions/0048-names-in-the-readers-order.md`.
enum NameOrder {
    /// Chinese by Pinyin, before all other scripts.
    BY_PINYIN("zh", "by_pinyin"),
    /// Latin letters first, wherever they carry an accent.
    BY_LETTER("", "by_letter");

    /// Of a name: what is longer differs before it, or never.
    private static final int MOST_CHARACTERS = 300;

    private static final int MOST_BYTES = 600;
    /// Six bits a character, in the order of the bytes.
    private static final String DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// Levels of a key: accents and case are the second and third.
    private static final int LETTERS_ALONE = 1;

    /// Before a Latin letter: the place of the Chinese characters whose Pinyin begins with it, as the collation
    /// has it.
    private static final char PINYIN_LETTER = '\ufdd0';
    /// No Pinyin begins with these.
    private static final String NO_PINYIN = "IUV";

    private final RuleBasedCollator collator;
    private final String suffix;

    NameOrder(String locale, String suffix) {
        this.collator = ((RuleBasedCollator) Collator.getInstance(new ULocale(locale))).cloneAsThawed();
        this.collator.setNumericCollation(true);
        this.collator.freeze();
        this.suffix = suffix;
    }

    static NameOrder of(@Nullable Locale reader) {
        return reader != null && reader.getLanguage().equals(Locale.CHINESE.getLanguage()) ? BY_PINYIN : BY_LETTER;
    }

    /// A number that changes with what is written beside a name.
    static int version() {
        return Objects.hash(
                BY_PINYIN.collator.getVersion().toString(),
                BY_LETTER.collator.getVersion().toString(),
                DIGITS);
    }

    String path(Field<?> name) {
        return Place.path(name) + "_" + suffix;
    }

    /// What a name is ordered by, as text: the engine compares it byte by byte.
    String key(String name) {
        return text(bytes(collator.getCollationKey(truncated(name))));
    }

    /// Before the first name that begins so; one Latin letter among Chinese names is the Pinyin they begin with.
    String from(String start) {
        if (isPinyinLetter(start)) {
            return pinyin(Character.toUpperCase(start.charAt(0)));
        }
        return bound(start, CollationKey.BoundMode.LOWER);
    }

    /// Behind the last name that begins so.
    String behind(String start) {
        if (isPinyinLetter(start)) {
            return pinyin((char) (Character.toUpperCase(start.charAt(0)) + 1));
        }
        return bound(start, CollationKey.BoundMode.UPPER_LONG);
    }

    private boolean isPinyinLetter(String start) {
        return this == BY_PINYIN
                && start.length() == 1
                && start.toUpperCase(Locale.ROOT).matches("[A-Z]");
    }

    private String pinyin(char letter) {
        char next = letter;
        while (NO_PINYIN.indexOf(next) >= 0) {
            next++;
        }
        // behind the last of the Chinese characters the Latin letters begin
        return next > 'Z' ? bound("a", CollationKey.BoundMode.LOWER) : key(PINYIN_LETTER + Character.toString(next));
    }

    private String bound(String start, int mode) {
        CollationKey key = collator.getCollationKey(truncated(start));
        return text(bytes(key.getBound(mode, LETTERS_ALONE)));
    }

    private static String truncated(String name) {
        String text = name.strip();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /// Without the zero at its end.
    private static byte[] bytes(CollationKey key) {
        byte[] bytes = key.toByteArray();
        return Arrays.copyOf(bytes, Math.min(bytes.length - 1, MOST_BYTES));
    }

    private static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 4 / 3 + 1);
        int rest = 0;
        int bits = 0;
        for (byte each : bytes) {
            rest = rest << 8 | each & 0xff;
            bits += 8;
            while (bits >= 6) {
                bits -= 6;
                text.append(DIGITS.charAt(rest >> bits & 0x3f));
            }
            rest &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(DIGITS.charAt(rest << 6 - bits & 0x3f));
        }
        return text.toString();
    }
}
