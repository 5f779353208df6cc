package io.keqing.search;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LookRows extends GenericRepository<LookRow, Long> {
    @Query("SELECT * FROM saved_search_look WHERE user_name = :userName")
    List<LookRow> of(String userName);

    /// What was seen once is not new again. Nothing for a person or search that went meanwhile.
    @Query("INSERT INTO saved_search_look (search_id, user_name, highest_key, looked_at) "
            + "SELECT s.id, u.name, :highestKey, :lookedAt FROM saved_search s, app_user u "
            + "WHERE s.id = :searchId AND u.name = :userName "
            + "ON CONFLICT (search_id, user_name) DO UPDATE SET looked_at = excluded.looked_at, "
            + "highest_key = greatest(saved_search_look.highest_key, excluded.highest_key)")
    void put(long searchId, String userName, int highestKey, Instant lookedAt);
}
