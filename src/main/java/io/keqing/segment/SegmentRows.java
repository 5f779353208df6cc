package io.keqing.segment;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SegmentRows extends CrudRepository<SegmentRow, Long> {
    @Query("SELECT * FROM segment ORDER BY lower(name), id")
    List<SegmentRow> inOrder();

    @Query("SELECT count(*) FROM segment WHERE name = :name AND id <> :except")
    long countSameName(String name, long except);
}
