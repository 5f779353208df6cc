package io.keqing.report;

import java.util.Optional;

/// What kind of file somebody takes away.
public enum ExportFormat {
    /// A workbook that explains itself, with typed cells.
    XLSX("xlsx", Workbooks.XLSX),
    /// RFC 4180.
    CSV("csv", "text/csv"),
    /// One JSON object a line, values as REST has them: the very lines of which a report's SHA-256 is
    /// made.
    NDJSON("ndjson", "application/x-ndjson");

    private final String ending;
    private final String mediaType;

    ExportFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    /// As addresses and file names write it.
    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }

    public static Optional<ExportFormat> named(String name) {
        for (ExportFormat format : values()) {
            if (format.ending.equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
