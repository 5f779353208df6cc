package io.keqing.search;

import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.search.SearchResult.Hit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Texts that say the same: found by their words in the index of their records, and by their meaning in an
/// index of vectors of its own, which is written only when a text changes or what it is filtered by. That
/// index holds no text.
public interface TextIndex {
    /// What a vector's record may be filtered by; the other fields are only in the index of the record.
    Set<String> FILTERS =
            Set.of("source", "kind", "customer", "product", "category", "channel", "status", "language", "at");

    /// A record by its type and the house's own number of it.
    record Address(String type, int key) {}

    /// A text and its vector, as they go into the index.
    ///
    /// @param text what the vector was made of
    /// @param hash the same for the same text
    /// @param space in which the vector lies; vectors of different spaces have nothing to do with each other
    /// @param vector of the dimensions of its space, of any length but 0
    record Entry(Document document, String text, String hash, String space, float[] vector) {}

    /// What the records found must fulfil.
    ///
    /// @param filters by type, at least one, on fields of [#FILTERS] that the type has
    /// @param but a record that is not looked for, because it is the one that is compared
    /// @param butHashes texts seen already (by meaning only)
    /// @param size at most so many, 1 to 1,000
    record Question(
            Map<String, List<Filter>> filters,
            @Nullable Address but,
            Collection<String> butHashes,
            int size,
            Viewer viewer) {
        /// All records with texts.
        public static Question all(Collection<String> types, int size, Viewer viewer) {
            Map<String, List<Filter>> filters = new LinkedHashMap<>();
            types.forEach(type -> filters.put(type, List.of()));
            return new Question(filters, null, List.of(), size, viewer);
        }

        public Question sized(int most) {
            return new Question(filters, but, butHashes, most, viewer);
        }

        public Question without(Collection<String> hashes) {
            return new Question(filters, but, hashes, size, viewer);
        }
    }

    /// @param score by words BM25's, by meaning the cosine of the angle between the vectors, −1 to 1
    /// @param whole whether the record holds the text asked for, word for word
    record Scored(Address address, double score, boolean whole) {}

    /// Who holds something exact, word for word or as its number or product.
    ///
    /// @param records at most as many as were asked for
    /// @param total how many there are, counted to one more than that
    record Holders(String exact, List<Address> records, long total) {}

    /// Makes the index where it is missing or was made by another version of its mapping.
    ///
    /// @return whether it is new, and empty
    /// @throws IndexUnavailableException where the engine does not answer, as all methods here
    boolean prepare();

    /// Puts and deletes, all or nothing known of it: what a later version has written stays.
    void put(long version, List<Entry> found, Collection<Address> gone);

    /// Makes everything put so far findable.
    void refresh();

    /// Vectors in the index.
    long count();

    /// The records whose text lies nearest, the nearest first. The engine compares every vector that passes the
    /// filters in eight bits and weighs the best by the whole ones; there is no graph in which one could be
    /// missed.
    List<Scored> nearest(String space, float[] vector, Question question);

    /// The records that share most with the text in words: rare words weigh more, none must be there. Of
    /// a long text the words that tell most are taken. Scores of different types are no measure for each
    /// other, though they are in one list, the highest first.
    List<Scored> worded(String text, Question question);

    /// The records that hold codes as they stand; the size of the question is that of each list.
    List<Holders> holders(List<String> codes, Question question);

    /// Records as the viewer may see them, with the words of the text marked; those that are gone are left out.
    List<Hit> hits(Collection<Address> records, String text, Viewer viewer);
}
