import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A table made of files that are none.
///
/// `beside` puts the lines of two files beside each other, the second named as the first but for the end
/// `with`. `dialogues` makes one row of each dialogue, whose turns are lines `ROLE text act ratings` with
/// tabs between them and a blank line after the last; the turn `OVERALL` has the ratings of the whole, which
/// count by their mean.
///
/// @param beside the second file
record FilesPrepared(Path table, Optional<Path> beside) {
    private static final String OVERALL = "OVERALL";

    static FilesPrepared of(JsonNode step, Path file) throws IOException {
        Path table = Files.createTempFile(Path.of(".bench"), "prepared", ".txt");
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            if (step.path("prepare").asText().equals("dialogues")) {
                dialogues(file, out);
                return new FilesPrepared(table, Optional.empty());
            }
            String with = step.path("with").asText();
            String name = file.getFileName().toString();
            Path other = file.resolveSibling(name.replaceFirst("[A-Z][a-z]*\\.txt$", with));
            List<String> first = Files.readAllLines(file);
            List<String> second = Files.readAllLines(other);
            for (int i = 0; i < first.size(); i++) {
                out.write(first.get(i) + "\t" + (i < second.size() ? second.get(i) : "") + "\n");
            }
            return new FilesPrepared(table, Optional.of(other));
        }
    }

    private static void dialogues(Path file, BufferedWriter out) throws IOException {
        String stem = file.getFileName().toString().replaceFirst("\\.txt$", "");
        out.write("dialogue,text,ratings,rating\n");
        List<String[]> turns = new ArrayList<>();
        int number = 0;
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add("");
        for (String line : lines) {
            if (!line.isBlank()) {
                turns.add(line.split("\t", -1));
            } else if (!turns.isEmpty()) {
                number++;
                write(stem + "-" + number, turns, out);
                turns.clear();
            }
        }
    }

    private static void write(String id, List<String[]> turns, BufferedWriter out) throws IOException {
        String text = turns.stream()
                .filter(turn -> !turn[1].equals(OVERALL))
                .map(turn -> turn[0] + ": " + turn[1])
                .collect(Collectors.joining("\n"));
        String ratings = turns.stream()
                .filter(turn -> turn[1].equals(OVERALL))
                .map(turn -> turn[3])
                .collect(Collectors.joining(","));
        String mean = Arrays.stream(ratings.split(","))
                .filter(rating -> !rating.isBlank())
                .mapToDouble(Double::parseDouble)
                .average()
                .stream()
                .mapToObj(value -> String.format(Locale.ROOT, "%.2f", value))
                .collect(Collectors.joining());
        out.write(id + "," + quoted(text) + "," + quoted(ratings) + "," + mean + "\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
