import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A question with the rule by which its answers are judged.
///
/// A line of `bench/relevance/queries.tsv` is slice, data sets, query and rule, between tabs. A rule is
/// `GRADE: CONDITION & CONDITION; GRADE: …`, grades 1 to 3, the first that holds counts. A condition is
/// `label=pattern` for what the data set says of a text, or a pattern that the text must hold (`!` before it:
/// must not), compared without case and width. `read` instead of a rule: judged by reading, in
/// `bench/relevance/read.tsv` (query, data set, row, grade). A query `@SET:ROW:LABEL` is the label of that
/// row, so that no text of the data stands here; `@SET:ROW` is our own code of that record, and finds it.
///
/// @param held kept apart from tuning
record RelevanceQuery(String slice, List<String> sets, String words, List<Grade> rule, boolean held) {
    private static final Path FOLDER = Path.of("bench/relevance");
    /// Of so many queries one is held out.
    private static final int HELD = 3;

    record Grade(int grade, List<Condition> all) {}

    record Condition(String label, Pattern pattern, boolean not) {
        boolean holds(RelevanceTexts.Text text, String plain) {
            String of = label == null
                    ? plain
                    : label.equals("id") ? text.id() : text.labels().getOrDefault(label, "");
            return pattern.matcher(of).find() != not;
        }
    }

    static List<RelevanceQuery> all(RelevanceTexts texts) throws IOException {
        Map<String, Map<String, Integer>> read = read();
        List<RelevanceQuery> queries = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("queries.tsv"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t");
            if (cells.length != 4) {
                throw new IllegalStateException("a query has 4 cells, had " + cells.length + ": " + line);
            }
            List<String> sets = List.of(cells[1].split(","));
            List<Grade> rule = cells[3].equals("read") ? byReading(read.get(cells[2]), cells[2]) : rule(cells[3]);
            CRC32 number = new CRC32();
            number.update((cells[0] + cells[2]).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String words = cells[2].startsWith("@") ? referred(cells[2], texts) : cells[2];
            if (words != null) {
                queries.add(new RelevanceQuery(cells[0], sets, words, rule, number.getValue() % HELD == 0));
            }
        }
        return queries;
    }

    private static String referred(String reference, RelevanceTexts texts) {
        String[] parts = reference.substring(1).split(":");
        return texts.all.stream()
                .filter(text -> text.set().equals(parts[0]) && text.row() == Integer.parseInt(parts[1]))
                .findFirst()
                .map(text -> parts.length > 2 ? text.labels().get(parts[2]) : text.id())
                .orElse(null);
    }

    private static Map<String, Map<String, Integer>> read() throws IOException {
        Map<String, Map<String, Integer>> read = new HashMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("read.tsv"))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] cells = line.split("\t");
                read.computeIfAbsent(cells[0], query -> new HashMap<>())
                        .put(cells[1] + " " + cells[2], Integer.parseInt(cells[3]));
            }
        }
        return read;
    }

    private static List<Grade> byReading(Map<String, Integer> judged, String query) {
        if (judged == null) {
            throw new IllegalStateException("bench/relevance/read.tsv must judge \"" + query + "\"");
        }
        List<Grade> rule = new ArrayList<>();
        judged.forEach((where, grade) -> {
            if (grade > 0) {
                String id = where.split(" ")[0].toUpperCase(Locale.ROOT) + "-"
                        + String.format("%05d", Integer.parseInt(where.split(" ")[1]));
                rule.add(new Grade(grade, List.of(new Condition("id", Pattern.compile("^" + id + "$"), false))));
            }
        });
        return rule;
    }

    private static List<Grade> rule(String text) {
        return Arrays.stream(text.split(";"))
                .map(part -> {
                    int colon = part.indexOf(':');
                    return new Grade(
                            Integer.parseInt(part.substring(0, colon).strip()),
                            Arrays.stream(part.substring(colon + 1).split("&"))
                                    .map(condition -> condition(condition.strip()))
                                    .toList());
                })
                .toList();
    }

    private static Condition condition(String text) {
        boolean not = text.startsWith("!") && !text.startsWith("!=");
        String rest = not ? text.substring(1) : text;
        int equals = rest.indexOf('=');
        boolean labelled = equals > 0 && rest.substring(0, equals).matches("[a-zA-Z_]+");
        return labelled
                ? new Condition(rest.substring(0, equals), Pattern.compile(rest.substring(equals + 1)), not)
                : new Condition(null, Pattern.compile(rest), not);
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    int grade(RelevanceTexts.Text text, String plain) {
        if (!sets.contains(text.set())) {
            return 0;
        }
        for (Grade grade : rule) {
            if (grade.all.stream().allMatch(condition -> condition.holds(text, plain))) {
                return grade.grade;
            }
        }
        return 0;
    }
}
