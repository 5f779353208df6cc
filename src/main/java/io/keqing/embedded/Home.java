package io.keqing.embedded;

import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The folder where this portal keeps its data (KEQING_HOME), held by one portal at a time.
///
/// The lock is the operating system's, so a killed portal leaves none behind; `run/portal.pid` only names the holder
/// in the message. Refuses with [StartRefused] a folder that another portal holds, one of a newer portal, and a
/// nearly full disk.
@Singleton
public final class Home implements AutoCloseable {
    /// Raised whenever an older portal could no longer read what this one writes into the folder.
    static final int LAYOUT = 1;

    static final long LEAST_FREE_BYTES = 5L << 30;

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    @Inject
    Home(@Value("${keqing.home:./data}") String folder) {
        this(Path.of(folder), LEAST_FREE_BYTES);
    }

    Home(Path folder, long leastFreeBytes) {
        root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            channel = FileChannel.open(
                    folder("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartRefused("data folder cannot be written: " + root + " (" + e.getMessage() + ")", e);
        }
        try {
            lock = hold();
            checkLayout();
            checkDisk(leastFreeBytes);
            write("portal.pid", Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            closeQuietly();
            throw new StartRefused("data folder cannot be used: " + root + " (" + e.getMessage() + ")", e);
        } catch (StartRefused e) {
            closeQuietly();
            throw e;
        }
    }

    private FileLock hold() throws IOException {
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            held = null;
        }
        if (held == null) {
            String pid = read("portal.pid");
            throw new StartRefused("data folder in use by another portal (pid " + (pid == null ? "unknown" : pid)
                    + "): " + root + "; stop it, or set KEQING_HOME to another folder");
        }
        return held;
    }

    private void checkLayout() throws IOException {
        Path marker = root.resolve("version");
        if (Files.exists(marker)) {
            String text = Files.readString(marker).strip();
            int found;
            try {
                found = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new StartRefused(
                        "the file " + marker + " must hold the number of the folder's layout, held '" + text + "'", e);
            }
            if (found > LAYOUT) {
                throw new StartRefused(
                        "data folder of a newer version: " + root + " has layout " + found + ", this portal knows "
                                + LAYOUT + "; start the newer portal, or set KEQING_HOME to another folder");
            }
        }
        Files.writeString(marker, LAYOUT + "\n");
    }

    private void checkDisk(long leastFreeBytes) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < leastFreeBytes) {
            throw new StartRefused(String.format(
                    Locale.ROOT,
                    "disk under %d GB: %.1f GB are free for %s; make room, or set KEQING_HOME to another disk",
                    leastFreeBytes >> 30,
                    free / (double) (1L << 30),
                    root));
        }
    }

    /// Absolute.
    public Path root() {
        return root;
    }

    /// A folder below the home, made if it is missing.
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + name + " cannot be made in " + root, e);
        }
    }

    /// Writes one line to `run/NAME`, which scripts read.
    void write(String name, String line) throws IOException {
        Files.writeString(folder("run").resolve(name), line + "\n");
    }

    /// The line in `run/NAME`, or null where nothing is written.
    @Nullable
    String read(String name) throws IOException {
        Path file = root.resolve("run").resolve(name);
        return Files.exists(file) ? Files.readString(file).strip() : null;
    }

    void erase(String name) throws IOException {
        Files.deleteIfExists(root.resolve("run").resolve(name));
    }

    @PreDestroy
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            erase("portal.pid");
            erase("port");
            lock.release();
            channel.close();
        }
    }

    private void closeQuietly() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
