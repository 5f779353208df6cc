package io.keqing.embedded;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/// A portal in a process of its own that works on the database of a test in another.
@Factory
@Requires(property = "keqing.test.database-url")
final class GivenDatabase {
    @Singleton
    @Replaces(Engines.class)
    Engines engines(
            Home home,
            EngineSettings settings,
            @Property(name = "keqing.test.database-url") String url,
            @Property(name = "keqing.test.database-user") String user,
            @Property(name = "keqing.test.database-password") String password)
            throws IOException {
        ElasticsearchAddress none = ElasticsearchAddress.parse("http://127.0.0.1:9", "", "");
        return new Engines(home, settings, Optional.of(new DatabaseAddress(url, user, password)), Optional.of(none));
    }
}
