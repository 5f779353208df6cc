package io.keqing.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The real Elasticsearch server in a JVM of its own: it pins libraries that must not meet the portal's.
///
/// Port and token are chosen once for a portal's life, so that a restarted node is found where the old one was.
final class EmbeddedElasticsearch implements Engine {
    private static final String LAUNCHER = "io.keqing.node.Launcher";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    private static final Duration ONE_LOOK = Duration.ofSeconds(10);

    private final Home home;
    private final Path node;
    private final String heap;
    private final Path folder;
    private final String token = Secret.random();
    private final int port;

    /// @param node the folder with `lib/` and `modules/`, as the project `elasticsearch-node` builds it
    /// @param heap as the JVM takes it, `1g` or `512m`
    EmbeddedElasticsearch(Home home, Path node, String heap) throws IOException {
        this.home = home;
        this.node = node;
        this.heap = heap;
        this.folder = home.folder("elasticsearch");
        this.port = Children.freePort(0);
    }

    @Override
    public String name() {
        return "elasticsearch";
    }

    ElasticsearchAddress address() {
        return new ElasticsearchAddress(
                List.of(URI.create("http://127.0.0.1:" + port)), Optional.of("Bearer " + token), Optional.empty());
    }

    @Override
    public Process launch() throws IOException, InterruptedException {
        endOrphan();
        Path log = Children.log(home, "elasticsearch.out");
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Children.clean(builder.environment());
        builder.environment().put("KEQING_NODE_TOKEN", token);
        Process process = builder.start();
        try {
            home.write(name() + ".pid", Long.toString(process.pid()));
            awaitYellow(process, log);
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        return process;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path cache = node.resolve("node.aot");
        if (Files.exists(cache)) {
            // classes loaded and linked ahead of time; a JVM that the cache does not fit goes on without it
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(
                "@" + node.resolve("jvm.options"),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-Dkeqing.node.logs=" + home.folder("logs"),
                "-Dkeqing.node.parent=" + ProcessHandle.current().pid(),
                "-cp",
                node.resolve("lib") + "/*",
                LAUNCHER,
                node.toString(),
                folder.toString(),
                Integer.toString(port)));
        return command;
    }

    /// The first 200 comes before the indices are there, so yellow is waited for. A node that answers but stays red
    /// is still up: its portal says so in its health, and people can look after it.
    private void awaitYellow(Process process, Path log) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/_cluster/health?wait_for_status=yellow&timeout=5s");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ONE_LOOK)
                .header("Authorization", "Bearer " + token)
                .build();
        boolean answered = false;
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(ONE_LOOK).build()) {
            while (System.nanoTime() < end) {
                if (!process.isAlive()) {
                    throw new IOException("Elasticsearch ended with code " + process.exitValue()
                            + " while starting; its last words: " + Children.lastWords(log));
                }
                int status = status(client, request);
                if (status == 200) {
                    return;
                }
                answered |= status > 0;
                Thread.sleep(100);
            }
        }
        if (!answered) {
            throw new IOException("Elasticsearch did not answer within " + STARTS_WITHIN.toSeconds()
                    + " s; its last words: " + Children.lastWords(log));
        }
    }

    /// 0 where nothing answers yet.
    private static int status(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private void endOrphan() throws IOException, InterruptedException {
        String pid = home.read(name() + ".pid");
        if (pid == null || pid.isEmpty()) {
            return;
        }
        Children.endOrphan(
                Long.parseLong(pid),
                info -> info.commandLine()
                        .filter(line -> line.contains(LAUNCHER) && line.contains(folder.toString()))
                        .isPresent(),
                "TERM");
    }

    @Override
    public void end(Process process) {
        process.destroy();
    }
}
