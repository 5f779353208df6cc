package io.keqing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All style sheets are loaded together: a class that two of them style by itself means two things.
class StyleSheetsTest {
    private static final Path SHEETS = Path.of("src/main/resources/META-INF/resources");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern MEDIA = Pattern.compile("@[a-z]+[^{}]*\\{(?:[^{}]*\\{[^{}]*\\})*\\s*\\}");
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{[^{}]*\\}");
    private static final Pattern LONE_CLASS = Pattern.compile("\\.[a-zA-Z][\\w-]*");

    @Test
    void aClass_isStyledByItselfInOneSheet() throws IOException {
        Map<String, TreeSet<String>> sheetsByClass = new TreeMap<>();
        List<Path> sheets;
        try (Stream<Path> files = Files.list(SHEETS)) {
            sheets = files.filter(file -> file.toString().endsWith(".css")).toList();
        }
        for (Path sheet : sheets) {
            String css = MEDIA.matcher(COMMENT.matcher(Files.readString(sheet)).replaceAll(""))
                    .replaceAll("");
            Matcher rule = RULE.matcher(css);
            while (rule.find()) {
                for (String selector : rule.group(1).split(",")) {
                    if (LONE_CLASS.matcher(selector.strip()).matches()) {
                        sheetsByClass
                                .computeIfAbsent(selector.strip(), name -> new TreeSet<>())
                                .add(sheet.getFileName().toString());
                    }
                }
            }
        }
        assertEquals(true, sheetsByClass.size() > 100, "classes that were read: " + sheetsByClass.size());
        sheetsByClass.values().removeIf(in -> in.size() == 1);
        assertEquals(Map.of(), sheetsByClass);
    }
}
