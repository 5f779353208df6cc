package io.keqing.similar;

import io.keqing.search.TextIndex;
import io.keqing.search.TextIndex.Address;
import io.keqing.search.TextIndex.Question;
import io.keqing.search.TextIndex.Scored;
import io.keqing.similar.TextVectors.Stored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the records whose texts mean nearly the same, in the language of the question and across the two
/// that models read, and knows which records no model has read yet.
@Singleton
final class Meanings {
    private static final int ROUNDS = 3;
    /// So many times what is wanted is looked at across languages, where the engine's order is not the true
    /// one: of 1,000 sentences the right one is among its first hundred for 99 in 100, among its first ten
    /// for 91.
    private static final int FOREIGN = 2;

    private static final int MOST = 1_000;
    private static final double UNLIKE = -1;

    private final TextIndex index;
    private final TextVectors vectors;
    private @Nullable LanguageBridge bridge;

    Meanings(TextIndex index, TextVectors vectors) {
        this.index = index;
        this.vectors = vectors;
    }

    /// @param list the nearest first, with cosines as the model of the question measures them
    /// @param hashes the texts of all records in question that were read
    /// @param models by which of the models each of those texts was read
    record Near(List<Scored> list, Map<Address, UUID> hashes, Map<UUID, TextModel> models) {
        /// Whether no model has read what the record says now.
        boolean isUnread(Address address) {
            return !hashes.containsKey(address);
        }

        /// @return null where no model has read it
        @Nullable
        TextModel model(Address address) {
            UUID hash = hashes.get(address);
            return hash == null ? null : models.get(hash);
        }
    }

    /// @param vector of the text, null where meaning has no say
    /// @param others records found otherwise, whose meaning is compared too
    Near of(
            ReadText text,
            Embedder.@Nullable Vector vector,
            Collection<Address> others,
            Question question,
            Languages languages) {
        if (vector == null) {
            Map<Address, UUID> hashes = vectors.hashes(others);
            return new Near(List.of(), hashes, models(vectors.stored(hashes.values())));
        }
        TextModel model = text.model();
        List<Scored> own = nearest(model, vector.values(), question);
        Set<Address> rest = new HashSet<>(others);
        if (languages == Languages.ALL) {
            int most = Math.min(FOREIGN * question.size(), MOST);
            nearest(model.other(), bridge().carry(model, vector.values()), question.sized(most))
                    .forEach(scored -> rest.add(scored.address()));
        }
        Set<Address> all = new HashSet<>(rest);
        own.forEach(scored -> all.add(scored.address()));
        own.forEach(scored -> rest.remove(scored.address()));
        Map<Address, UUID> hashes = vectors.hashes(all);
        Map<UUID, Stored> stored = vectors.stored(hashes(rest, hashes));
        // what lies behind a full list of the nearest has no place in it
        double least = own.size() < question.size() ? UNLIKE : own.getLast().score();
        List<Scored> list = new ArrayList<>(own);
        for (Address address : rest) {
            UUID hash = hashes.get(address);
            Stored found = hash == null ? null : stored.get(hash);
            double cosine = found == null ? UNLIKE : cosine(model, vector.values(), found, languages);
            if (cosine > least) {
                list.add(new Scored(address, cosine, false));
            }
        }
        list.sort(Comparator.comparingDouble(Scored::score).reversed());
        Map<UUID, TextModel> models = models(stored);
        hashes(all, hashes).forEach(hash -> models.putIfAbsent(hash, model));
        return new Near(list, hashes, models);
    }

    private static Map<UUID, TextModel> models(Map<UUID, Stored> stored) {
        Map<UUID, TextModel> models = new HashMap<>();
        stored.forEach((hash, each) -> models.put(hash, each.model()));
        return models;
    }

    private static Set<UUID> hashes(Set<Address> records, Map<Address, UUID> hashes) {
        return records.stream().map(hashes::get).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /// As the model of the question measures it; [#UNLIKE] where texts of different languages are not alike
    /// at all.
    private double cosine(TextModel model, float[] question, Stored found, Languages languages) {
        if (found.model() == model) {
            return LanguageBridge.cosine(question, found.vector());
        }
        double likeness = languages == Languages.ALL ? bridge().likeness(model, question, found.vector()) : UNLIKE;
        return likeness < LanguageBridge.LEAST ? UNLIKE : model.comparable(likeness);
    }

    /// Where many records say the same, they would fill the list of the nearest: it is asked again without
    /// them.
    private List<Scored> nearest(TextModel space, float[] vector, Question question) {
        List<Scored> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Question next = question.without(List.copyOf(seen));
            List<Scored> found = index.nearest(space.space(), vector, next);
            all.addAll(found);
            Collection<UUID> hashes = new HashSet<>(
                    vectors.hashes(found.stream().map(Scored::address).toList()).values());
            hashes.forEach(hash -> seen.add(hash.toString()));
            if (found.size() < question.size() || seen.size() >= question.size() / 4) {
                break;
            }
        }
        return all;
    }

    private synchronized LanguageBridge bridge() {
        LanguageBridge loaded = bridge;
        if (loaded == null) {
            loaded = LanguageBridge.load();
            bridge = loaded;
        }
        return loaded;
    }
}
