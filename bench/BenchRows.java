import io.keqing.sample.SampleFile;
import io.keqing.sample.SampleWorld;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/// The rows that the benchmarks of importing take in: invented interactions, kept in `.bench/` for the next
/// time, and the customers they belong to.
///
/// @param count rows of the file without its header
record BenchRows(Path file, long count) {
    static SampleWorld world(int size) {
        return new SampleWorld(7, Math.max(100, size / 4), LocalDate.of(2026, 1, 1));
    }

    static BenchRows of(SampleWorld world, int size) throws IOException {
        Path folder = Files.createDirectories(Path.of(".bench/import-" + size));
        Path file = folder.resolve("interactions.csv");
        if (!Files.exists(file)) {
            Path whole = folder.resolve("whole.csv");
            try (var out = Files.newOutputStream(whole)) {
                world.write(SampleFile.INTERACTIONS, out);
            }
            head(whole, file, size);
            Files.delete(whole);
        }
        try (var lines = Files.lines(file)) {
            return new BenchRows(file, lines.count() - 1);
        }
    }

    private static void head(Path from, Path to, long rows) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(from);
                BufferedWriter out = Files.newBufferedWriter(to)) {
            String line;
            for (long i = 0; i <= rows && (line = in.readLine()) != null; i++) {
                out.write(line);
                out.newLine();
            }
        }
    }

    void customers(Portal portal, SampleWorld world) throws IOException, InterruptedException {
        Path customers = file.resolveSibling("customers.csv");
        try (var out = Files.newOutputStream(customers)) {
            world.write(SampleFile.CUSTOMERS, out);
        }
        portal.importFile(customers, SampleFile.CUSTOMERS.mapping());
    }

    static String mapping(String source) {
        return SampleFile.INTERACTIONS
                .mapping()
                .replaceFirst("\"source\"\\s*:\\s*\"sample\"", "\"source\":\"" + source + "\"")
                .replaceFirst(
                        "\"customer\"\\s*:\\s*\"customer\"",
                        "\"customer\":{\"column\":\"customer\",\"source\":\"sample\"}");
    }

    /// Imports the file as records of `source`, every row a new one.
    void create(Portal portal, String source) throws IOException, InterruptedException {
        String state = portal.importFile(file, mapping(source));
        if (!Portal.field(state, "state").equals("finished")
                || Long.parseLong(Portal.field(state, "created")) != count) {
            throw new IllegalStateException("the import was to create " + count + " records: " + state);
        }
    }
}
