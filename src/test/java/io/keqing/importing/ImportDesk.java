package io.keqing.importing;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A portal without its doors, for tests that import files.
final class ImportDesk implements AutoCloseable {
    static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final long PATIENCE_MILLIS = 60_000;

    private final ApplicationContext context;
    private final Database database;
    private final Mappings mappings;
    final ImportJobs jobs;

    ImportDesk() {
        this(ApplicationContext.run(Map.of("keqing.zone", "UTC"), "test"));
    }

    ImportDesk(ApplicationContext context) {
        this.context = context;
        database = context.getBean(Database.class);
        mappings = context.getBean(Mappings.class);
        jobs = context.getBean(ImportJobs.class);
    }

    long start(String file, String mapping, boolean dryRun) {
        var saved = jobs.save(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), ADMIN);
        return jobs.start(saved, "test.csv", mappings.read(mapping), dryRun, ADMIN);
    }

    ImportJob load(String file, String mapping) {
        return await(start(file, mapping, false));
    }

    ImportJob dryRun(String file, String mapping) {
        return await(start(file, mapping, true));
    }

    ImportJob find(long id) {
        return jobs.find(id).orElseThrow();
    }

    ImportJob await(long id) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        ImportJob job = jobs.find(id).orElseThrow();
        while (!job.state().isOver() && System.currentTimeMillis() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            job = jobs.find(id).orElseThrow();
        }
        return job;
    }

    List<String> rejects(ImportJob job) {
        StringWriter out = new StringWriter();
        try {
            jobs.writeRejects(job.id(), ADMIN, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().lines().toList();
    }

    String text(String sql) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "no row";
            }
        });
    }

    void execute(String sql) {
        database.read(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    @Override
    public void close() {
        context.close();
    }
}
