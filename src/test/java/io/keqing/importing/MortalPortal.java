package io.keqing.importing;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A portal in a process of its own, for a test that kills it: imports the file it is given in its first life,
/// and goes on with it in every further one. Ends when its import is over or its patience.
final class MortalPortal {
    private static final long PATIENCE_MILLIS = 120_000;

    private MortalPortal() {}

    /// @param args address, user and password of the database; home; the file; its mapping
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "keqing.test.shared",
                "false",
                "keqing.test.database-url",
                args[0],
                "keqing.test.database-user",
                args[1],
                "keqing.test.database-password",
                args[2],
                "keqing.home",
                args[3],
                "keqing.indexer.enabled",
                "false",
                "keqing.zone",
                "UTC",
                "keqing.record.chunk",
                KillIT.CHUNK,
                "keqing.job.fruitless",
                1_000,
                "datasources.default.maximum-pool-size",
                "8");
        try (ApplicationContext portal = ApplicationContext.run(settings, "test")) {
            ImportJobs jobs = portal.getBean(ImportJobs.class);
            Path file = Path.of(args[4]);
            String name = file.getFileName().toString();
            if (jobs.list().stream().noneMatch(job -> job.fileName().equals(name))) {
                Path copy = Files.copy(file, file.resolveSibling("given.csv"));
                jobs.start(
                        copy,
                        name,
                        portal.getBean(Mappings.class).read(Files.readString(Path.of(args[5]))),
                        ImportDesk.ADMIN);
            }
            System.out.println("up");
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (System.currentTimeMillis() < end
                    && !jobs.list().stream().allMatch(job -> job.state().isOver())) {
                Thread.sleep(20);
            }
        }
        System.out.println("over");
    }
}
