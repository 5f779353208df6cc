import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A Chromium without a window, spoken to in its own protocol: benchmarks need no more of a browser than to go
/// somewhere and to run a script there, and so no library of tests on their class path.
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    private Browser(Process process, Path profile, URI page) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Answers())
                .join();
    }

    /// @return null where there is no Chromium on this machine
    static Browser start() throws IOException, InterruptedException {
        Path program = program();
        if (program == null) {
            return null;
        }
        Path profile = Files.createTempDirectory("keqing-bench-browser");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-sync",
                        "--window-size=1440,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 300; i++) {
            if (Files.exists(port) && Files.readAllLines(port).size() > 1) {
                JsonNode pages = JSON.readTree(URI.create(
                                "http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json")
                        .toURL());
                for (JsonNode page : pages) {
                    if (page.path("type").asText().equals("page")) {
                        return new Browser(
                                process,
                                profile,
                                URI.create(page.path("webSocketDebuggerUrl").asText()));
                    }
                }
            }
            Thread.sleep(100);
        }
        process.destroy();
        throw new IllegalStateException("the browser did not start within 30 s, see " + profile + "/log");
    }

    private static Path program() {
        String given = System.getenv("KEQING_TEST_CHROMIUM");
        if (given != null && Files.isExecutable(Path.of(given))) {
            return Path.of(given);
        }
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : NAMES) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name);
                }
            }
        }
        return null;
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode answer = JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> asked =
                            waiting.remove(answer.path("id").asInt(-1));
                    if (asked != null) {
                        asked.complete(answer);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException("the browser must speak JSON", e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        JsonNode read = answer.orTimeout(60, TimeUnit.SECONDS).join();
        if (read.has("error")) {
            throw new IllegalStateException(method + ": " + read.path("error"));
        }
        return read.path("result");
    }

    void go(String address) {
        call("Page.navigate", JSON.createObjectNode().put("url", address));
    }

    /// Whoever comes next with this browser is nobody known. What was signed in stays so on the server.
    void forgetCookies() {
        call("Network.clearBrowserCookies", JSON.createObjectNode());
    }

    /// What the script answers, a promise awaited.
    JsonNode run(String script) {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", script)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /// Waits until the script says true; a page that is just loading answers nothing yet.
    void until(String condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                if (run("Boolean(" + condition + ")").asBoolean()) {
                    return;
                }
            } catch (IllegalStateException loading) {
                if (System.nanoTime() > end) {
                    throw loading;
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within a minute: " + condition);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.abort();
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        List<Path> files = new ArrayList<>();
        try (var walk = Files.walk(profile)) {
            walk.forEach(files::add);
        }
        for (Path file : files.reversed()) {
            Files.deleteIfExists(file);
        }
    }
}
