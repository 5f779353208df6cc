package io.keqing.embedded;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/// Gives the pool its address before it opens the first connection. The one in `application.yml` is only there
/// because the pool wants something that looks like an address.
@Singleton
final class DatasourceAddress implements BeanCreatedEventListener<DatasourceConfiguration> {
    private final BeanProvider<DatabaseAddress> address;

    DatasourceAddress(BeanProvider<DatabaseAddress> address) {
        this.address = address;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration pool = event.getBean();
        DatabaseAddress real = address.get();
        pool.setUrl(real.jdbcUrl());
        pool.setJdbcUrl(real.jdbcUrl());
        pool.setUsername(real.user());
        pool.setPassword(real.password());
        return pool;
    }
}
