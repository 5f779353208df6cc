import io.keqing.sample.SampleWorld;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

/// How fast the sample is invented, encoded as UTF-8 CSV and thrown away: records per second of wall clock and of
/// the one writing thread's CPU time. Fails below the goal of 50,000 per CPU second.
///
/// Run: java -cp target/classes:target/lib/* bench/SampleBench.java [customers]
final class SampleBench {
    private static final int ROUNDS = 5;
    private static final double GOAL = 50_000;

    private SampleBench() {}

    public static void main(String[] args) {
        int customers = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        SampleWorld world = new SampleWorld(1, customers, LocalDate.of(2026, 1, 1));
        double[] perCpuSecond = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = cpu();
            long wall = System.nanoTime();
            SampleWorld.Counts counts = world.write(1, customers, nowhere(), nowhere(), nowhere());
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (cpu() - cpu) / 1e9;
            perCpuSecond[round] = counts.total() / cpuSeconds;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,d records, %.2f s wall, %.2f s CPU, %,.0f records/s wall, %,.0f records/s CPU%n",
                    round + 1,
                    counts.total(),
                    wallSeconds,
                    cpuSeconds,
                    counts.total() / wallSeconds,
                    perCpuSecond[round]);
        }
        Arrays.sort(perCpuSecond);
        double median = perCpuSecond[ROUNDS / 2];
        System.out.printf(Locale.ROOT, "median %,.0f records per CPU second, goal %,.0f%n", median, GOAL);
        if (median < GOAL) {
            throw new IllegalStateException("the sample is too slow: " + (long) median + " records per CPU second");
        }
    }

    private static Writer nowhere() {
        return new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
