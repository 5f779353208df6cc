package io.keqing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/vaadin-i18n");
    private static final Pattern USED = Pattern.compile("getTranslation\\(\\s*\"([^\"]+)\"");
    private static final Pattern MENU = Pattern.compile("@Menu\\([^)]*title\\s*=\\s*\"([^\"]+)\"", Pattern.DOTALL);

    private final Messages messages = new Messages();
    private final Map<String, String> chinese = messages.texts(Locale.SIMPLIFIED_CHINESE);
    private final Map<String, String> english = messages.texts(Locale.ENGLISH);

    @Test
    void everyTextIsThereInBothLanguages() {
        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(chinese.keySet()));
        english.forEach((key, text) -> assertFalse(text.isBlank(), key));
        chinese.forEach((key, text) -> assertFalse(text.isBlank(), key));
    }

    @Test
    void everyTextTakesTheSameArgumentsInBothLanguages() {
        english.forEach((key, text) -> assertEquals(
                new MessageFormat(text, Locale.ENGLISH).getFormatsByArgumentIndex().length,
                new MessageFormat(chinese.get(key), Locale.CHINESE).getFormatsByArgumentIndex().length,
                key));
    }

    @Test
    void everyFileIsReadAndHoldsItsRoomsKeysOnly() throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Matcher name = Pattern.compile("([a-z]+)_(zh_CN|en)\\.properties")
                        .matcher(file.getFileName().toString());
                assertTrue(name.matches(), "a file's name is ROOM_zh_CN or ROOM_en, was " + file);
                assertTrue(Messages.ROOMS.contains(name.group(1)), "Messages.ROOMS lacks " + name.group(1));
                Set<String> keys = new HashSet<>();
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank() && !line.startsWith("#") && line.contains("=")) {
                        String key = line.substring(0, line.indexOf('=')).strip();
                        assertTrue(key.startsWith(name.group(1) + "."), file + ": " + key);
                        assertTrue(keys.add(key), file + " has twice: " + key);
                    }
                }
            }
        }
    }

    @Test
    void everyTextThatAViewNamesIsThere() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            Set<String> missing = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> keys(file).stream())
                    .filter(key -> !english.containsKey(key))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), missing);
        }
    }

    private static Set<String> keys(Path file) {
        try {
            String source = Files.readString(file).replaceAll("(?m)^\\s*///.*$", "");
            Set<String> keys = new HashSet<>();
            for (Pattern pattern : new Pattern[] {USED, MENU}) {
                Matcher matcher = pattern.matcher(source);
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
            // a key put together at run time ends in a dot
            keys.removeIf(key -> key.endsWith("."));
            return keys;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anyChineseLocaleReadsChineseAndAnyOtherEnglish() {
        assertEquals("登录", messages.getTranslation("shell.login.title", Locale.TRADITIONAL_CHINESE));
        assertEquals("Sign in", messages.getTranslation("shell.login.title", Locale.FRENCH));
        assertTrue(messages.getTranslation("shell.login.tooMany", Locale.ENGLISH, "7")
                .contains("wait 7 s"));
    }

    @Test
    void aTextThatIsNowhereIsAnErrorAndNoKeyOnTheScreen() {
        assertThrows(IllegalArgumentException.class, () -> messages.getTranslation("shell.nowhere", Locale.ENGLISH));
    }
}
