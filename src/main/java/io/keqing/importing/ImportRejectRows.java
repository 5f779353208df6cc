package io.keqing.importing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ImportRejectRows extends CrudRepository<ImportRejectRow, Long> {
    @Query("SELECT * FROM import_reject WHERE import_id = :importId AND (line, id) > (:line, :id) "
            + "ORDER BY line, id LIMIT :limit")
    List<ImportRejectRow> page(long importId, long line, long id, int limit);

    long countByImportId(long importId);

    @Query("SELECT DISTINCT line FROM import_reject WHERE import_id = :importId AND row IS NULL AND rule <> 'erased' "
            + "AND line > :line ORDER BY line LIMIT :limit")
    List<Long> linesWithoutRow(long importId, long line, int limit);
}
