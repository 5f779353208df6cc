package io.keqing.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a field of a record comes from.
public sealed interface Origin {
    /// The columns it reads, in order; empty for a constant.
    List<String> columns();

    /// The same with other columns; a constant stays as it is.
    default Origin withColumns(List<String> others) {
        return switch (this) {
            case Column column -> new Column(others.getFirst(), column.source());
            case Constant constant -> constant;
            case Joined joined -> new Joined(others, joined.with(), joined.source());
            case Hashed hashed -> new Hashed(others);
        };
    }

    /// The source that the record referred to belongs to, null for the file's own.
    default @Nullable String source() {
        return null;
    }

    /// One column. `source` is for references only.
    record Column(String name, @Nullable String source) implements Origin {
        public Column(String name) {
            this(name, null);
        }

        @Override
        public List<String> columns() {
            return List.of(name);
        }
    }

    /// The same for every row.
    record Constant(String value) implements Origin {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /// Several columns put together.
    ///
    /// @param with stands between them; one blank unless said
    record Joined(
            List<String> columns, String with, @Nullable String source) implements Origin {
        public Joined {
            columns = List.copyOf(columns);
        }
    }

    /// An id made of content: for files whose rows have none.
    record Hashed(List<String> columns) implements Origin {
        public Hashed {
            columns = List.copyOf(columns);
        }
    }
}
