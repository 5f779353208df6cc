package io.keqing.profile;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.profile.BuyingHabits.Habits;
import io.keqing.profile.BuyingHabits.Share;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.Filter;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SharedValues;
import io.keqing.search.SharedValues.Question;
import io.keqing.search.SharedValues.Sharing;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Customers like this one: who ordered the same things, lives in the same place, is of the same tier. Each
/// shared product (or category, where no product is known) weighs 3, the same tier, province, city and industry
/// 1 each; the sum is the order, and the reasons are shown. Nothing is learned from data, so nothing has to be
/// believed.
///
/// The engine gathers the [#CANDIDATES] who share most products, of equally many those who ordered most; the
/// rest is weighed from the rows. Of somebody who ordered nothing the engine finds who shares tier and place.
@Singleton
public final class SimilarCustomers {
    public static final int SHOWN = 8;
    static final int CANDIDATES = 200;
    static final int PRODUCT_WEIGHT = 3;

    /// Such as are compared as they are, each of weight 1.
    static final List<Field<String>> TRAITS =
            List.of(CustomerFields.TIER, CustomerFields.PROVINCE, CustomerFields.CITY, CustomerFields.INDUSTRY);

    private final BuyingHabits habits;
    private final SharedValues sharedValues;
    private final SearchIndex index;
    private final SearchLimit limit;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;

    SimilarCustomers(
            BuyingHabits habits,
            SharedValues sharedValues,
            SearchIndex index,
            SearchLimit limit,
            RecordStore store,
            RecordTypes types,
            RecordMasking masking) {
        this.habits = habits;
        this.sharedValues = sharedValues;
        this.index = index;
        this.limit = limit;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
    }

    /// @param fields what the viewer may see of the customer
    /// @param shared by field name: what both have
    public record Alike(RecordId id, Map<Field<?>, Object> fields, int weight, List<Shared> shared) {}

    /// @param orders how many orders of it the other one has, 0 where it is no product
    public record Shared(Field<?> field, String value, long orders) {}

    /// @return empty where there is no such customer; the likest first
    /// @throws io.keqing.search.IndexUnavailableException where the engine does not answer
    public Optional<List<Alike>> of(RecordId customer, Viewer viewer) {
        return store.find(customers, customer).map(document -> limit.run(viewer, () -> alike(document, viewer)));
    }

    private List<Alike> alike(Document own, Viewer viewer) {
        Habits bought = habits.of(own.id()).orElseThrow();
        boolean products = !bought.products().named().isEmpty();
        Field<String> compared = products ? InteractionFields.PRODUCT : InteractionFields.CATEGORY;
        List<String> values = (products ? bought.products() : bought.categories())
                .named().stream().map(Share::value).toList();
        Map<Integer, Map<String, Long>> shared = new HashMap<>();
        List<Sharing> sharing = sharedValues.most(new Question(
                InteractionFields.TYPE,
                InteractionFields.CUSTOMER.name(),
                own.key(),
                List.of("order"),
                compared.name(),
                values,
                CANDIDATES));
        sharing.forEach(each -> shared.put(each.key(), each.shared()));
        if (shared.isEmpty()) {
            ofTheSameTraits(own, viewer).forEach(key -> shared.put(key, Map.of()));
        }
        List<Alike> found = new ArrayList<>();
        for (Document other : store.load(customers, shared.keySet())) {
            found.add(alike(own, other, compared, shared.getOrDefault(other.key(), Map.of()), viewer));
        }
        found.sort(Comparator.comparingInt(Alike::weight)
                .reversed()
                .thenComparing(alike ->
                        -alike.shared().stream().mapToLong(Shared::orders).sum())
                .thenComparing(alike -> alike.id().toString()));
        return List.copyOf(found.subList(0, Math.min(SHOWN, found.size())));
    }

    private Alike alike(Document own, Document other, Field<String> compared, Map<String, Long> bought, Viewer viewer) {
        List<Shared> shared = new ArrayList<>();
        bought.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> shared.add(new Shared(compared, entry.getKey(), entry.getValue())));
        int weight = PRODUCT_WEIGHT * shared.size();
        for (Field<String> trait : TRAITS) {
            String value = own.get(trait);
            if (value != null && Objects.equals(value, other.get(trait))) {
                shared.add(new Shared(trait, value, 0));
                weight++;
            }
        }
        return new Alike(other.id(), masking.seen(other, viewer), weight, List.copyOf(shared));
    }

    /// All traits there are must agree, and there must be two: half the country is of one tier.
    private List<Integer> ofTheSameTraits(Document own, Viewer viewer) {
        List<Filter> filters = new ArrayList<>();
        for (Field<String> trait : TRAITS) {
            @Nullable String value = own.get(trait);
            if (value != null) {
                filters.add(new Filter(trait.name(), List.of(new Filter.Condition.Is(value))));
            }
        }
        if (filters.size() < 2) {
            return List.of();
        }
        SearchQuery query = SearchQuery.all(CustomerFields.TYPE)
                .withFilters(filters)
                .withFacets(List.of())
                .page(CANDIDATES, null);
        return index.search(query, viewer).hits().stream()
                .map(Hit::key)
                .filter(key -> key != own.key())
                .toList();
    }
}
