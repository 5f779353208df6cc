package io.keqing.similar;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A portal in a process of its own, for a test that kills it: makes vectors of the texts in a file.
final class MortalReader {
    private MortalReader() {}

    /// @param args address, user and password of the database; home; the file
    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = Map.of(
                "keqing.test.shared",
                "false",
                "keqing.test.database-url",
                args[0],
                "keqing.test.database-user",
                args[1],
                "keqing.test.database-password",
                args[2],
                "keqing.home",
                args[3],
                "keqing.indexer.enabled",
                "false",
                "datasources.default.maximum-pool-size",
                "8");
        try (ApplicationContext portal = ApplicationContext.run(settings, "test")) {
            List<ReadText> texts = Files.readAllLines(Path.of(args[4])).stream()
                    .map(line -> ReadText.of(line).orElseThrow())
                    .toList();
            portal.getBean(TextVectors.class).of(texts);
        }
    }
}
