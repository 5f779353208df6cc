package io.keqing.embedded;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where Elasticsearch answers, embedded or not.
///
/// @param nodes at least one, without a path
/// @param authorization the whole value of the `Authorization` header, empty for an open cluster
/// @param ca PEM file of the authority that signed the cluster's certificate, empty = those the JDK knows
public record ElasticsearchAddress(List<URI> nodes, Optional<String> authorization, Optional<Path> ca) {
    private static final int USUAL_PORT = 9200;

    public ElasticsearchAddress {
        nodes = List.copyOf(nodes);
    }

    /// Reads a comma-separated list of `http[s]://host[:port]`, the API key in its encoded form, and the path of a
    /// PEM file.
    ///
    /// @throws StartRefused if one of them is unreadable
    static ElasticsearchAddress parse(String urls, String apiKey, String ca) {
        List<URI> nodes = new ArrayList<>();
        for (String url : urls.split(",")) {
            nodes.add(node(url.strip()));
        }
        Optional<Path> file = ca.isEmpty() ? Optional.empty() : Optional.of(Path.of(ca));
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new StartRefused("KEQING_ELASTICSEARCH_CA must be a readable PEM file, was " + ca);
        }
        return new ElasticsearchAddress(
                nodes, apiKey.isEmpty() ? Optional.empty() : Optional.of("ApiKey " + apiKey), file);
    }

    private static URI node(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("KEQING_ELASTICSEARCH_URL must be http[s]://host:port, was " + url, e);
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme)) || uri.getUserInfo() != null) {
            throw new StartRefused(
                    "KEQING_ELASTICSEARCH_URL must be http[s]://host:port without a user (the key goes into "
                            + "KEQING_ELASTICSEARCH_API_KEY), was "
                            + (uri.getUserInfo() == null ? url : scheme + "://…@" + uri.getHost()));
        }
        return URI.create(scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? USUAL_PORT : uri.getPort()));
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
