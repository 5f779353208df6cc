package io.keqing.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL from the published binaries, as a direct child: its pid and its exit are known at once, and it is asked
/// to end with SIGINT, which closes connections but finishes the log.
///
/// Nothing is traded for speed that an acknowledged record would pay for: fsync, synchronous commit and full page
/// writes are on. Its log holds neither statements nor details, which quote values.
final class EmbeddedPostgres implements Engine {
    private static final String USER = "keqing";
    private static final String DATABASE = "keqing";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
    /// Line of postmaster.pid, counted from 0, where PostgreSQL says how far it is.
    private static final int STATUS_LINE = 7;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "256MB"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("min_wal_size", "256MB"),
            Map.entry("wal_compression", "on"),
            // nobody replicates from an embedded server; who wants that has a PostgreSQL of their own
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("random_page_cost", "1.1"),
            // the portal's statements are short; compiling them costs more than it saves
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"));

    private final Home home;
    private final Path folder;
    private final Path data;
    private final String password;
    private int port;

    EmbeddedPostgres(Home home) throws IOException {
        this.home = home;
        this.folder = home.folder("postgres");
        this.data = folder.resolve("data");
        this.password = Secret.kept(folder.resolve("password"));
        this.port = Children.freePort(0);
    }

    @Override
    public String name() {
        return "postgres";
    }

    DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, USER, password);
    }

    @Override
    public Process launch() throws IOException, InterruptedException {
        Path programs = PostgresBinaries.unpack(folder);
        endOrphan();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(programs);
        }
        checkVersion(programs);
        Path log = Children.log(home, "postgres.log");
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process process = run(command, log);
        try {
            awaitReady(process, log);
            createDatabase();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        return process;
    }

    private void initialise(Path programs) throws IOException, InterruptedException {
        // made under another name and moved: a portal killed meanwhile must not leave half a database behind
        Path half = folder.resolve("initialising");
        deleteAll(half);
        Path log = Children.log(home, "postgres.log");
        Process initdb = run(
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "-D",
                        half.toString(),
                        "-U",
                        USER,
                        "--pwfile=" + folder.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // the order of text must not change with the machine's C library, or indexes break silently
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"),
                log);
        int code = initdb.waitFor();
        if (code != 0) {
            throw new IOException("PostgreSQL's folder could not be made (initdb ended with " + code + "): "
                    + Children.lastWords(log));
        }
        Files.move(half, data);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void checkVersion(Path programs) throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        Path catalogue = programs.resolve("share/postgresql/postgres.bki");
        if (!Files.exists(catalogue)) {
            catalogue = programs.resolve("share/postgres.bki");
        }
        try (var lines = Files.lines(catalogue)) {
            String ours =
                    lines.findFirst().orElse("").replace("# PostgreSQL ", "").strip();
            if (!ours.equals(found)) {
                throw new IOException("data folder holds a PostgreSQL " + found
                        + " database, this portal brings PostgreSQL " + ours + ": " + data);
            }
        }
    }

    /// PostgreSQL refuses to run as root. Where we are root (a container), it runs in a user name space of its own,
    /// in which it is not.
    private static Process run(List<String> command, Path log) throws IOException {
        List<String> whole = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Children.clean(builder.environment());
        return builder.start();
    }

    private void awaitReady(Process process, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!isReady(process.pid())) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL ended with code " + process.exitValue()
                        + " while starting; its last words: " + Children.lastWords(log));
            }
            if (System.nanoTime() > end) {
                throw new IOException("PostgreSQL was not ready within " + STARTS_WITHIN.toSeconds()
                        + " s; its last words: " + Children.lastWords(log));
            }
            Thread.sleep(20);
        }
    }

    private boolean isReady(long pid) throws IOException {
        List<String> lines = postmaster();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    private List<String> postmaster() throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void createDatabase() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, USER, password);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL is up but refused its own portal: " + e.getMessage(), e);
        }
    }

    private void endOrphan() throws IOException, InterruptedException {
        List<String> lines = postmaster();
        if (lines.isEmpty()) {
            return;
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        Children.endOrphan(
                pid, info -> info.command().filter(c -> c.endsWith("/postgres")).isPresent(), "INT");
        // a pid that another program has got meanwhile would make PostgreSQL believe it is already running
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    @Override
    public void end(Process process) throws IOException, InterruptedException {
        Children.signal("INT", process.pid());
    }
}
