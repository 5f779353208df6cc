package io.keqing.search.elastic;

/// Traditional and variant characters as the index folds them.
public final class Simplified {
    private Simplified() {}

    /// The text in Simplified characters; whatever has no other form stays.
    public static String of(String text) {
        return Folding.script(text);
    }
}
