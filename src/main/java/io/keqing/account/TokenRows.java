package io.keqing.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface TokenRows extends CrudRepository<TokenRow, Long> {
    Optional<TokenRow> findByHash(byte[] hash);

    List<TokenRow> findByUserNameOrderById(String userName);

    long deleteByIdAndUserName(long id, String userName);

    @Query("UPDATE access_token SET last_used_at = :now WHERE id = :id")
    void updateLastUsed(long id, Instant now);
}
