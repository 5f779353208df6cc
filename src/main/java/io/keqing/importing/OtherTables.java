package io.keqing.importing;

import io.keqing.importing.file.FileNote;
import io.keqing.importing.file.FileTable;
import io.keqing.importing.file.RowReader;
import java.util.ArrayList;
import java.util.List;

/// What is told of the tables of a file that were not read.
final class OtherTables {
    private static final int MOST_NAMED = 20;

    private OtherTables() {}

    static boolean areThere(RowReader rows) {
        return rows.tables().stream().filter(table -> !table.isAround()).count() > 1;
    }

    /// Names them with their lines: `2 (lines 9 to 15)`.
    static FileNote note(RowReader rows) {
        Integer chosen = rows.format().table();
        int at = chosen == null ? 1 : chosen;
        List<String> others = new ArrayList<>();
        long line = 0;
        int count = 0;
        List<FileTable> tables = rows.tables();
        for (int i = 0; i < tables.size(); i++) {
            FileTable table = tables.get(i);
            if (i + 1 == at || table.isAround()) {
                continue;
            }
            count++;
            line = line == 0 ? table.fromLine() : line;
            if (others.size() < MOST_NAMED) {
                others.add(table.name() + " (lines " + table.fromLine() + " to " + table.toLine() + ")");
            }
        }
        String value = String.join(", ", others) + (count > MOST_NAMED ? ", …" : "");
        return new FileNote("the file holds several tables, only number " + at + " was read", count, line, value);
    }
}
