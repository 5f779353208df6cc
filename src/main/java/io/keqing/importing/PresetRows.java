package io.keqing.importing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PresetRows extends GenericRepository<PresetRow, String> {
    Optional<PresetRow> findByName(String name);

    @Query("SELECT * FROM import_preset ORDER BY name")
    List<PresetRow> all();

    @Query("INSERT INTO import_preset (name, mapping, changed_at, user_name) VALUES (:name, :mapping::jsonb, :at, "
            + ":userName) ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, "
            + "changed_at = excluded.changed_at, user_name = excluded.user_name")
    void put(String name, String mapping, Instant at, String userName);
}
