import io.keqing.embedded.DatabaseAddress;
import io.keqing.sample.SampleWorld;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What imports cost besides time: the same file again, what that writes; two files at once beside one after
/// the other; how far the heap that is really in use grows while a file comes in; what vectors cost an import.
///
/// Run: ./dev bench import-more [--size 100000] [--only again|atOnce|heap|vectors] [--look 1]
final class ImportMoreBench {
    private final Portal portal;
    private final BenchRows rows;

    private ImportMoreBench(Portal portal, BenchRows rows) {
        this.portal = portal;
        this.rows = rows;
    }

    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int size = ImportBench.option(args, "--size", 100_000);
        int only = List.of(args).indexOf("--only");
        List<String> wanted = only < 0 ? List.of("again", "atOnce", "heap", "vectors") : List.of(args[only + 1]);
        SampleWorld world = BenchRows.world(size);
        BenchRows rows = BenchRows.of(world, size);
        ImportBench.deleteTree(Path.of(".bench/import-more"));
        try (Portal portal = new Portal("import-more", Map.of())) {
            ImportMoreBench bench = new ImportMoreBench(portal, rows);
            rows.customers(portal, world);
            if (wanted.contains("again")) {
                bench.again();
            }
            if (wanted.contains("atOnce")) {
                bench.atOnce();
            }
            if (wanted.contains("heap")) {
                bench.heap(ImportBench.option(args, "--look", 1));
            }
            if (wanted.contains("vectors")) {
                bench.vectors(world, ImportBench.option(args, "--rounds", 3));
            }
        }
    }

    /// A new import in this portal, which makes no vectors, and in one beside it that makes them when it has nothing
    /// else to do, in turn.
    private void vectors(SampleWorld world, int rounds) throws Exception {
        ImportBench.deleteTree(Path.of(".bench/import-vectors"));
        double[] ratios = new double[rounds];
        try (Portal with = new Portal("import-vectors", Map.of("keqing.vectors.enabled", true))) {
            rows.customers(with, world);
            rows.create(portal, "warm");
            rows.create(with, "warm");
            for (int i = 0; i < rounds; i++) {
                String source = "vectors" + i;
                // the one beside would take the chance to read texts
                with.pauseVectors(true);
                double off = seconds(() -> rows.create(portal, source));
                with.pauseVectors(false);
                double on = seconds(() -> rows.create(with, source));
                ratios[i] = off / on;
                System.out.printf(
                        Locale.ROOT, "round %d: without vectors %.1f s, with vectors %.1f s%n", i + 1, off, on);
            }
        }
        java.util.Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT, "speed of an import with vectors / without, median: %.2f; goal 0.9%n", ratios[rounds / 2]);
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /// The same file again, at its best of three, beside a new import.
    private void again() throws Exception {
        double first = seconds(() -> rows.create(portal, "again"));
        long[] before = tuples();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            double again = seconds(() -> {
                String state = portal.importFile(rows.file(), BenchRows.mapping("again"));
                if (Long.parseLong(Portal.field(state, "unchanged")) != rows.count()) {
                    throw new IllegalStateException("every row was to be unchanged: " + state);
                }
            });
            best = Math.min(best, again);
        }
        long[] after = tuples();
        System.out.printf(
                Locale.ROOT,
                "the same file again: %.1f s, its import %.1f s, %.1f times as fast; tuples written: records %d, "
                        + "history %d, queues %d%n",
                best,
                first,
                first / best,
                after[0] - before[0],
                after[1] - before[1],
                after[2] - before[2]);
    }

    /// Tuples ever written into the tables of records, of history and of the queues.
    private long[] tuples() throws Exception {
        Thread.sleep(3_000); // PostgreSQL's backends tell their counts with a delay
        DatabaseAddress address = portal.context.getBean(DatabaseAddress.class);
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select "
                        + sum("'customer', 'customer_alias', 'interaction', 'feedback'") + ", " + sum("'history'")
                        + ", " + sum("'index_queue', 'facts_queue', 'match_queue'") + " from pg_stat_user_tables")) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
        }
    }

    private static String sum(String tables) {
        return "sum(n_tup_ins + n_tup_upd + n_tup_del) filter (where relname in (" + tables + "))";
    }

    private void atOnce() throws Exception {
        double inTurn = seconds(() -> {
            rows.create(portal, "turn-one");
            rows.create(portal, "turn-two");
        });
        double together = seconds(() -> {
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                List<Future<?>> both = new ArrayList<>();
                for (String source : List.of("both-one", "both-two")) {
                    both.add(two.submit(() -> {
                        rows.create(portal, source);
                        return source;
                    }));
                }
                for (Future<?> one : both) {
                    one.get();
                }
            }
        });
        System.out.printf(
                Locale.ROOT,
                "two files in turn: %.1f s, at once: %.1f s (%.2f)%n",
                inTurn,
                together,
                together / inTurn);
    }

    /// What is in use right after a collection that is asked for, `--look` seconds apart: what is held, not
    /// the peak of what nobody has collected yet. Such an import is slow.
    private void heap(int look) throws Exception {
        long before = live();
        try (ExecutorService importing = Executors.newSingleThreadExecutor()) {
            Future<?> running = importing.submit(() -> {
                rows.create(portal, "heap");
                return "heap";
            });
            long most = 0;
            int looks = 0;
            while (!running.isDone()) {
                most = Math.max(most, live());
                looks++;
                Thread.sleep(look * 1_000L);
            }
            running.get();
            System.out.printf(
                    Locale.ROOT,
                    "heap in use after a collection: %.0f MB before, at most %.0f MB in %d looks while %,d rows came in: "
                            + "grows by %.0f MB%n",
                    before / 1e6,
                    most / 1e6,
                    looks,
                    rows.count(),
                    (most - before) / 1e6);
        }
    }

    private static long live() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
