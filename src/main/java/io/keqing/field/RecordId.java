package io.keqing.field;

import java.util.regex.Pattern;

/// Who a record is: the system it came from and its id there. The same id from another source is another record.
public record RecordId(String source, String id) {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    public RecordId {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("source must match " + SOURCE + ", was \"" + source + "\"");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
    }

    @Override
    public String toString() {
        return source + "/" + id;
    }
}
