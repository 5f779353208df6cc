package io.keqing.importing.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Opens a file as what it is, whatever its name ends with.
public final class RowReaders {
    private static final int ZIP = 0x504B0304;
    private static final int OLE2 = 0xD0CF11E0;
    private static final int GZIP = 0x1F8B;
    private static final int MOST_LAYERS = 3;

    private RowReaders() {}

    /// @param fileName as people know it, for messages
    /// @param wanted what is null in it is found out
    /// @throws InvalidFile where the file can't be read as rows
    public static RowReader open(Path file, String fileName, FileFormat wanted, ImportSettings settings)
            throws IOException {
        if (Files.size(file) > settings.largestFile()) {
            throw new InvalidFile(fileName + " must have at most " + settings.largestFile() + " bytes, has "
                    + Files.size(file) + " (keqing.import.largest-file)");
        }
        if (FileFormat.ALL.equals(wanted.sheet())) {
            return AllSheets.open(file, fileName, wanted, settings);
        }
        return CorrectedRejects.of(open(file, fileName, wanted, settings, List.of(), 0));
    }

    private static RowReader open(
            Path file, String fileName, FileFormat wanted, ImportSettings settings, List<String> parts, int layer)
            throws IOException {
        int magic = magic(file);
        if (magic >>> 16 == GZIP || magic == ZIP && !isWorkbook(file, fileName)) {
            if (layer == MOST_LAYERS) {
                throw new InvalidFile(fileName + " is packed more than " + MOST_LAYERS + " times");
            }
            boolean zip = magic == ZIP;
            UnpackedFile inner = zip
                    ? UnpackedFile.unzip(file, fileName, wanted.sheet(), settings)
                    : UnpackedFile.gunzip(file, fileName, settings);
            FileFormat rest = zip ? wanted.ofSheet(inner.names().size() > 1 ? inner.name() : null) : wanted;
            try {
                RowReader reader =
                        open(inner.file(), inner.name(), rest, settings, zip ? inner.names() : parts, layer + 1);
                return new UnpackedReader(reader, inner.file());
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(inner.file());
                throw e;
            }
        }
        List<String> sheets = parts.size() > 1 ? parts : List.of();
        if (magic == ZIP) {
            return XlsxBook.open(file, fileName, parts.size() > 1 ? wanted.ofSheet(null) : wanted, settings);
        }
        if (magic == OLE2) {
            return XlsRecords.open(file, fileName, parts.size() > 1 ? wanted.ofSheet(null) : wanted);
        }
        if (wanted.delimiter() == null && JsonFile.isJson(file, fileName, wanted)) {
            return JsonFile.open(file, fileName, wanted, settings, sheets);
        }
        return TextRecords.open(file, fileName, wanted, settings, sheets);
    }

    private static int magic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length < 4
                    ? start.length > 1 ? ByteBuffer.wrap(start).getShort() << 16 : 0
                    : ByteBuffer.wrap(start).getInt();
        }
    }

    private static boolean isWorkbook(Path file, String fileName) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.bin") != null) {
                throw new InvalidFile(fileName + " is a binary workbook (.xlsb); save it as .xlsx");
            }
            if (zip.getEntry("content.xml") != null && zip.getEntry("mimetype") != null) {
                throw new InvalidFile(fileName + " is an OpenDocument file; save it as .xlsx or .csv");
            }
            if (zip.getEntry("word/document.xml") != null || zip.getEntry("ppt/presentation.xml") != null) {
                throw new InvalidFile(fileName + " is an office document without a table, no workbook");
            }
            return zip.getEntry("[Content_Types].xml") != null;
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // a comment that is longer than the file ends it, and is no ZipException
            throw new InvalidFile(fileName + " is a damaged zip archive or workbook: " + UnpackedFile.why(e));
        }
    }

    /// Deletes what was unpacked once it was read.
    private record UnpackedReader(RowReader reader, Path file) implements RowReader {
        @Override
        public List<String> header() {
            return reader.header();
        }

        @Override
        public Map<String, String> labels() {
            return reader.labels();
        }

        @Override
        public @org.jspecify.annotations.Nullable Row next() throws IOException {
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
                Files.deleteIfExists(file);
            }
        }
    }
}
