package io.keqing.search;

import io.keqing.privacy.Viewer;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Words that some records use more than all others do.
public interface TellingTerms {
    /// @param foreground records of the group with the word
    /// @param background all records with it
    record Term(String text, long foreground, long background) {}

    /// For each group of records, the words that stand out in it, those that stand out most first: such as
    /// at least a third of its records have. Small words are left out.
    ///
    /// @param groups keys of records by the group's number
    /// @param size words of a group at most
    /// @throws IndexUnavailableException where the engine does not answer
    Map<Integer, List<Term>> of(
            String type, Map<Integer, ? extends Collection<Integer>> groups, int size, Viewer viewer);

    /// Words that seem to stand out in one text of the records of a group against all that a question
    /// finds. A text that was said many times counts once, and of a large group a sample is read: how often
    /// a word really is there must be counted.
    ///
    /// @param field a text
    /// @param group what makes the group among the question's records
    /// @return at most `size`, small words left out
    /// @throws IndexUnavailableException where the engine does not answer
    List<String> standingOut(SearchQuery query, Filter group, String field, int size, Viewer viewer);
}
