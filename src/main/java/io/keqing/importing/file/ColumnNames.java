package io.keqing.importing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names of columns, each once.
final class ColumnNames {
    private ColumnNames() {}

    /// `1`, `2`, … for a file without a header.
    static List<String> numbers(int width) {
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            numbers.add(Integer.toString(i));
        }
        return List.copyOf(numbers);
    }

    static List<String> unique(List<String> names) {
        Set<String> taken = new HashSet<>();
        // by name, the number that is free next: a million columns of one name are named in one go
        Map<String, Integer> next = new HashMap<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String plain = name.isEmpty() ? "column " + (unique.size() + 1) : name;
            String one = plain;
            while (!taken.add(one)) {
                one = plain + " (" + next.merge(plain, 2, (n, first) -> n + 1) + ")";
            }
            unique.add(one);
        }
        return List.copyOf(unique);
    }

    /// Those that the file gives, without those that stand for none.
    static Set<String> ownNames(List<String> names) {
        Set<String> named = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals("column " + (i + 1))) {
                named.add(names.get(i));
            }
        }
        return named;
    }
}
