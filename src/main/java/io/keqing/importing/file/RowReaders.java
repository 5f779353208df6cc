package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Opens a file as what it is, whatever its name ends with.
public final class RowReaders {
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
        FileKind kind = FileKind.of(file, fileName);
        ZipKind packed = kind == FileKind.ZIP ? ZipKind.of(file, fileName, settings) : ZipKind.WORKBOOK;
        boolean locked = kind == FileKind.OLE2 && UnlockedWorkbook.isLocked(file);
        if (locked || kind == FileKind.GZIP || packed == ZipKind.ARCHIVE) {
            if (layer == MOST_LAYERS) {
                throw new InvalidFile(fileName + " is packed more than " + MOST_LAYERS + " times");
            }
            boolean zip = kind == FileKind.ZIP;
            UnpackedFile inner = zip
                    ? UnpackedFile.unzip(file, fileName, wanted.sheet(), settings)
                    : locked ? UnlockedWorkbook.open(file, fileName) : UnpackedFile.gunzip(file, fileName, settings);
            FileFormat rest = zip ? wanted.ofSheet(inner.names().size() > 1 ? inner.name() : null) : wanted;
            try {
                RowReader reader =
                        open(inner.file(), inner.name(), rest, settings, zip ? inner.names() : parts, layer + 1);
                return new UnpackedReader(reader, List.of(inner.file()));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(inner.file());
                throw e;
            }
        }
        List<String> sheets = parts.size() > 1 ? parts : List.of();
        FileFormat own = parts.size() > 1 ? wanted.ofSheet(null) : wanted;
        return switch (kind) {
            case ZIP ->
                packed == ZipKind.ODS
                        ? MarkupSheets.ods(file, fileName, own, settings)
                        : XlsxBook.open(file, fileName, own, settings);
            case OLE2 -> XlsBook.open(file, fileName, own, settings, true);
            case OLD_WORKBOOK -> OldWorkbook.open(file, fileName, own, settings);
            case HTML -> MarkupSheets.html(file, fileName, own, settings);
            case MHTML -> MarkupSheets.mhtml(file, fileName, own, settings);
            case XML_2003 -> MarkupSheets.xml2003(file, fileName, own, settings);
            case FLAT_ODS -> MarkupSheets.flatOds(file, fileName, own, settings);
            case GZIP, TEXT -> {
                if (wanted.delimiter() == null && JsonFile.isJson(file, fileName, wanted)) {
                    yield JsonFile.open(file, fileName, wanted, settings, sheets);
                }
                yield TextRecords.open(file, fileName, wanted, settings, sheets);
            }
        };
    }
}
