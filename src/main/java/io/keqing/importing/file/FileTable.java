package io.keqing.importing.file;

/// One table of a file that holds several.
///
/// @param name the title above it, the path to it in JSON (`.` = the object around its arrays), or its number
/// @param fromLine the line of its header; where there is none, of its first row
/// @param toLine the line of its last row
public record FileTable(String name, long fromLine, long toLine) {
    /// What stands around the tables of a JSON file is not missed where a table is read.
    public boolean isAround() {
        return name.equals(JsonFile.ROOT_NAME);
    }
}
