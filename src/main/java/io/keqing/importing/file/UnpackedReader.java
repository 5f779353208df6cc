package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deletes what was unpacked once it was read.
record UnpackedReader(RowReader reader, List<Path> files) implements RowReader {
    @Override
    public List<String> header() {
        return reader.header();
    }

    @Override
    public Map<String, String> labels() {
        return reader.labels();
    }

    @Override
    public @Nullable Row next() throws IOException {
        return reader.next();
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public FileFormat format() {
        return reader.format();
    }

    @Override
    public String kind() {
        return reader.kind();
    }

    @Override
    public List<String> sheets() {
        return reader.sheets();
    }

    @Override
    public List<FileTable> tables() {
        return reader.tables();
    }

    @Override
    public List<FileNote> notes() {
        return reader.notes();
    }

    @Override
    public boolean isCorrection() {
        return reader.isCorrection();
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
