package io.keqing.embedded;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is configured about the two servers. An empty URL means the embedded one.
///
/// @param node where the built node lies, empty = found beside this portal
/// @param heap of the embedded Elasticsearch, digits and `m` or `g`
@Singleton
record EngineSettings(
        @Value("${keqing.database.url:}") String databaseUrl,
        @Value("${keqing.database.user:}") String databaseUser,
        @Value("${keqing.database.password:}") String databasePassword,
        @Value("${keqing.elasticsearch.url:}") String elasticsearchUrl,
        @Value("${keqing.elasticsearch.api-key:}") String elasticsearchKey,
        @Value("${keqing.elasticsearch.ca:}") String elasticsearchCa,
        @Value("${keqing.heap.search:1g}") String heap,
        @Value("${keqing.embedded.node:}") String node) {
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]{0,5}[mgMG]");
    private static final String BUILT = "elasticsearch-node/target/node";

    EngineSettings {
        if (!HEAP.matcher(heap).matches()) {
            throw new StartRefused("KEQING_HEAP_SEARCH must be a number and m or g, was " + heap);
        }
    }

    Optional<DatabaseAddress> database() {
        return databaseUrl.isBlank()
                ? Optional.empty()
                : Optional.of(DatabaseAddress.parse(databaseUrl.strip(), databaseUser, databasePassword));
    }

    Optional<ElasticsearchAddress> elasticsearch() {
        return elasticsearchUrl.isBlank()
                ? Optional.empty()
                : Optional.of(ElasticsearchAddress.parse(elasticsearchUrl, elasticsearchKey, elasticsearchCa));
    }

    /// The built node: where the setting says, below the working directory, or beside this portal's own jar or
    /// classes.
    Path nodeFolder() {
        List<Path> places = (node.isBlank() ? Stream.of(Path.of(BUILT), besideOurselves()) : Stream.of(Path.of(node)))
                .map(place -> place.toAbsolutePath().normalize())
                .distinct()
                .toList();
        return places.stream()
                .filter(place -> Files.isDirectory(place.resolve("lib")))
                .findFirst()
                .orElseThrow(() -> new StartRefused("the embedded Elasticsearch is not built, looked in " + places
                        + "; start with ./dev run, or set KEQING_ELASTICSEARCH_URL to a cluster of your own"));
    }

    private static Path besideOurselves() {
        try {
            Path ours = Path.of(EngineSettings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return ours.resolve("../..").resolve(BUILT);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path holds an unreadable place", e);
        }
    }

    @Override
    public String toString() {
        return "EngineSettings[" + (databaseUrl.isBlank() ? "embedded" : "existing") + " database, "
                + (elasticsearchUrl.isBlank() ? "embedded" : "existing") + " Elasticsearch]";
    }
}
