package io.keqing.record;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.record.StagingPlan.Empty;
import io.keqing.segment.CustomerFacts;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Records on a real PostgreSQL, and short ways to write them. Every test has a source of its own, so that none sees
/// another's records.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnRecords {
    ApplicationContext context;
    RecordWriter writer;
    RecordStore store;
    RecordTypes types;
    Database database;

    @BeforeAll
    void start() {
        context = ApplicationContext.run(
                Map.of(
                        "keqing.test.shared",
                        "true",
                        "keqing.home",
                        "target/test-home/record-" + ProcessHandle.current().pid(),
                        "keqing.zone",
                        "UTC"),
                "test");
        writer = context.getBean(RecordWriter.class);
        store = context.getBean(RecordStore.class);
        types = context.getBean(RecordTypes.class);
        database = context.getBean(Database.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    record Row(String id, String name, String tier) {}

    record Order(String id, String customer, String amount, String at) {}

    static Row row(String id, String name, String tier) {
        return new Row(id, name, tier);
    }

    WriteCounts customers(String source, Empty empty, Row... rows) {
        List<Field<?>> mapped = List.of(CustomerFields.NAME, CustomerFields.TIER);
        try (Staging staging = writer.stage(StagingPlan.upsert(type("customers"), mapped, "test", empty))) {
            int line = 1;
            for (Row row : rows) {
                staging.set(0, row.name());
                staging.set(1, row.tier());
                staging.endRow(line++, new RecordId(source, row.id()));
            }
            return writer.write(staging, new Silent());
        }
    }

    WriteCounts orders(String source, Order... orders) {
        List<Field<?>> mapped = List.of(
                InteractionFields.CUSTOMER, InteractionFields.KIND, InteractionFields.AMOUNT, InteractionFields.AT);
        try (Staging staging = writer.stage(StagingPlan.upsert(type("interactions"), mapped, "test", Empty.KEEP))) {
            int line = 1;
            for (Order order : orders) {
                staging.set(0, new RecordId(source, order.customer()));
                staging.set(1, "order");
                staging.set(2, new BigDecimal(order.amount()));
                staging.set(3, Instant.parse(order.at()));
                staging.endRow(line++, new RecordId(source, order.id()));
            }
            return writer.write(staging, new Silent());
        }
    }

    static void drain(CustomerFacts facts) {
        int rounds = 0;
        while (facts.refreshNext() && rounds < 1_000) {
            rounds++;
        }
    }

    RecordType type(String name) {
        return types.get(name);
    }

    Document find(String source, String id) {
        return store.find(type("customers"), new RecordId(source, id)).orElseThrow();
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    String text(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }

    void sql(String sql) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        });
    }

    static class Silent implements RecordWriter.Progress {
        final List<Rejection> rejections = new ArrayList<>();

        @Override
        public boolean committed(WriteCounts soFar) {
            return true;
        }

        @Override
        public void rejected(Rejection rejection) {
            rejections.add(rejection);
        }

        @Override
        public void warned(Rejection warning) {
            throw new AssertionError("nothing was to be warned of, was " + warning);
        }
    }
}
