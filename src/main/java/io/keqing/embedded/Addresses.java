package io.keqing.embedded;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// The one way to both servers: whoever asks for an address gets one that answers, and never learns whose server it
/// is.
@Factory
final class Addresses {
    @Singleton
    DatabaseAddress database(Engines engines) {
        return engines.database();
    }

    @Singleton
    ElasticsearchAddress elasticsearch(Engines engines) {
        return engines.elasticsearch();
    }
}
