package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.field.RecordId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a [SearchQuery], already as its viewer may see it.
///
/// @param total records that match
/// @param exact whether `total` is the true count
/// @param next cursor of the following page, null after the last one
/// @param mistakes parts of the words that could not be asked; the rest was
/// @param reading how the words were read, null where they are nothing but words
/// @param offers other questions that may have been meant, see [Offers]
public record SearchResult(
        long total,
        boolean exact,
        long tookMillis,
        List<Hit> hits,
        List<Facet> facets,
        @Nullable String next,
        List<Mistake> mistakes,
        @Nullable Label reading,
        List<Offer> offers) {

    /// The answer to a question that is nothing but words.
    public SearchResult(
            long total, boolean exact, long tookMillis, List<Hit> hits, List<Facet> facets, @Nullable String next) {
        this(total, exact, tookMillis, hits, facets, next, List.of(), null, List.of());
    }

    /// The same answer with its hits told otherwise.
    public SearchResult withHits(List<Hit> told) {
        return new SearchResult(total, exact, tookMillis, told, facets, next, mistakes, reading, offers);
    }

    /// The same answer with other questions offered beside it.
    public SearchResult withOffers(List<Offer> other) {
        return new SearchResult(total, exact, tookMillis, hits, facets, next, mistakes, reading, other);
    }

    /// One record found.
    ///
    /// @param key the house's own number of the record; never leaves it
    /// @param fields values by field name, masked for the viewer: text, list of texts, number, flag, day or
    /// instant
    /// @param highlights by field name: fragments, each a run of pieces; never markup
    /// @param why the fields whose words matched
    /// @param matches which of the words matched what, and how
    public record Hit(
            String type,
            int key,
            RecordId id,
            double score,
            Map<String, Object> fields,
            Map<String, List<List<Piece>>> highlights,
            List<String> why,
            List<Match> matches) {

        /// A record found without words.
        public Hit(
                String type,
                int key,
                RecordId id,
                double score,
                Map<String, Object> fields,
                Map<String, List<List<Piece>>> highlights,
                List<String> why) {
            this(type, key, id, score, fields, highlights, why, List.of());
        }
    }

    /// @param word what was asked for
    /// @param found what stands in the record instead
    public record Match(String field, String word, String found, How how) {}

    /// How a word of the question is the one that was found, likeliest first.
    public enum How {
        /// The same characters.
        EXACT,
        /// Other case, width, accents or borders: `ＡＢＣ`, `Müller`, `FW-501` and `FW501`.
        FORM,
        /// Traditional, Simplified or another form of the characters: 客戶, 客户.
        SCRIPT,
        /// A word of another region that means the same: 滑鼠, 鼠标.
        REGION,
        /// The end of a long number or id.
        ENDING,
        /// Another inflection: `refunds`, `refund`.
        INFLECTION,
        /// The Chinese words the question's word consists of, apart.
        WORDS,
        /// A name by its Pinyin or initials.
        PINYIN,
        /// A name that sounds the same.
        HOMOPHONE,
        /// A slip: another letter or character.
        TYPO
    }

    /// A piece of highlighted text.
    public record Piece(String text, boolean hit) {}

    /// A facet, counted under every filter but its own.
    ///
    /// @param others records whose value is not listed; one with several such values counts for each
    /// @param present records that have any value
    /// @param error by how much a count may be too low: only where an operator cut the index into several
    ///     shards, each of which lists its own most frequent values
    public record Facet(String field, List<Value> values, long others, long present, long error) {
        /// Whether every count is the true one.
        public boolean exact() {
            return error == 0;
        }
    }

    /// @param value as a filter takes it: the value, `A..<B`, or empty for records without one
    public record Value(String value, String label, long count, boolean chosen) {}
}
