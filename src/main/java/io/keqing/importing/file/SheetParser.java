package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes through a file whose sheets stand one after the other, from its first to its last, with one row
/// in memory.
interface SheetParser extends AutoCloseable {
    /// Goes to the next sheet, over what is left of the one at hand; false where there is none.
    boolean nextSheet() throws IOException;

    /// Of the sheet at hand; empty where it has none. Final once [#nextRow] has answered null.
    String name();

    /// Whether people don't see the sheet at hand. Final once [#nextRow] has answered null.
    boolean isHidden();

    /// The next row with a value; null at the end of the sheet.
    @Nullable
    Row nextRow() throws IOException;

    /// What was read of the sheet at hand otherwise than it stands.
    List<FileNote> notes();

    long bytesRead();

    @Override
    void close() throws IOException;
}
