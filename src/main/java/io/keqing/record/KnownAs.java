package io.keqing.record;

import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.field.ValueKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ids by which a record can be called: its own and its aliases, or those of the record it belongs to.
final class KnownAs {
    static final String COLUMN = "known_as";

    private final RecordTypes types;

    KnownAs(RecordTypes types) {
        this.types = types;
    }

    /// SQL of one column [#COLUMN] for a row `r`: the further ids, as `source/id`. It costs a row one look-up by
    /// index.
    String further(RecordType type) {
        String key = "r.key";
        String aliases = type.known().aliases();
        Optional<Field<?>> owner = owner(type);
        if (aliases.isEmpty() && owner.isPresent()) {
            key = "r." + owner.get().column();
            aliases = target(owner.get()).known().aliases();
        }
        return (aliases.isEmpty()
                        ? "null::text[]"
                        : "(select array_agg(a.source || '/' || a.id order by a.source, a.id) from %s a where a.key = %s)"
                                .formatted(aliases, key))
                + " as " + COLUMN;
    }

    void read(Document document, RecordType type, ResultSet row) throws SQLException {
        RecordId own = type.known().aliases().isEmpty()
                ? owner(type).map(field -> (RecordId) document.value(field)).orElse(null)
                : document.id();
        if (own != null) {
            document.knownAs(all(own, row));
        }
    }

    private static List<RecordId> all(RecordId own, ResultSet row) throws SQLException {
        List<RecordId> ids = new ArrayList<>(List.of(own));
        var further = row.getArray(COLUMN);
        if (further != null) {
            for (@Nullable String id : (@Nullable String[]) further.getArray()) {
                if (id != null) {
                    int slash = id.indexOf('/');
                    ids.add(new RecordId(id.substring(0, slash), id.substring(slash + 1)));
                }
            }
        }
        return ids;
    }

    /// The reference to the record it belongs to, where records of that type have further ids.
    private Optional<Field<?>> owner(RecordType type) {
        return type.references().stream()
                .filter(field -> !target(field).known().aliases().isEmpty())
                .findFirst();
    }

    private RecordType target(Field<?> reference) {
        return types.get(((ValueKind.Reference) reference.kind()).to());
    }
}
