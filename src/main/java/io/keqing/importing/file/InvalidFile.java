package io.keqing.importing.file;

/// A file that can't be imported as it is: the wrong kind, the wrong header, unreadable. Nothing of it was written.
public sealed class InvalidFile extends RuntimeException permits DamagedWorkbook {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String column;

    public InvalidFile(String message) {
        this(message, 0, "");
    }

    public InvalidFile(String message, long line, String column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /// Where it shows, 0 where it is the file as a whole.
    public long line() {
        return line;
    }

    /// The column at fault, empty where it is none.
    public String column() {
        return column;
    }
}
