package io.keqing.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A portal is killed with both its servers running; the next one on the same folder takes over and leaves nobody
/// behind.
@Timeout(180)
class KilledPortalIT {
    private static final Path FOLDER = Path.of("target/test-home/killed");

    /// Holds a folder and both servers until it is ended.
    static final class TinyPortal {
        private TinyPortal() {}

        public static void main(String[] args) throws Exception {
            start();
            System.out.println("ready");
            Thread.sleep(TimeUnit.MINUTES.toMillis(3));
        }

        static Engines start() throws IOException {
            Engines engines = new Engines(new Home(FOLDER, 0), new EngineSettings("", "", "", "", "", "", "512m", ""));
            engines.database();
            engines.elasticsearch();
            return engines;
        }
    }

    @Test
    void afterAKill_theNextStartRecoversAndLeavesNoOrphan() throws Exception {
        Process portal = portal();
        assertReady(portal);
        long postgres = pid("postgres");
        long elasticsearch = pid("elasticsearch");
        portal.destroyForcibly().waitFor();

        Process next = portal();
        assertReady(next);
        assertEquals(
                Long.toString(next.pid()),
                Files.readString(FOLDER.resolve("run/portal.pid")).strip());
        assertGone(postgres);
        assertGone(elasticsearch);
        long[] ours = {pid("postgres"), pid("elasticsearch")};
        assertNotEquals(postgres, ours[0]);

        // SIGTERM takes everything with it, even without a container that closes the beans
        next.destroy();
        assertTrue(next.waitFor(20, TimeUnit.SECONDS), "ended within 20 s");
        for (long pid : ours) {
            assertGone(pid);
        }
        assertFalse(Files.exists(FOLDER.resolve("run/postgres.pid")));
    }

    private static Process portal() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TinyPortal.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void assertReady(Process portal) throws IOException {
        BufferedReader out = portal.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new AssertionError(
                "the portal ended with " + portal.onExit().join().exitValue() + " before it was ready");
    }

    private static long pid(String name) throws IOException {
        return Long.parseLong(
                Files.readString(FOLDER.resolve("run").resolve(name + ".pid")).strip());
    }

    private static void assertGone(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process -> process.onExit()
                        .orTimeout(15, TimeUnit.SECONDS)
                        .exceptionally(late -> {
                            throw new AssertionError("process " + pid + " is still there", late);
                        })
                        .join());
    }
}
