package io.keqing.search.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.Caller;
import io.keqing.field.RecordId;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Neighbours;
import io.keqing.search.Neighbours.Beside;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchUrl;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands beside a record is what the list has there, whatever the list is ordered by.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighboursIT {
    private static final int RECORDS = 130;
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final Viewer ANALYST = new Viewer("ana", Set.of(Role.ANALYST));

    private EmbeddedServer server;
    private SearchIndex index;
    private Neighbours neighbours;
    private SearchUrl url;

    @BeforeAll
    void start() throws Exception {
        server = Caller.portal(Map.of());
        Caller admin = Caller.admin(server);
        StringBuilder customers = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            customers.append("{\"source\":\"beside\",\"id\":\"%d\",\"name\":\"%s %d\"%s%s}\n"
                    .formatted(
                            i,
                            i % 3 == 0 ? "Walker" : "Walker Walker",
                            i % 17,
                            i % 5 == 0 ? "" : ",\"points\":" + i % 9,
                            i % 4 == 0 ? "" : ",\"tier\":\"" + (i % 2 == 0 ? "gold" : "plain") + "\""));
            orders.append(
                    "{\"source\":\"beside\",\"id\":\"%d\",\"customer\":\"%d\",\"kind\":\"order\",\"amount\":5%s}\n"
                            .formatted(
                                    i, i, i % 6 == 0 ? "" : ",\"at\":\"2025-0%d-01T00:00:00Z\"".formatted(1 + i % 7)));
        }
        for (var type : Map.of("customers", customers, "interactions", orders).entrySet()) {
            var answer = admin.call(
                    "POST",
                    "/" + type.getKey() + "/_batch",
                    type.getValue().toString(),
                    "Content-Type",
                    "application/x-ndjson");
            assertEquals(200, answer.statusCode(), answer.body());
        }
        admin.search("/customers/search?f.source=beside&f.orders=1&size=0&facets=", RECORDS);
        admin.search("/interactions/search?f.source=beside&size=0&facets=", RECORDS);
        index = server.getApplicationContext().getBean(SearchIndex.class);
        neighbours = server.getApplicationContext().getBean(Neighbours.class);
        url = server.getApplicationContext().getBean(SearchUrl.class);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customers/search?f.source=beside",
                "customers/search?f.source=beside&q=walker",
                "customers/search?f.source=beside&sort=name",
                "customers/search?f.source=beside&sort=-points",
                "customers/search?f.source=beside&sort=points&sort=-name",
                "customers/search?f.source=beside&f.tier=gold&f.tier=&sort=tier",
                "interactions/search?f.source=beside",
                "interactions/search?f.source=beside&f.kind=order&sort=at"
            })
    void everyRecordHasTheNeighboursThatTheListHas(String address) {
        SearchQuery query = url.read(address);
        List<RecordId> list = new ArrayList<>();
        String cursor = null;
        do {
            SearchResult page = index.search(query.withFacets(List.of()).page(40, cursor), ADMIN);
            page.hits().forEach(hit -> list.add(hit.id()));
            cursor = page.next();
        } while (cursor != null);
        assertTrue(list.size() > 40, "more than a page");
        for (int i = 0; i < list.size(); i += i < 5 || i > list.size() - 6 ? 1 : 7) {
            Beside beside = neighbours.of(query, list.get(i), ADMIN).orElseThrow();
            assertEquals(i == 0 ? null : list.get(i - 1), id(beside.previous()), "before " + i);
            assertEquals(i == list.size() - 1 ? null : list.get(i + 1), id(beside.next()), "behind " + i);
            assertEquals(list.size(), beside.total());
        }
    }

    private static RecordId id(Hit hit) {
        return hit == null ? null : hit.id();
    }

    @Test
    void whatTheListDoesNotFind_hasNoNeighbours() {
        SearchQuery gold = url.read("customers/search?f.source=beside&f.tier=gold");
        assertEquals(Optional.empty(), neighbours.of(gold, new RecordId("beside", "0"), ADMIN));
        assertEquals(Optional.empty(), neighbours.of(gold, new RecordId("beside", "nobody"), ADMIN));
    }

    @Test
    void anOrderThatIsHidden_isRefusedHereToo() {
        SearchQuery byName = url.read("customers/search?f.source=beside&sort=name");
        assertThrows(InvalidQueryException.class, () -> neighbours.of(byName, new RecordId("beside", "1"), ANALYST));
        Beside masked = neighbours
                .of(url.read("customers/search?f.source=beside"), new RecordId("beside", "5"), ANALYST)
                .orElseThrow();
        assertTrue(String.valueOf(masked.next()).contains("•••"), "the neighbour's name is masked");
    }
}
