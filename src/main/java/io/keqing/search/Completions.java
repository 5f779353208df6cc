package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.privacy.Viewer;
import java.util.List;
import java.util.Map;

/// What the index knows to complete half a word with.
public interface Completions {
    /// Records of a type whose name begins with what was typed, also in Pinyin, before those that have it later in
    /// their name, and those with an id that begins so.
    ///
    /// @param name the field they are known by; none are found for a viewer who may not search it
    /// @throws IndexUnavailableException where the engine does not answer
    List<SearchResult.Hit> named(String type, Field<?> name, String typed, int size, Viewer viewer);

    /// How a value is spelled in Latin letters: in Pinyin, whole and by its initials; empty where it isn't
    /// Chinese.
    List<String> spelled(String value);

    /// The most frequent values of every facet that is made of words, each with its number of records, for
    /// nobody in particular: whoever shows them asks what the viewer may search.
    ///
    /// @throws IndexUnavailableException where the engine does not answer
    Map<Field<?>, Map<String, Long>> values(String type);
}
