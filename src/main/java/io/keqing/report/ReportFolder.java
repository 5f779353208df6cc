package io.keqing.report;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.annotation.Order;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where finished reports and run files lie: a folder that only the portal's own user may enter. A file
/// gets its name when it is whole; what an earlier life left without one is taken away at the start.
@Singleton
final class ReportFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ReportFolder.class);
    private static final String UNFINISHED = ".part";
    private static final String RUN = ".run-";

    private final Path folder;

    ReportFolder(@Property(name = "keqing.home", defaultValue = "./data") String home) {
        this.folder = Path.of(home, "files", "reports").toAbsolutePath();
    }

    @EventListener
    @Order(-100)
    void empty(StartupEvent started) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each :
                    all.filter(file -> file.toString().endsWith(UNFINISHED)).toList()) {
                Files.delete(each);
                LOG.info("An unfinished report of an earlier start was taken away");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of reports must be readable and writable", e);
        }
    }

    private Path made() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("Two reports began at once: the folder is there");
            }
        }
        return folder;
    }

    RunFile run(long report, int part) throws IOException {
        return RunFile.open(made().resolve(report + RUN + part));
    }

    /// Gives a report a run file of another, marks and all.
    void copyRun(long from, long to, int part) throws IOException {
        Files.copy(
                folder.resolve(from + RUN + part),
                folder.resolve(to + RUN + part),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(long report) {
        return folder.resolve(Long.toString(report));
    }

    /// Keeps a whole file under the report's number.
    ///
    /// @return its bytes
    long keep(long report, Content content) throws IOException {
        Path unfinished = made().resolve(report + UNFINISHED);
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            content.writeTo(out);
        }
        Files.move(unfinished, file(report), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Files.size(file(report));
    }

    InputStream read(long report) throws IOException {
        return Files.newInputStream(file(report));
    }

    /// Takes away the file and the run files.
    void remove(long report) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.deleteIfExists(file(report));
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> runs = all.filter(path -> path.getFileName().toString().startsWith(report + RUN))
                    .toList();
            for (Path run : runs) {
                Files.deleteIfExists(run);
            }
        }
    }

    /// What a file consists of.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
