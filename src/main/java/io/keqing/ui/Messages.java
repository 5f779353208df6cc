package io.keqing.ui;

import com.vaadin.flow.i18n.I18NProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What the screens say, in Simplified Chinese and English: `vaadin-i18n/ROOM_zh_CN.properties` and
/// `vaadin-i18n/ROOM_en.properties`, UTF-8, every key beginning with the room's name. One file for each room and
/// language, so that rooms don't meet in one file; the price is the list below, which a test compares with the folder.
/// Texts with arguments are `java.text.MessageFormat`: `{0}`, and a quote is written twice.
@Singleton
public final class Messages implements I18NProvider {
    static final List<String> ROOMS = List.of(
            "shell",
            "ui",
            "account",
            "search",
            "importing",
            "report",
            "customer",
            "interaction",
            "feedback",
            "satisfaction",
            "similar",
            "operations",
            "segment",
            "profile",
            "alert",
            "job",
            "privacy");
    private static final List<Locale> LOCALES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    private final Map<String, String> chinese = read("zh_CN");
    private final Map<String, String> english = read("en");

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    /// @throws IllegalArgumentException if no file has the key: better noticed by the first test than read by a person
    @Override
    public String getTranslation(String key, Locale locale, @Nullable Object... arguments) {
        String text = texts(locale).get(key);
        if (text == null) {
            throw new IllegalArgumentException("A text must be in vaadin-i18n, was '%s' for %s".formatted(key, locale));
        }
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    Map<String, String> texts(Locale locale) {
        return locale.getLanguage().equals("zh") ? chinese : english;
    }

    private static Map<String, String> read(String language) {
        Map<String, String> texts = new HashMap<>();
        for (String room : ROOMS) {
            String file = "/vaadin-i18n/%s_%s.properties".formatted(room, language);
            try (InputStream in = Messages.class.getResourceAsStream(file)) {
                if (in != null) {
                    Properties properties = new Properties();
                    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                        properties.load(reader);
                    }
                    properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Texts must be readable: " + file, e);
            }
        }
        return Map.copyOf(texts);
    }
}
