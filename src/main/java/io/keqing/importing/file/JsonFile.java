package io.keqing.importing.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// JSON as rows: an array of objects, one object a line, or an object that holds such arrays. Read once for the names
/// of all columns and again for the rows; only one object is in memory.
final class JsonFile {
    private static final int MOST_TABLES = 1_000;
    private static final String ROOT = "";
    /// What the object around the arrays is called among the tables.
    static final String ROOT_NAME = ".";

    private JsonFile() {}

    static boolean isJson(Path file, String fileName, FileFormat wanted) throws IOException {
        String text = TextStart.of(file, fileName, wanted.encoding()).text();
        return text.stripLeading().replaceFirst("^\uFEFF", "").matches("(?s)(?:\\{\\s*[\"}]|\\[\\s*[{\\[\\]\"\\d]).*");
    }

    static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings, List<String> sheets)
            throws IOException {
        TextStart start = TextStart.of(file, fileName, wanted.encoding());
        FileFormat found = new FileFormat(
                wanted.sheet(), wanted.table(), null, null, start.charset().name(), null, null, null);
        JsonFactory json = factory(settings.longestRecord());
        boolean lines = isLines(start.text(), json);
        if (lines) {
            Set<String> names = new LinkedHashSet<>();
            try (JsonLines rows = new JsonLines(reader(file, start), json, List.of(), found, sheets, settings)) {
                rows.names(names);
            }
            return new JsonLines(reader(file, start), json, List.copyOf(names), found, sheets, settings);
        }
        return document(file, fileName, start, json, found, sheets, settings);
    }

    private static RowReader document(
            Path file,
            String fileName,
            TextStart start,
            JsonFactory json,
            FileFormat found,
            List<String> sheets,
            ImportSettings settings)
            throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        try (Reader in = reader(file, start);
                JsonParser parser = json.createParser(in)) {
            look(parser, tables, settings.longestRecord());
        } catch (JsonProcessingException e) {
            throw broken(fileName, e);
        }
        tables.values().removeIf(table -> table.names.isEmpty());
        Table around = tables.remove(ROOT);
        int arrays = tables.size();
        boolean isTold = true;
        if (around != null) {
            // last, and never the one that is found: most often it tells the number of rows and the next page
            tables.put(ROOT, around);
            isTold = arrays == 0 || around.hasObjectBeside(tables.keySet());
        }
        if (tables.isEmpty()) {
            throw new InvalidFile(fileName + " is JSON without any object that could be a row");
        }
        List<Table> all = new ArrayList<>(tables.values());
        int chosen = found.table() == null ? largest(all.subList(0, Math.max(1, arrays))) + 1 : found.table();
        if (chosen > all.size()) {
            throw new InvalidFile(fileName + " has " + all.size() + " tables, the mapping asks for number " + chosen);
        }
        List<FileTable> marks = new ArrayList<>();
        for (Table table : isTold ? all : all.subList(0, arrays)) {
            String name =
                    table.path.isEmpty() ? ROOT_NAME : table.path.substring(1).replace('/', '.');
            marks.add(new FileTable(name, 1, table.count));
        }
        FileFormat format = new FileFormat(found.sheet(), chosen, null, null, found.encoding(), null, null, null);
        Reader in = reader(file, start);
        return new JsonRows(
                in,
                json.createParser(in),
                fileName,
                all.get(chosen - 1).path,
                List.copyOf(all.get(chosen - 1).names),
                format,
                sheets,
                marks.size() > 1 ? marks : List.of(),
                settings.longestRecord());
    }

    /// An answer of a search holds its sort order and its counts in arrays, too: the table is the one with most values.
    private static int largest(List<Table> tables) {
        int largest = 0;
        for (int i = 1; i < tables.size(); i++) {
            Table most = tables.get(largest);
            if (tables.get(i).count * tables.get(i).names.size() > most.count * most.names.size()) {
                largest = i;
            }
        }
        return largest;
    }

    private static final class Table {
        private final String path;
        private final Set<String> names = new LinkedHashSet<>();
        private long count;

        Table(String path) {
            this.path = path;
        }

        /// Whether one of the names lies in an object that holds none of the arrays: something to tell
        /// besides the rows.
        boolean hasObjectBeside(Set<String> arrays) {
            return names.stream()
                    .filter(name -> name.indexOf('.') > 0)
                    .map(name -> "/" + name.substring(0, name.indexOf('.')) + "/")
                    .anyMatch(object -> arrays.stream().noneMatch(array -> (array + "/").startsWith(object)));
        }
    }

    static JsonFactory factory(int longest) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(longest)
                        .maxNumberLength(1_000)
                        .maxNameLength(10_000)
                        .build())
                .build();
    }

    static InvalidFile broken(String fileName, JsonProcessingException e) {
        long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return new InvalidFile(fileName + " is broken JSON in line " + line + ": " + e.getOriginalMessage(), line, "");
    }

    private static Reader reader(Path file, TextStart start) throws IOException {
        var in = Files.newInputStream(file);
        in.skipNBytes(start.bomLength());
        return new InputStreamReader(in, Charset.forName(start.charset().name()));
    }

    /// Whether each line is an object: the first is a whole one, and there is a second.
    private static boolean isLines(String text, JsonFactory json) throws IOException {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(3).toList();
        if (lines.size() < 2 || !lines.get(1).stripLeading().startsWith("{")) {
            return false;
        }
        try (JsonParser parser = json.createParser(new StringReader(lines.getFirst()))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            // the object goes on in the next line
            return false;
        }
    }

    /// Finds the arrays of objects that stand in no other array, and the names in their objects.
    private static void look(JsonParser parser, Map<String, Table> tables, int longest) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                String path = pathOf(parser);
                Table table = table(tables, path);
                for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
                    if (each == null) {
                        return;
                    }
                    if (each == JsonToken.START_OBJECT) {
                        names(parser, table, longest);
                    } else {
                        parser.skipChildren();
                    }
                }
                if (table.count == 0 && path.length() > 1) {
                    Table root = table(tables, ROOT);
                    root.names.add(path.substring(1).replace('/', '.'));
                    root.count = 1;
                }
            } else if (token.isScalarValue() && !parser.getParsingContext().inRoot()) {
                Table root = table(tables, ROOT);
                String path = parser.getParsingContext().pathAsPointer().toString();
                root.names.add(path.substring(1).replace('/', '.'));
                root.count = 1;
            }
        }
    }

    private static void names(JsonParser parser, Table table, int longest) throws IOException {
        JsonRow row = JsonRow.read(parser, longest);
        table.names.addAll(row.values().keySet());
        table.count++;
        if (table.names.size() > JsonRow.MOST_COLUMNS) {
            throw new InvalidFile(
                    "object " + table.count + " must not bring the columns to more than " + JsonRow.MOST_COLUMNS,
                    table.count,
                    "");
        }
    }

    private static Table table(Map<String, Table> tables, String path) {
        if (tables.size() >= MOST_TABLES && !tables.containsKey(path)) {
            throw new InvalidFile("a JSON file must have at most " + MOST_TABLES + " arrays of objects, it has more");
        }
        return tables.computeIfAbsent(path, Table::new);
    }

    static String pathOf(JsonParser parser) {
        String path = parser.getParsingContext().getParent().pathAsPointer().toString();
        return path.isEmpty() ? "/" : path;
    }
}
