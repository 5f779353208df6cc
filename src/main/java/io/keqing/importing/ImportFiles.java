package io.keqing.importing;

import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.InvalidFile;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Files on their way in: `KEQING_HOME/files/imports`, for this user only, each until its import is over.
@Singleton
final class ImportFiles {
    private final Path folder;
    private final long largest;

    ImportFiles(@Value("${keqing.home:./data}") String home, ImportSettings settings) {
        largest = settings.largestFile();
        folder = Path.of(home).toAbsolutePath().normalize().resolve("files/imports");
    }

    /// Names this portal among those that share a database: their files are elsewhere.
    String portal() {
        return folder.toString();
    }

    Path of(long importId) {
        return folder().resolve(importId + ".upload");
    }

    /// Saves what is uploaded; the file is then the caller's to hand on.
    ///
    /// @throws InvalidFile as soon as it turns out to be larger than allowed; nothing of it is kept
    Path save(InputStream upload) {
        try {
            Path file = Files.createTempFile(folder(), "new-", ".upload");
            if (!copy(upload, file)) {
                delete(file);
                throw new InvalidFile("the file must have at most " + largest + " bytes, has more");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("an upload can't be kept in " + folder, e);
        }
    }

    private boolean copy(InputStream upload, Path file) throws IOException {
        byte[] part = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = upload.read(part); read >= 0; read = upload.read(part)) {
                size += read;
                if (size > largest) {
                    return false;
                }
                out.write(part, 0, read);
            }
        }
        return true;
    }

    /// The same content once more, without its room on disk where the disk can do so.
    Path copy(Path file) throws IOException {
        Path copy = folder().resolve("new-" + UUID.randomUUID() + ".upload");
        try {
            return Files.createLink(copy, file);
        } catch (UnsupportedOperationException e) {
            return Files.copy(file, copy);
        }
    }

    /// Takes a file over as that of an import, to be there even after the machine lost its power.
    void keep(Path file, long importId) throws IOException {
        Path kept = Files.move(file, of(importId), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel bytes = FileChannel.open(kept, StandardOpenOption.WRITE)) {
            bytes.force(true);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an earlier life of this portal left: what was last written before `born` and belongs to no open
    /// import.
    void clear(Instant born, Collection<Long> open) {
        Set<Path> wanted = open.stream().map(this::of).collect(Collectors.toSet());
        try (var left = Files.list(folder())) {
            for (Path file : left.toList()) {
                if (!wanted.contains(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(born)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        try {
            Files.createDirectories(folder);
            FileStore store = Files.getFileStore(folder);
            if (store.supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("uploads need the folder " + folder, e);
        }
    }
}
