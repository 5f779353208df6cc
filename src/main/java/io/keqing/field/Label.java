package io.keqing.field;

import java.util.Locale;

/// What a person reads, in the two languages of the portal.
public record Label(String zh, String en) {
    /// The text for `locale`: Chinese for any Chinese locale, English for every other one.
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }
}
