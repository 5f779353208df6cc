package io.keqing.field;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/// What a person reads, in the two languages of the portal.
public record Label(String zh, String en) {
    /// The text for `locale`: Chinese for any Chinese locale, in Traditional characters where those are
    /// written, and English for every other one.
    public String in(Locale locale) {
        if (!locale.getLanguage().equals("zh")) {
            return en;
        }
        return isTraditional(locale) ? Traditional.CHARACTERS.transliterate(zh) : zh;
    }

    /// Taiwan, Hong Kong and Macao, unless the script is said.
    private static boolean isTraditional(Locale locale) {
        return locale.getScript().isEmpty()
                ? switch (locale.getCountry()) {
                    case "TW", "HK", "MO" -> true;
                    default -> false;
                }
                : locale.getScript().equals("Hant");
    }

    /// Made when first needed: it reads large tables.
    private static final class Traditional {
        static final Transliterator CHARACTERS = Transliterator.getInstance("Simplified-Traditional");
    }
}
