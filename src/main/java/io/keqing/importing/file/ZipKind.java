package io.keqing.importing.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// What a zip archive is by the names in it.
enum ZipKind {
    WORKBOOK,
    ODS,
    /// An archive of data files.
    ARCHIVE;

    /// @throws InvalidFile where it is damaged, or a document that holds no table
    static ZipKind of(Path file, String fileName, ImportSettings settings) throws IOException {
        try (ZipArchive zip = ZipArchive.open(file, fileName, settings)) {
            Set<String> names = zip.names();
            String refused = FileKind.ofZip(names);
            if (refused != null) {
                throw new InvalidFile(fileName + " is " + refused);
            }
            if (names.contains("content.xml")
                    && (names.contains("mimetype") || names.contains("META-INF/manifest.xml"))) {
                return ODS;
            }
            return names.stream().map(WorkbookParts::plain).anyMatch("[content_types].xml"::equals)
                    ? WORKBOOK
                    : ARCHIVE;
        }
    }
}
