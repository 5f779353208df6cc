package io.keqing.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;

/// Writes a world to a folder: three CSV files and their import mappings.
///
/// `java -cp … io.keqing.sample.SampleFiles [--customers N] [--seed S] [--end DAY] FOLDER`
public final class SampleFiles {
    private static final int USUAL_CUSTOMERS = 2000;
    private static final long USUAL_SEED = 20_260_101L;
    private static final String USAGE = "usage: SampleFiles [--customers N] [--seed S] [--end YYYY-MM-DD] FOLDER";

    private SampleFiles() {}

    public static void main(String[] args) throws IOException {
        int customers = USUAL_CUSTOMERS;
        long seed = USUAL_SEED;
        LocalDate end = LocalDate.now(Clock.system(Seasons.ZONE));
        int at = 0;
        while (at + 1 < args.length && args[at].startsWith("--")) {
            String value = args[at + 1];
            switch (args[at]) {
                case "--customers" -> customers = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--end" -> end = LocalDate.parse(value);
                default -> throw new IllegalArgumentException("unknown option " + args[at] + "; " + USAGE);
            }
            at += 2;
        }
        if (at != args.length - 1) {
            throw new IllegalArgumentException(USAGE);
        }
        SampleWorld world = new SampleWorld(seed, customers, end);
        long start = System.nanoTime();
        SampleWorld.Counts counts = write(world, Path.of(args[at]));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d customers, %,d interactions, %,d feedback in %.1f s (%,.0f records/s)%n",
                counts.customers(),
                counts.interactions(),
                counts.feedback(),
                seconds,
                counts.total() / seconds);
        world.burst()
                .ifPresent(burst -> System.out.printf(
                        Locale.ROOT,
                        "burst: %s / %s / %s, %s to %s, %.0f instead of %.0f a day%n",
                        burst.product(),
                        burst.channel(),
                        burst.topic(),
                        burst.from(),
                        burst.to(),
                        burst.tripledPerDay(),
                        burst.expectedPerDay()));
    }

    /// Writes all files of `world`, replacing what the folder has under these names; the folder is made where missing.
    public static SampleWorld.Counts write(SampleWorld world, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (SampleFile file : SampleFile.values()) {
            Files.writeString(folder.resolve(file.mappingFileName()), file.mapping());
        }
        try (Writer customers = open(folder, SampleFile.CUSTOMERS);
                Writer interactions = open(folder, SampleFile.INTERACTIONS);
                Writer feedback = open(folder, SampleFile.FEEDBACK)) {
            return world.write(1, world.customers(), customers, interactions, feedback);
        }
    }

    private static BufferedWriter open(Path folder, SampleFile file) throws IOException {
        return Files.newBufferedWriter(folder.resolve(file.fileName()));
    }
}
