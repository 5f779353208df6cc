package io.keqing.profile.ui;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.Document;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the pages of records read and write, each time on behalf of their viewer.
@Singleton
final class RecordPage {
    /// The source of what was written here.
    private static final String HOUSE = "keqing";

    private final RecordTypes types;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordEditor editor;

    RecordPage(RecordTypes types, RecordStore store, RecordMasking masking, RecordEditor editor) {
        this.types = types;
        this.store = store;
        this.masking = masking;
        this.editor = editor;
    }

    RecordType type(String name) {
        return types.get(name);
    }

    Optional<RecordType> named(String name) {
        return types.named(name);
    }

    /// @param name `type/source/id`
    Optional<Entry> entry(String name, Viewer viewer) {
        String[] parts = name.split("/", 3);
        try {
            return parts.length == 3 && types.named(parts[0]).isPresent()
                    ? entry(parts[0], new RecordId(parts[1], parts[2]), viewer)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // no such record can be
            return Optional.empty();
        }
    }

    Optional<Entry> entry(String type, RecordId id, Viewer viewer) {
        return store.find(types.get(type), id).map(document -> entry(document, viewer));
    }

    private Entry entry(Document document, Viewer viewer) {
        Map<Field<?>, Object> seen = masking.seen(document, viewer);
        Object at = document.fields().named("at").<Object>map(seen::get).orElse(null);
        return new Entry(document.fields().type(), document.id(), at instanceof Instant time ? time : null, seen);
    }

    Optional<RecordEditor.Outcome> change(
            String type, RecordId id, Map<String, @Nullable Object> changes, Viewer viewer) {
        return editor.change(types.get(type), id, changes, viewer);
    }

    boolean delete(String type, RecordId id, Viewer viewer) {
        return editor.delete(types.get(type), id, viewer);
    }

    /// What somebody wrote down about a customer, as an interaction with an id of its own.
    void note(RecordId customer, Map<String, @Nullable Object> values, Viewer viewer) {
        Map<String, @Nullable Object> all = new java.util.LinkedHashMap<>(values);
        all.put(InteractionFields.CUSTOMER.name(), Map.of("source", customer.source(), "id", customer.id()));
        all.put(InteractionFields.STAFF.name(), viewer.name());
        editor.replace(
                types.get(InteractionFields.TYPE),
                new RecordId(HOUSE, UUID.randomUUID().toString()),
                all,
                viewer);
    }

    static boolean isCustomer(String type) {
        return type.equals(CustomerFields.TYPE);
    }
}
