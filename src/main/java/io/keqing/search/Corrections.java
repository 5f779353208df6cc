package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.util.List;
import java.util.Map;

/// Words that records have, near to words that hardly any of them has.
public interface Corrections {
    /// The nearest of them by the word that was typed, nearest first; a word without any is left out, as is one that
    /// records have. One request to the engine.
    ///
    /// @param words Latin or Chinese ones; others are left out
    /// @param viewer whose fields they come from: nobody learns a word of a field that they may not search
    /// @throws IndexUnavailableException where the engine does not answer
    Map<String, List<String>> of(String type, List<String> words, Viewer viewer);
}
