package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/// What becomes of the questions of a data folder from before answers belonged to their survey.
class SurveyMigrationIT extends OnRecords {
    private FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(DelegatingDataSource.unwrapDataSource(context.getBean(DataSource.class)))
                .schemas("before")
                .locations("classpath:db/migration");
    }

    @Test
    void questionsThatWereShared_areKnownInEachSurveyThatAnsweredThem_andKeepTheirPlaceInTheIndex() {
        migrations().target("42").load().migrate();
        try {
            sql("""
                    insert into before.run_time_field (type, holder, name, label_zh, label_en, kind, sensitivity, facet,
                        lowest, highest)
                    values ('feedback', 'answers', 'overall', '总体', 'Overall', 'NUMBER', 'OPEN', true, 1, 5),
                        ('feedback', 'answers', 'why', 'why', 'why', 'TEXT', 'PERSONAL', false, null, null),
                        ('feedback', 'answers', 'unanswered', 'u', 'u', 'TEXT', 'OPEN', false, null, null),
                        ('customers', 'attributes', 'overall', 'o', 'o', 'TEXT', 'OPEN', false, null, null)
                    """);
            sql("""
                    insert into before.feedback (source, id, survey, answers, cause, check_sum)
                    values ('a', '1', 'sfo', '{"overall": "4", "why": "so"}', 'test', 0),
                        ('a', '2', 'sfo', '{"overall": "5"}', 'test', 0),
                        ('a', '3', 'cmcc', '{"overall": "3"}', 'test', 0),
                        ('a', '4', null, '{"why": ["a", "b"]}', 'test', 0),
                        ('a', '5', null, null, 'test', 0)
                    """);
            migrations().load().migrate();
            assertEquals(
                    "attributes//overall>4, answers//unanswered>3, answers//why>2, answers/cmcc/overall>1 [1,5], "
                            + "answers/sfo/overall>1 [1,5], answers/sfo/why>2",
                    text("""
                            select string_agg(holder || '/' || scope || '/' || name || '>' || field
                                || coalesce(' [' || lowest || ',' || highest || ']', ''), ', '
                                order by holder desc, scope, name)
                            from before.run_time_name
                            """));
            assertEquals(
                    "true", text("select every(scope is null and facet = (id = 1))::text from before.run_time_field"));
        } finally {
            sql("drop schema before cascade");
        }
    }
}
