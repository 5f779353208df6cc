package io.keqing.similar;

import io.keqing.field.Label;
import io.keqing.search.InvalidQueryException;
import java.util.Arrays;
import java.util.Locale;

/// Which languages the issues found may be in.
public enum Languages {
    /// That of the text.
    SAME,
    /// Also the other one that a model reads.
    ALL;

    /// @throws InvalidQueryException for any other word
    public static Languages of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.key().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(new Label(
                        "languages 只能是 same 或 all，不能是“" + word + "”",
                        "languages must be same or all, was \"" + word + "\"")));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
