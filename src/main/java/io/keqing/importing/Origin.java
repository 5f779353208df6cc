package io.keqing.importing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a field of a record comes from.
public sealed interface Origin {
    /// The columns it reads, in order; empty for a constant.
    List<String> columns();

    /// The same with other columns; a constant stays as it is.
    default Origin withColumns(List<String> others) {
        return switch (this) {
            case Column column -> new Column(others.getFirst(), column.source(), column.factor());
            case Constant constant -> constant;
            case Joined joined -> new Joined(others, joined.with(), joined.source());
            case Hashed hashed -> new Hashed(others);
            case Part part -> new Part(others.getFirst(), part.pattern(), part.source());
            case Computed computed -> new Computed(computed.operation(), others);
        };
    }

    /// The source that the record referred to belongs to, null for the file's own.
    default @Nullable String source() {
        return null;
    }

    /// One column. `source` is for references only.
    ///
    /// @param factor of its amounts, null where the name of the column may say it: 金额（万元）
    record Column(
            String name, @Nullable String source, @Nullable BigDecimal factor) implements Origin {
        public Column(String name) {
            this(name, null, null);
        }

        public Column(String name, @Nullable String source) {
            this(name, source, null);
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

    /// A part of a text.
    ///
    /// @param pattern a regular expression with one group, which is the part; RE2 reads it, in time that grows with
    ///     the text only
    record Part(String column, String pattern, @Nullable String source) implements Origin {
        @Override
        public List<String> columns() {
            return List.of(column);
        }
    }

    /// A number worked out from columns of the row, for a money or number field.
    record Computed(Operation operation, List<String> columns) implements Origin {
        public Computed {
            columns = List.copyOf(columns);
        }
    }

    /// How a number is worked out. A difference is the first column without all others.
    enum Operation {
        PRODUCT,
        SUM,
        DIFFERENCE
    }
}
