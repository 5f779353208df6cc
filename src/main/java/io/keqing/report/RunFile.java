package io.keqing.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Which records are in a report, in its order, and a mark of how each was written: twelve bytes a
/// record. By it a report is taken up again after a crash, and made again as of then. It holds house
/// numbers, and nothing of a person.
final class RunFile implements Closeable {
    /// The mark of a record that is not in the file that was made.
    static final long ABSENT = 0;

    private static final int ENTRY = Integer.BYTES + Long.BYTES;

    private final FileChannel channel;
    private long size;

    private RunFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size() / ENTRY;
    }

    /// Whether the records were found before is for the caller to know: a file of a crash may hold a
    /// part of them.
    static RunFile open(Path path) throws IOException {
        return new RunFile(FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /// One that nobody will ask for again.
    static RunFile passing(Draft draft) throws IOException {
        return new RunFile(draft.channel());
    }

    /// Records in it.
    long size() {
        return size;
    }

    void clear() throws IOException {
        channel.truncate(0);
        size = 0;
    }

    void add(int[] keys) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(keys.length * ENTRY);
        for (int key : keys) {
            entries.putInt(key).putLong(ABSENT);
        }
        write(entries.flip(), size);
        size += keys.length;
    }

    /// Up to `most` keys from place `from` on.
    int[] keys(long from, int most) throws IOException {
        ByteBuffer entries = read(from, (int) Math.clamp(size - from, 0, most));
        int[] keys = new int[entries.remaining() / ENTRY];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = entries.getInt();
            entries.getLong();
        }
        return keys;
    }

    /// The marks of the records from place `from` on.
    long[] marks(long from, int count) throws IOException {
        ByteBuffer entries = read(from, count);
        long[] marks = new long[count];
        for (int i = 0; i < count; i++) {
            entries.getInt();
            marks[i] = entries.getLong();
        }
        return marks;
    }

    /// Notes how the records from place `from` on were written.
    void mark(long from, int[] keys, long[] marks) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(keys.length * ENTRY);
        for (int i = 0; i < keys.length; i++) {
            entries.putInt(keys[i]).putLong(marks[i]);
        }
        write(entries.flip(), from);
    }

    private ByteBuffer read(long from, int count) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(count * ENTRY);
        while (entries.hasRemaining()) {
            if (channel.read(entries, from * ENTRY + entries.position()) < 0) {
                throw new IOException("a run file must hold " + (from + count) + " records, held " + size);
            }
        }
        return entries.flip();
    }

    private void write(ByteBuffer entries, long from) throws IOException {
        long at = from * ENTRY;
        while (entries.hasRemaining()) {
            at += channel.write(entries, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
