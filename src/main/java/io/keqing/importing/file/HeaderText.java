package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the columns are called by the rows of a header. Where its first line names all columns, they have these names
/// and a second line is what they are called at length. Else the lowest line that says something is the name, and what
/// stands above, which reaches to the right until the next one, is the group: it goes before the name only where the
/// same name stands in several groups, or where the name says nothing by itself.
final class HeaderText {
    private static final int LONGEST_GROUP = 20;
    private static final Pattern EMPTY_WORDS = Pattern.compile(
            "(?i)response|open-ended response|answer|value|other(?: \\(.*\\))?|yes|no|\\d+|选项.*|其他.*|其它.*|是|否|得分|分数|金额|数量");

    private HeaderText() {}

    static boolean namesAll(List<Row> header) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < header.getFirst().cells().size(); i++) {
            String name = header.getFirst().cell(i).strip();
            for (Row row : header) {
                if (name.isEmpty() && !row.cell(i).isBlank()) {
                    return false;
                }
            }
            if (!name.isEmpty() && !names.add(name)) {
                return false;
            }
        }
        return true;
    }

    /// By name, what the header says of a column besides: at length in a second line, or the group above it.
    static Map<String, String> labels(List<Row> header, List<String> names) {
        if (header.size() < 2) {
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        if (!namesAll(header)) {
            List<String> groups = groups(header, names.size());
            List<String> lowest = lowest(header, names.size());
            for (int i = 0; i < names.size(); i++) {
                String group = groups.get(i);
                if (!group.isEmpty()
                        && !lowest.get(i).isEmpty()
                        && !names.get(i).startsWith(group)) {
                    labels.put(names.get(i), group + " · " + lowest.get(i));
                }
            }
            return labels;
        }
        if (HeaderRows.isImportIds(header.get(1))) {
            return Map.of();
        }
        for (int i = 0; i < names.size(); i++) {
            String label = header.get(1).cell(i).strip();
            if (!label.isEmpty() && !label.equals(names.get(i))) {
                labels.put(names.get(i), label);
            }
        }
        return labels;
    }

    /// One name per column.
    static List<String> names(List<Row> header, int width) {
        List<String> names = new ArrayList<>();
        if (header.size() == 1 || namesAll(header)) {
            for (int i = 0; i < width; i++) {
                names.add(header.getFirst().cell(i).strip());
            }
            return names;
        }
        List<String> lowest = lowest(header, width);
        List<String> groups = groups(header, width);
        Map<String, Integer> count = new HashMap<>();
        lowest.forEach(name -> count.merge(name, 1, Integer::sum));
        for (int i = 0; i < width; i++) {
            String name = lowest.get(i);
            String group = groups.get(i);
            boolean isClear = count.getOrDefault(name, 0) == 1
                    && group.length() <= LONGEST_GROUP
                    && !EMPTY_WORDS.matcher(name).matches();
            names.add(name.isEmpty() || isClear ? name : (group + " " + name).strip());
        }
        return names;
    }

    private static List<String> lowest(List<Row> header, int width) {
        List<String> lowest = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String name = "";
            for (Row row : header) {
                name = row.cell(i).isBlank() ? name : row.cell(i).strip();
            }
            lowest.add(name);
        }
        return lowest;
    }

    /// What stands above the lowest name, empty where nothing does.
    private static List<String> groups(List<Row> header, int width) {
        List<List<String>> groups = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            groups.add(new ArrayList<>());
        }
        for (int line = 0; line < header.size() - 1; line++) {
            String heading = "";
            for (int i = 0; i < width; i++) {
                String own = header.get(line).cell(i).strip();
                heading = own.isEmpty() ? heading : own;
                boolean hasBelow = false;
                for (Row below : header.subList(line + 1, header.size())) {
                    hasBelow |=
                            !below.cell(i).isBlank() && !below.cell(i).strip().equals(heading);
                }
                if (hasBelow && !heading.isEmpty() && !groups.get(i).contains(heading)) {
                    groups.get(i).add(heading);
                }
            }
        }
        return groups.stream().map(parts -> String.join(" ", parts)).toList();
    }
}
