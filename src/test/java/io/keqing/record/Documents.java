package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records for tests that need no database behind them.
public final class Documents {
    private final Document document;

    private Documents(Document document) {
        this.document = document;
    }

    public static Documents of(FieldSet type, int key, String source, String id) {
        return new Documents(new Document(type, key, new RecordId(source, id), false, key * 7L));
    }

    public <V> Documents with(Field<V> field, @Nullable V value) {
        document.set(field, value);
        return this;
    }

    public Documents referring(Field<RecordId> field, RecordId to, int key) {
        document.set(field, to);
        document.refer(field, key);
        return this;
    }

    /// The ids it can be called by, as [Document#knownAs] has them.
    public Documents knownAs(RecordId... ids) {
        document.knownAs(List.of(ids));
        return this;
    }

    public Document done() {
        return document;
    }
}
