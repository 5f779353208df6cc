package io.keqing.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What starting and ending child processes has in common.
final class Children {
    private static final Logger LOG = LoggerFactory.getLogger(Children.class);
    private static final long LARGEST_LOG = 10L << 20;
    private static final int LAST_WORDS = 1_500;
    private static final int ORPHAN_SECONDS = 30;

    private Children() {}

    /// A free port of the loopback interface, the given one if nothing has it.
    static int freePort(int wanted) throws IOException {
        if (wanted > 0 && isFree(wanted)) {
            return wanted;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// Takes out of a child's environment what is none of its business (our secrets) and what would change its ways.
    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("KEQING_")
                        || name.startsWith("PG")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
    }

    /// The child's output file, begun anew once it has grown; the one before is kept beside it.
    static Path log(Home home, String name) throws IOException {
        Path log = home.folder("logs").resolve(name);
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(name + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /// The end of a child's output, for the message that it did not start.
    static String lastWords(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(LAST_WORDS, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).strip();
        }
    }

    /// Sends a signal. Java itself can only send SIGTERM and SIGKILL; the shell's own `kill` needs no further
    /// program.
    static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /// Ends what a killed portal left running, but only if that process is `ours`: pids are used again.
    static void endOrphan(long pid, Predicate<ProcessHandle.Info> ours, String signal)
            throws IOException, InterruptedException {
        ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
        if (orphan == null || !ours.test(orphan.info())) {
            return;
        }
        LOG.warn("Ending process {}, left behind by a portal that was killed", pid);
        signal(signal, pid);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ORPHAN_SECONDS); orphan.isAlive(); ) {
            if (System.nanoTime() > end) {
                orphan.destroyForcibly();
                throw new IOException("process " + pid + ", left behind by a killed portal, did not end within "
                        + ORPHAN_SECONDS + " s and was killed");
            }
            Thread.sleep(50);
        }
    }
}
