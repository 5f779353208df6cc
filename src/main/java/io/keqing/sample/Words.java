package io.keqing.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The word lists beside the code: `[section]` headers, one entry a line, `#` comments.
final class Words {
    private final String file;
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private Words(String file) {
        this.file = file;
    }

    static Words of(String file) {
        Words words = new Words(file);
        List<String> section = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith("[") && line.endsWith("]") && line.indexOf('|') < 0) {
                section = new ArrayList<>();
                words.sections.put(line.substring(1, line.length() - 1), section);
            } else {
                section.add(line);
            }
        }
        return words;
    }

    /// The lines that say something; `#` comments and empty ones are left out.
    static List<String> lines(String file) {
        return text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    static String text(String file) {
        try (InputStream in = Words.class.getResourceAsStream("/sample/" + file)) {
            if (in == null) {
                throw new IllegalStateException("a word list of the sample is missing: sample/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sample/" + file, e);
        }
    }

    Map<String, List<String>> sections() {
        return sections;
    }

    List<String> list(String section) {
        List<String> found = sections.get(section);
        if (found == null) {
            throw new IllegalStateException("sample/" + file + " has no section [" + section + "]");
        }
        return found;
    }

    /// A section whose lines are split at `separator`, all with the same number of columns.
    List<String[]> table(String section, String separator, int columns) {
        return list(section).stream()
                .map(line -> {
                    String[] cells = line.split(java.util.regex.Pattern.quote(separator), -1);
                    if (cells.length != columns) {
                        throw new IllegalStateException(
                                "sample/" + file + " [" + section + "] needs " + columns + " columns, has: " + line);
                    }
                    return cells;
                })
                .toList();
    }
}
