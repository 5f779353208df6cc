package io.keqing.importing.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts that the cells of a workbook point to. So many bytes of them stay in memory, the others go
/// to a file beside the upload: a table of a gigabyte makes the reading slow instead of stopping the
/// portal. Eight bytes a text stay in memory in any case.
final class SharedTexts implements AutoCloseable {
    private static final int MOST = 1 << 26;

    private final Path folder;
    private final long mostBytes;
    private final List<String> kept = new ArrayList<>();
    private long bytes;
    private long[] places = new long[0];
    private int spilled;
    private long end;
    private @Nullable Path file;
    private @Nullable RandomAccessFile disk;

    SharedTexts(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    void add(String text) throws IOException {
        if (kept.size() + spilled >= MOST) {
            throw new InvalidFile("a workbook must have at most " + MOST + " shared texts, this one has more");
        }
        bytes += 2L * text.length() + 48;
        if (disk == null && bytes <= mostBytes) {
            kept.add(text);
            return;
        }
        spill(text);
    }

    private void spill(String text) throws IOException {
        if (disk == null) {
            file = Files.createTempFile(folder, "texts-", ".upload");
            disk = new RandomAccessFile(file.toFile(), "rw");
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (spilled + 1 >= places.length) {
            places = Arrays.copyOf(places, Math.max(1 << 16, places.length * 2));
        }
        disk.write(encoded);
        end += encoded.length;
        places[++spilled] = end;
    }

    /// The text with that number; null where there is none.
    @Nullable
    String get(int number) throws IOException {
        if (number >= 0 && number < kept.size()) {
            return kept.get(number);
        }
        int place = number - kept.size();
        if (place < 0 || place >= spilled || disk == null) {
            return null;
        }
        byte[] encoded = new byte[(int) (places[place + 1] - places[place])];
        disk.seek(places[place]);
        disk.readFully(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (disk != null) {
            disk.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
