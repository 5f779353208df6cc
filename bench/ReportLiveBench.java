package io.keqing.report;

import com.sun.management.OperatingSystemMXBean;
import io.keqing.job.Job;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A whole report of a portal's interactions: fetching alone, writing alone, both; then while a thousand
/// records a second are written.
///
/// The data is that of `./dev bench search --size N`, which loads it. Ten columns. The machine may be
/// shared.
///
/// Run: KEQING_BENCH_HEAP=512m ./dev bench report-live [--size 1200000] [--rounds 3, 0 = under writes only]
final class ReportLiveBench {
    private static final String PASSWORD = "benchmark only";
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));
    private static final List<String> COLUMNS = List.of(
            "customer", "kind", "channel", "subject", "product", "amount", "status", "at", "staff", "resolvedAt");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ApplicationContext context;
    private final ReportMaker maker;
    private final RecordRows rows;
    private final Path drafts;
    private final Records records =
            new Records(new io.keqing.field.Label("互动", "Interactions"), SearchQuery.all("interactions"), COLUMNS);

    private ReportLiveBench(ApplicationContext context) {
        this.context = context;
        this.maker = context.getBean(ReportMaker.class);
        this.rows = context.getBean(RecordRows.class);
        this.drafts = maker.drafts();
    }

    private interface Work {
        long run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int size = option(arguments, "--size", 1_200_000);
        int rounds = option(arguments, "--rounds", 3);
        Path home = Path.of(".bench/search-" + size);
        if (!Files.isDirectory(home)) {
            System.err.println("load it first: ./dev bench search --size " + size);
            System.exit(2);
        }
        Map<String, Object> settings = new HashMap<>(Map.of(
                "keqing.home",
                home.toString(),
                "keqing.admin.password",
                PASSWORD,
                "keqing.sample.customers",
                0,
                "keqing.vectors.enabled",
                false,
                "micronaut.server.port",
                0));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            Http http = new Http(server);
            for (int i = 0; i < 2_400 && !http.settled(); i++) {
                Thread.sleep(500);
            }
            System.out.printf(
                    Locale.ROOT,
                    "heap at most %,d MB, a shared machine%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            ReportLiveBench bench = new ReportLiveBench(context);
            if (rounds > 0) {
                bench.alone(rounds);
            }
            bench.underWrites(http);
        }
    }

    private static int option(String[] arguments, String name, int otherwise) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments[at + 1]);
    }

    private ReportOrder order(Moment moment) {
        ReportPlan plan = new ReportPlan(records.title(), List.of(), List.of(), List.of(records), List.of());
        return new ReportOrder(
                plan, ADMIN, moment, Locale.ENGLISH, ExportFormat.XLSX, null, false, CsvEncoding.UTF_8_BOM, null);
    }

    private void alone(int rounds) throws Exception {
        Map<String, List<double[]>> all = new HashMap<>();
        Map<String, Work> works = Map.of("fetch", this::fetch, "write", this::write, "whole", this::whole);
        for (int i = 0; i < rounds; i++) {
            for (String name : List.of("fetch", "write", "whole")) {
                long wall = System.nanoTime();
                long cpu = SYSTEM.getProcessCpuTime();
                long done = works.get(name).run();
                all.computeIfAbsent(name, key -> new ArrayList<>()).add(new double[] {
                    (System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9, done
                });
            }
        }
        for (String name : List.of("fetch", "write", "whole")) {
            List<double[]> its = all.get(name);
            double wall = its.stream().mapToDouble(one -> one[0]).sorted().toArray()[its.size() / 2];
            double cpu = its.stream().mapToDouble(one -> one[1]).sorted().toArray()[its.size() / 2];
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %,.0f records: median %,.1f s, %,.0f/s, %,.1f CPU s of the portal%n",
                    name,
                    its.getFirst()[2],
                    wall,
                    its.getFirst()[2] / wall,
                    cpu);
        }
    }

    private long fetch() throws Exception {
        Moment moment = rows.moment("interactions");
        AtomicLong read = new AtomicLong();
        try (RunFile run = RunFile.passing(Draft.in(drafts))) {
            rows.find(records.query(), ADMIN, run);
            rows.read(
                    "interactions",
                    run,
                    moment,
                    ADMIN,
                    Set.copyOf(COLUMNS),
                    (from, keys, page) -> read.addAndGet(page.size()));
        }
        return read.get();
    }

    private long whole() throws Exception {
        try (PassingRuns runs = new PassingRuns(drafts);
                Draft draft = Draft.in(drafts)) {
            return maker.make(order(rows.moment("interactions")), runs, null, draft)
                    .rows();
        }
    }

    /// The first thousand records over and over, as many times as there are records.
    private long write() throws Exception {
        List<Hit> page = new ArrayList<>();
        long[] total = {0};
        try (RunFile run = RunFile.passing(Draft.in(drafts))) {
            rows.find(records.query(), ADMIN, run);
            total[0] = run.size();
            try (RunFile first = RunFile.passing(Draft.in(drafts))) {
                first.add(run.keys(0, 1_000));
                rows.read(
                        "interactions",
                        first,
                        rows.moment("interactions"),
                        ADMIN,
                        Set.copyOf(COLUMNS),
                        (from, keys, hits) -> page.addAll(hits));
            }
        }
        long start = System.nanoTime();
        ReportMaker alone = new ReportMaker(
                new Repeated(page, total[0]),
                context.getBean(io.keqing.record.RecordTypes.class),
                type -> List.of(),
                context.getBean(AboutText.class),
                drafts,
                maker.zone());
        try (PassingRuns runs = new PassingRuns(drafts);
                Draft draft = Draft.in(drafts)) {
            long written = alone.make(order(new Moment(Instant.now(), true)), runs, null, draft)
                    .rows();
            System.out.printf(Locale.ROOT, "  of which writing %,.1f s%n", (System.nanoTime() - start) / 1e9);
            return written;
        }
    }

    private record Repeated(List<Hit> page, long total) implements RecordRows {
        @Override
        public Moment moment(String type) {
            return new Moment(Instant.now(), true);
        }

        @Override
        public void find(SearchQuery query, Viewer viewer, RunFile into) throws IOException {
            for (long from = 0; from < total; from += 1_000) {
                into.add(new int[(int) Math.min(1_000, total - from)]);
            }
        }

        @Override
        public void read(String type, RunFile run, Moment moment, Viewer viewer, Set<String> fields, Pages pages)
                throws IOException {
            for (long from = 0; from < run.size(); from += 1_000) {
                int[] keys = run.keys(from, 1_000);
                List<@Nullable Hit> hits = new ArrayList<>(page.subList(0, keys.length));
                pages.take(from, keys, hits);
            }
        }
    }

    /// A report by its job while ten requests a second write a hundred records each, one in two a new
    /// one.
    private void underWrites(Http http) throws Exception {
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicLong written = new AtomicLong();
        long started = System.currentTimeMillis();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (long n = started; go.get(); n++) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < 100; i++) {
                    String id = i % 2 == 0 ? "new-" + n + "-" + i : "old-" + (n * 31 + i) % 5_000;
                    lines.append("{\"source\":\"live\",\"id\":\"%s\",\"kind\":\"enquiry\",\"subject\":\"%d\"}%n"
                            .formatted(id, n));
                }
                long begun = System.nanoTime();
                http.batch(lines.toString());
                written.addAndGet(100);
                try {
                    Thread.sleep(Math.max(0, 100 - (System.nanoTime() - begun) / 1_000_000));
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        Thread.sleep(5_000);
        Reports reports = context.getBean(Reports.class);
        Runtime runtime = Runtime.getRuntime();
        long before = written.get();
        long wall = System.nanoTime();
        ReportRequest request = new ReportRequest(
                "interactions",
                null,
                null,
                null,
                null,
                null,
                null,
                COLUMNS,
                ExportFormat.XLSX,
                false,
                CsvEncoding.UTF_8_BOM,
                Locale.ENGLISH,
                null,
                null);
        Report report = reports.ask(request, ADMIN);
        long most = 0;
        while (report.job().state() == Job.State.QUEUED || report.job().state() == Job.State.RUNNING) {
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
            Thread.sleep(200);
            report = reports.one(report.id(), ADMIN);
        }
        double seconds = (System.nanoTime() - wall) / 1e9;
        long rate = (long) ((written.get() - before) / seconds);
        go.set(false);
        writer.join();
        long there = existed(java.util.Objects.requireNonNull(report.asOf()));
        System.out.printf(
                Locale.ROOT,
                "while %,d records/s were written: %s, %,d records in %,.1f s, %,d existed at its instant (%s), "
                        + "%,d left out that came later, heap never above %,d MB%n",
                rate,
                report.job().state(),
                report.made() == null ? 0 : report.made().rows(),
                seconds,
                there,
                report.made() != null && report.made().rows() == there ? "equal" : "NOT EQUAL",
                report.made() == null ? 0 : report.made().absent(),
                most >> 20);
    }

    /// Counted in the database: rows whose first version was there by then.
    private long existed(Instant moment) {
        return context.getBean(Database.class).read(connection -> {
            try (var select = connection.prepareStatement(
                    "select count(*) from interaction i where least(i.changed_at, "
                            + "(select min(h.valid_from) from history h where h.type = 'interactions' and h.key = i.key)) <= ?")) {
                select.setTimestamp(1, java.sql.Timestamp.from(moment));
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// Talks to the portal as a program would.
    private static final class Http {
        private final HttpClient client = HttpClient.newHttpClient();
        private final URI address;

        Http(EmbeddedServer server) {
            this.address = server.getURI();
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path))
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        }

        boolean settled() throws IOException, InterruptedException {
            HttpResponse<String> health =
                    client.send(request("/api/v1/health").build(), HttpResponse.BodyHandlers.ofString());
            return health.statusCode() == 200
                    && !health.body().contains("\"rebuild\"")
                    && health.body().contains("\"pending\":0");
        }

        void batch(String lines) {
            try {
                HttpResponse<String> answer = client.send(
                        request("/api/v1/interactions/_batch")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(lines))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
