package io.keqing.search;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SavedSearchRows extends CrudRepository<SavedSearchRow, Long> {
    @Query("SELECT * FROM saved_search WHERE private_to IS NULL OR private_to = :person ORDER BY lower(name), id")
    List<SavedSearchRow> visible(String person);

    @Query("SELECT * FROM saved_search WHERE id = :id AND (private_to IS NULL OR private_to = :person)")
    Optional<SavedSearchRow> visible(long id, String person);

    @Query("SELECT * FROM saved_search WHERE address = :address AND (private_to IS NULL OR private_to = :person)")
    List<SavedSearchRow> at(String address, String person);

    /// Two windows of one person that save at the same moment take turns.
    @Query("SELECT name FROM app_user WHERE name = :owner FOR UPDATE")
    List<String> lockOwner(String owner);

    @Query("SELECT count(*) FROM saved_search WHERE owner = :owner")
    long countOf(String owner);

    @Query("SELECT count(*) FROM saved_search WHERE owner = :owner AND name = :name AND id <> :except")
    long countSameName(String owner, String name, long except);
}
