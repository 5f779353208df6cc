package io.keqing.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RecentSearchRows extends GenericRepository<RecentSearchRow, String> {
    @Query("SELECT * FROM recent_search WHERE user_name = :userName ORDER BY asked_at DESC")
    List<RecentSearchRow> latest(String userName);

    /// Nothing for somebody who was deleted while the page was still open.
    @Query("INSERT INTO recent_search (user_name, type, words, address, asked_at) "
            + "SELECT name, :type, :words, :address, :askedAt FROM app_user WHERE name = :userName "
            + "ON CONFLICT (user_name, type, words) "
            + "DO UPDATE SET address = excluded.address, asked_at = excluded.asked_at")
    void put(String userName, String type, String words, String address, Instant askedAt);

    @Query("DELETE FROM recent_search WHERE user_name = :userName AND asked_at < "
            + "(SELECT min(asked_at) FROM (SELECT asked_at FROM recent_search WHERE user_name = :userName "
            + "ORDER BY asked_at DESC LIMIT :kept) latest)")
    void deleteBeyond(String userName, int kept);

    @Query("DELETE FROM recent_search WHERE user_name = :userName")
    void deleteAll(String userName);
}
