package io.keqing.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRows extends CrudRepository<UserRow, String> {
    List<UserRow> findAllOrderByName();

    /// Locks every administrator: two who remove each other at the same moment take turns, and one of them stays.
    @Query("SELECT name FROM app_user WHERE 'ADMIN' = ANY(roles) ORDER BY name FOR UPDATE")
    List<String> lockAdministrators();

    @Query("SELECT count(*) FROM app_user WHERE lower(name) = lower(:name)")
    long countSameName(String name);

    @Query("UPDATE app_user SET language = :language WHERE name = :name")
    void updateLanguage(String name, @Nullable String language);

    @Query("UPDATE app_user SET color_scheme = :colorScheme WHERE name = :name")
    void updateColorScheme(String name, @Nullable String colorScheme);
}
