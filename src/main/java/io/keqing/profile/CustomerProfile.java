package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.DerivedFields;
import io.keqing.customer.DerivedFields.Derived;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The head of a customer's page: who it is, and what their story amounts to. Counted in the database at the
/// moment it is asked for.
@Singleton
public final class CustomerProfile {
    /// What is asked for first stands first; what later rooms add follows in their order.
    private static final List<String> ORDER = List.of(
            "openCases",
            "lastContact",
            "complaints90",
            "lastNps",
            "lastCsatClass",
            "orders",
            "spent",
            "lastOrder",
            "medianGap",
            "firstOrder");

    private final RecordStore store;
    private final RecordMasking masking;
    private final CustomerTimeline timeline;
    private final List<DerivedFields> derived;
    private final RecordType customers;

    CustomerProfile(
            RecordStore store,
            RecordTypes types,
            RecordMasking masking,
            CustomerTimeline timeline,
            List<DerivedFields> derived) {
        this.store = store;
        this.masking = masking;
        this.timeline = timeline;
        this.derived = List.copyOf(derived);
        this.customers = types.get(CustomerFields.TYPE);
    }

    /// @param fields what the viewer may see of the customer
    /// @param aliases further ids in the same source
    /// @param knownAs every further id, also those of customers of other sources that were merged into this one
    /// @param counts how much there is of the story
    /// @param facts facts and classes, each with its reason
    public record Head(
            RecordId id,
            boolean stub,
            Map<Field<?>, Object> fields,
            List<String> aliases,
            List<RecordId> knownAs,
            StoryCounts counts,
            List<Derived> facts) {

        public Optional<Derived> fact(Field<?> field) {
            return facts.stream()
                    .filter(fact -> fact.field().name().equals(field.name()))
                    .findFirst();
        }

        public long openCases() {
            return fact(CustomerFields.OPEN_CASES)
                    .map(fact -> fact.value() instanceof Number number ? number.longValue() : 0L)
                    .orElse(0L);
        }

        /// The class it is of, `promoter` say; null where nobody asked.
        public @Nullable Object value(Field<?> field) {
            return fact(field).<@Nullable Object>map(Derived::value).orElse(null);
        }
    }

    /// @return empty where there is no such customer
    public Optional<Head> of(RecordId customer, Viewer viewer) {
        return store.find(customers, customer).map(document -> head(document, viewer));
    }

    private Head head(Document document, Viewer viewer) {
        List<Derived> facts = new ArrayList<>();
        derived.forEach(source -> facts.addAll(source.of(document.key())));
        facts.removeIf(fact -> !io.keqing.privacy.Masking.shows(fact.field(), viewer));
        facts.sort(Comparator.comparingInt(CustomerProfile::rank));
        return new Head(
                document.id(),
                document.stub(),
                masking.seen(document, viewer),
                store.aliases(customers, document.key()),
                store.knownAs(customers, document.key()),
                timeline.counts(document.key()),
                List.copyOf(facts));
    }

    private static int rank(Derived fact) {
        int place = ORDER.indexOf(fact.field().name());
        return place < 0 ? ORDER.size() : place;
    }
}
