package io.keqing.embedded;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Makes the servers end after the pools that use them. The container's own order does not know that a pool needs the
/// server: the address reaches the pool by an event, not by injection.
@Singleton
final class PoolsFirst implements BeanCreatedEventListener<DataSource> {
    private final BeanProvider<Engines> engines;

    PoolsFirst(BeanProvider<Engines> engines) {
        this.engines = engines;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource pool = event.getBean();
        try {
            if (pool.isWrapperFor(HikariDataSource.class)) {
                engines.get().endAfter(pool.unwrap(HikariDataSource.class));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a pool would not say what it is", e);
        }
        return pool;
    }
}
