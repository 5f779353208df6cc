package io.keqing.importing.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a text or a sheet as they stand there, before anybody knows which of them is a header. An empty line is
/// a blank row, since what is set apart by one may be another table.
interface Records extends AutoCloseable {
    @Nullable
    Row next() throws IOException;

    long bytesRead();

    /// A row of values, with what it has of cells above that are merged with its own. Asked for rows of the table in
    /// their order and not for headers and titles, whose merged cells mean something else.
    default Row filled(Row row) {
        return row;
    }

    /// What was read otherwise than it stands: all of it once [#next] has answered null.
    default List<FileNote> notes() {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
