package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.CustomerTimeline.Entry;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What happened with a customer and what was said by one, by the keys of the house, as a viewer may see it.
@Singleton
final class Entries {
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final Strand happened;
    private final Strand said;

    Entries(RecordStore store, RecordMasking masking, RecordTypes types) {
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.happened = new Strand(
                types.get(InteractionFields.TYPE),
                InteractionFields.CUSTOMER,
                InteractionFields.AT,
                InteractionFields.KIND,
                InteractionFields.CHANNEL);
        this.said = new Strand(
                types.get(FeedbackFields.TYPE),
                FeedbackFields.CUSTOMER,
                FeedbackFields.AT,
                FeedbackFields.KIND,
                FeedbackFields.CHANNEL);
    }

    /// A type that takes part in a customer's story, and where in it to look.
    record Strand(RecordType type, Field<?> customer, Field<Instant> at, Field<?> kind, Field<?> channel) {
        String table() {
            return type.shown();
        }
    }

    /// Where an entry is found again.
    record Place(Strand strand, int key, @Nullable Instant at) {}

    /// Interactions first: of one moment they are told above feedback.
    List<Strand> strands() {
        return List.of(happened, said);
    }

    Strand happened() {
        return happened;
    }

    Strand said() {
        return said;
    }

    OptionalInt keyOf(RecordId customer) {
        return store.keyOf(customers, customer);
    }

    /// In the order of `places`. A record that went between the two looks is left out.
    List<Entry> at(List<Place> places, Viewer viewer) {
        Map<Strand, Map<Integer, Document>> documents = new HashMap<>();
        for (Strand strand : strands()) {
            documents.put(
                    strand,
                    documents(
                            strand,
                            places.stream()
                                    .filter(place -> place.strand().equals(strand))
                                    .map(Place::key)
                                    .toList()));
        }
        List<Entry> entries = new ArrayList<>();
        for (Place place : places) {
            Document document = documents.getOrDefault(place.strand(), Map.of()).get(place.key());
            if (document != null) {
                entries.add(entry(place.strand(), document, viewer));
            }
        }
        return entries;
    }

    /// In the order of `keys`.
    List<Entry> of(Strand strand, Collection<Integer> keys, Viewer viewer) {
        return at(keys.stream().map(key -> new Place(strand, key, null)).toList(), viewer);
    }

    private Map<Integer, Document> documents(Strand strand, List<Integer> keys) {
        Map<Integer, Document> byKey = new HashMap<>();
        store.load(strand.type(), keys).forEach(document -> byKey.put(document.key(), document));
        return byKey;
    }

    /// On a connection that is at hand: who holds one and waits for another may wait for ever.
    @Nullable
    Document document(Connection connection, Strand strand, int key) throws SQLException {
        return store.load(connection, strand.type(), List.of(key)).stream()
                .findFirst()
                .orElse(null);
    }

    private Entry entry(Strand strand, Document document, Viewer viewer) {
        return new Entry(
                strand.type().name(), document.id(), document.get(strand.at()), masking.seen(document, viewer));
    }
}
