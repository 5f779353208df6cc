package io.keqing.search.elastic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.customer.CustomerFields;
import io.keqing.embedded.ElasticsearchAddress;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.SearchQuery;
import io.keqing.search.Segments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void anEngineThatIsDown_isAnOutageAndNoEmptyResult() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        ElasticsearchAddress address = new ElasticsearchAddress(
                List.of(URI.create("http://127.0.0.1:" + nobody)), Optional.of("Bearer x"), Optional.empty());
        try (Engine engine = new Engine(address)) {
            Catalogue catalogue = new Catalogue(List.of(CustomerFields.ALL), type -> List.of());
            ElasticSearchIndex index = new ElasticSearchIndex(
                    engine,
                    new QueryTranslator(
                            catalogue,
                            new Dates(ZoneOffset.UTC, DayOfWeek.MONDAY),
                            Clock.systemUTC(),
                            new Cursor(new byte[1]),
                            new KeyReader(new Asking(engine)),
                            Segments.NONE,
                            new io.keqing.privacy.ContactForms("CN")));
            Viewer viewer = new Viewer("sun", Set.of(Role.SUPPORT));
            Instant start = Instant.now();
            String message = assertThrows(
                            IndexUnavailableException.class,
                            () -> index.search(SearchQuery.all("customers").withWords("王小明"), viewer))
                    .getMessage();
            assertTrue(message.contains("does not answer") && !message.contains("王小明"), message);
            assertTrue(Duration.between(start, Instant.now()).toSeconds() < 5);
        }
    }
}
