package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.privacy.Viewer;
import io.keqing.search.SearchResult.How;
import io.keqing.search.SearchResult.Match;
import io.keqing.search.SearchResult.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/// Tells why a record was found: which word of the question met what, and how the two are the same.
///
/// Read off the marked texts that the answer holds anyway; the engine is asked nothing more for it (queries
/// with names cost it one more run for each hit). A name found by its Pinyin has no mark from the engine and
/// gets its mark here. What the viewer doesn't see can't be told, for it is not in the hit.
final class Matches {
    /// Letters left out, added, changed or swapped, as the engine counts them.
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance();

    private static final int MOST = 12;
    /// What inflections of an English word share at least.
    private static final int STEM = 3;

    private final List<Place> names;
    private final List<Field<?>> keywords;
    private final String idField;
    private final List<Asked> asked = new ArrayList<>();

    /// A term of the question, folded once for all hits.
    ///
    /// @param others what else it is written as, folded
    private record Asked(
            Words.Term term, String folded, List<Other> others, List<List<String>> typed, List<List<String>> sounds) {}

    private record Other(String folded, How how) {}

    Matches(FieldSet type, Viewer viewer, List<Words.Term> terms) {
        keywords = KeywordValues.fields(type);
        idField = KnownIds.field(type);
        names = TermTranslator.searched(type, viewer).stream()
                .filter(place -> !Place.isRunning(place.field()))
                .toList();
        for (Words.Term term : terms) {
            if (!term.negated()) {
                boolean spoken = !term.exact() && !names.isEmpty();
                asked.add(new Asked(
                        term,
                        Folding.all(term.text()).text(),
                        term.exact() ? List.of() : others(term),
                        spoken ? Pinyin.syllables(term.text()) : List.of(),
                        spoken && term.hanCount() > 1 ? split(Pinyin.readings(term.text())) : List.of()));
            }
        }
    }

    private static List<Other> others(Words.Term term) {
        List<Other> others = new ArrayList<>();
        OtherWritings.regions(term).forEach(text -> others.add(new Other(text, How.REGION)));
        Spellings.everywhere(term).forEach(text -> others.add(new Other(Codes.bare(text), How.FORM)));
        Spellings.inNames(term).forEach(text -> others.add(new Other(Codes.bare(text), How.FORM)));
        return others;
    }

    private static List<List<String>> split(List<String> readings) {
        return readings.stream().map(reading -> List.of(reading.split(" "))).toList();
    }

    /// @param fields what the viewer sees of the record
    /// @param highlights its marked texts; names found by their sound are added
    /// @param named names of the engine's queries that matched
    /// @param ids every id that leads to the record, or to the one it belongs to
    List<Match> of(
            String id,
            Map<String, Object> fields,
            Map<String, List<List<Piece>>> highlights,
            List<String> named,
            List<String> ids) {
        Set<Match> found = new LinkedHashSet<>();
        if (named.contains("id")) {
            asked.stream()
                    .filter(word -> word.term.text().equalsIgnoreCase(id))
                    .forEach(word -> found.add(new Match(
                            "id", word.term.text(), id, word.term.text().equals(id) ? How.EXACT : How.FORM)));
        }
        for (String name : named) {
            if (name.startsWith(OtherWritings.BY_END)) {
                String word = name.substring(OtherWritings.BY_END.length());
                if (Codes.endsWith(id, word)) {
                    boolean whole = Codes.bare(id).equals(Codes.bare(word));
                    found.add(new Match("id", word, id, whole ? How.FORM : How.ENDING));
                }
            }
            if (name.startsWith(TermTranslator.IN_ATTRIBUTES)) {
                String word = name.substring(TermTranslator.IN_ATTRIBUTES.length());
                found.add(new Match("attributes", word, word, How.FORM));
            }
        }
        for (Map.Entry<String, List<List<Piece>>> marked : highlights.entrySet()) {
            read(marked.getKey(), marked.getValue(), found);
        }
        if (!asked.isEmpty()) {
            names.forEach(name -> byLetters(name.field().name(), fields, highlights, found));
            byIds(ids, found);
            keywords.forEach(field -> byValues(field.name(), fields.get(field.name()), found));
        }
        return found.stream().limit(MOST).toList();
    }

    private void read(String field, List<List<Piece>> fragments, Set<Match> found) {
        Map<Asked, Set<String>> parts = new LinkedHashMap<>();
        for (List<Piece> fragment : fragments) {
            for (Piece piece : fragment) {
                if (piece.hit()) {
                    read(field, Folding.all(piece.text()), parts, found);
                }
            }
        }
        parts.forEach((word, apart) -> {
            boolean whole = found.stream()
                    .anyMatch(
                            match -> match.field().equals(field) && match.word().equals(word.term.text()));
            if (!whole) {
                boolean code = !word.term.hasHan();
                String together = String.join(code ? " " : " … ", apart);
                found.add(new Match(field, word.term.text(), together, code ? How.FORM : How.WORDS));
            }
        });
    }

    private void read(String field, Folding.Folded piece, Map<Asked, Set<String>> parts, Set<Match> found) {
        for (Asked word : asked) {
            String text = word.term.text();
            int at = piece.text().indexOf(word.folded);
            Match other = other(field, piece, word);
            if (other != null) {
                found.add(other);
            } else if (at >= 0) {
                String part = piece.part(at, word.folded.length());
                found.add(new Match(field, text, part, how(text, part)));
            } else if (word.term.exact()) {
                // an exact phrase is marked word by word
                if (word.folded.contains(piece.text())) {
                    found.add(new Match(field, text, text, How.FORM));
                }
            } else if (word.term.hasHan()) {
                if (word.folded.contains(piece.text()) || sharesCharacters(word.folded, piece.text())) {
                    parts.computeIfAbsent(word, none -> new LinkedHashSet<>()).add(piece.original());
                }
            } else if (isPart(word.folded, piece.text())) {
                parts.computeIfAbsent(word, none -> new LinkedHashSet<>()).add(piece.original());
            } else {
                How how = likeness(word.folded, piece.text());
                if (how != null) {
                    found.add(new Match(field, text, piece.original(), how));
                }
            }
        }
    }

    /// What the word is written as otherwise; null where it stands as it was typed, or in no other writing.
    private static @Nullable Match other(String field, Folding.Folded piece, Asked word) {
        String text = word.term.text();
        if (!word.term.exact() && Codes.isEnd(text) && Codes.isEndOf(piece.text(), text)) {
            return new Match(field, text, piece.original(), How.ENDING);
        }
        if (word.term.exact() || piece.text().contains(word.folded)) {
            return null;
        }
        String bare = Codes.bare(piece.text());
        if (Codes.hasDigit(text) && bare.contains(Codes.bare(word.folded))) {
            return new Match(field, text, piece.original(), How.FORM);
        }
        for (Other other : word.others) {
            int at = piece.text().indexOf(other.folded);
            if (at >= 0 && other.how == How.REGION) {
                return new Match(field, text, piece.part(at, other.folded.length()), How.REGION);
            } else if (bare.equals(other.folded)) {
                return new Match(field, text, piece.original(), other.how);
            }
        }
        return null;
    }

    /// Whether a piece of a code that is parted in the text: `iOS` and `17.4` of `iOS17.4`.
    private static boolean isPart(String asked, String found) {
        String bare = Codes.bare(found);
        return Codes.hasDigit(asked) && !bare.isEmpty() && Codes.bare(asked).contains(bare);
    }

    private static How how(String asked, String found) {
        if (asked.equals(found)) {
            return How.EXACT;
        }
        return Folding.form(asked).equals(Folding.form(found)) ? How.FORM : How.SCRIPT;
    }

    private static boolean sharesCharacters(String asked, String found) {
        return found.codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN && asked.indexOf(c) >= 0);
    }

    /// The engine marked `found`, so it is one or the other; null where it was marked for another word.
    private static @Nullable How likeness(String asked, String found) {
        int most = asked.length() >= 8 ? 2 : 1;
        int shared = 0;
        while (shared < Math.min(asked.length(), found.length()) && asked.charAt(shared) == found.charAt(shared)) {
            shared++;
        }
        int rest = Math.max(asked.length(), found.length()) - shared;
        boolean inflected = shared >= STEM && rest <= STEM + 1 && isEnding(asked, shared) && isEnding(found, shared);
        if (inflected) {
            return How.INFLECTION;
        } else if (asked.length() >= TermTranslator.SHORTEST_MISSPELT && SLIPS.apply(asked, found) <= most) {
            return How.TYPO;
        }
        return shared >= STEM ? How.INFLECTION : null;
    }

    private static boolean isEnding(String word, int from) {
        return Set.of("", "s", "es", "ed", "d", "ing", "ies", "ied", "y", "er", "r", "e", "ly")
                .contains(word.substring(from));
    }

    private void byIds(List<String> ids, Set<Match> found) {
        for (Asked word : asked) {
            String text = word.term.text();
            ids.stream()
                    .filter(id -> Folding.all(id).text().equals(word.folded))
                    .findFirst()
                    .filter(id -> found.stream()
                            .noneMatch(match -> match.field().equals(idField)
                                    && match.word().equals(text)))
                    .ifPresent(id -> found.add(new Match(idField, text, id, how(text, id))));
        }
    }

    private void byValues(String field, @Nullable Object value, Set<Match> found) {
        List<?> values = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
        for (Asked word : asked) {
            for (Object each : values) {
                String part = KeywordValues.met(String.valueOf(each), word.folded);
                if (part != null) {
                    found.add(new Match(field, word.term.text(), part, how(word.term.text(), part)));
                    break;
                }
            }
        }
    }

    private void byLetters(
            String field, Map<String, Object> fields, Map<String, List<List<Piece>>> highlights, Set<Match> found) {
        if (!(fields.get(field) instanceof String name)) {
            return;
        }
        List<List<String>> readings = null;
        for (Asked word : asked) {
            boolean known = found.stream()
                    .anyMatch(
                            match -> match.field().equals(field) && match.word().equals(word.term.text()));
            if (known || word.term.exact()) {
                continue;
            }
            readings = readings == null ? split(Pinyin.readings(name)) : readings;
            Sound sound = sound(readings, word);
            if (sound != null) {
                List<Piece> pieces = marked(name, sound.from, sound.to);
                highlights.putIfAbsent(field, List.of(pieces));
                String part = pieces.stream()
                        .filter(Piece::hit)
                        .map(Piece::text)
                        .findFirst()
                        .orElse(name);
                found.add(new Match(field, word.term.text(), part, sound.how));
            }
        }
    }

    /// @param from first and
    /// @param to one past the last of the name's Chinese characters
    private record Sound(int from, int to, How how) {}

    private static @Nullable Sound sound(List<List<String>> readings, Asked word) {
        for (List<String> reading : readings) {
            for (List<String> typed : word.typed) {
                int at = java.util.Collections.indexOfSubList(reading, typed);
                if (at >= 0) {
                    return new Sound(at, at + typed.size(), How.PINYIN);
                }
            }
            if (!reading.isEmpty() && Pinyin.initials(String.join(" ", reading)).equalsIgnoreCase(word.term.text())) {
                return new Sound(0, reading.size(), How.PINYIN);
            }
            for (List<String> sounds : word.sounds) {
                int at = java.util.Collections.indexOfSubList(reading, sounds);
                if (at >= 0) {
                    return new Sound(at, at + sounds.size(), How.HOMOPHONE);
                }
            }
        }
        return null;
    }

    private static List<Piece> marked(String name, int from, int to) {
        int start = name.length();
        int end = name.length();
        int seen = 0;
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            if (Pinyin.isRead(name.codePointAt(at))) {
                if (seen == from) {
                    start = at;
                }
                seen++;
                if (seen == to) {
                    end = at + Character.charCount(name.codePointAt(at));
                    break;
                }
            }
        }
        List<Piece> pieces = new ArrayList<>();
        if (start > 0) {
            pieces.add(new Piece(name.substring(0, start), false));
        }
        if (start < end) {
            pieces.add(new Piece(name.substring(start, end), true));
        }
        if (end < name.length()) {
            pieces.add(new Piece(name.substring(end), false));
        }
        return pieces;
    }
}
