package io.keqing.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedEnginesIT {
    @Test
    void twoContexts_shareTheServersButNotTheDatabase() {
        try (ApplicationContext one = ApplicationContext.run();
                ApplicationContext two = ApplicationContext.run()) {
            assertEquals(one.getBean(ElasticsearchAddress.class), two.getBean(ElasticsearchAddress.class));
            assertNotEquals(one.getBean(DatabaseAddress.class), two.getBean(DatabaseAddress.class));
            assertNotEquals(
                    one.getBean(Home.class).root(), two.getBean(Home.class).root());
        }
    }

    @Test
    void contextsThatNameOneDatabase_shareIt() {
        Map<String, Object> named = Map.of("keqing.test.database", "two_portals");
        try (ApplicationContext one = ApplicationContext.run(named);
                ApplicationContext two = ApplicationContext.run(named)) {
            assertEquals(one.getBean(DatabaseAddress.class), two.getBean(DatabaseAddress.class));
        }
    }
}
