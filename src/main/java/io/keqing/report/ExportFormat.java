package io.keqing.report;

import java.util.Optional;

/// What kind of file somebody takes away.
public enum ExportFormat {
    /// A workbook that explains itself, with typed cells.
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /// RFC 4180, UTF-8 with a byte order mark, for which Excel asks.
    CSV("csv", "text/csv; charset=utf-8");

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
