package io.keqing.report;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/// A file with personal data on its way out. It loses its name the moment it is opened, so that not even
/// a killed portal leaves one behind: the price is that it can't be picked up again, neither by us after
/// a crash.
final class Draft implements Closeable {
    private final FileChannel channel;

    private Draft(FileChannel channel) {
        this.channel = channel;
    }

    /// @param folder made, for its owner only, where it is missing
    static Draft in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return new Draft(FileChannel.open(
                folder.resolve("report-" + UUID.randomUUID()),
                Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /// From where the channel stands. Closing it closes the draft.
    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    FileChannel channel() {
        return channel;
    }

    long bytes() throws IOException {
        return channel.size();
    }

    /// What was written, from its start. Closing the stream closes the draft.
    InputStream read() throws IOException {
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
