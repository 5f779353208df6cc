package io.keqing.search;

/// An index of another room that is thrown away and filled again with the others.
public interface FilledBeside {
    /// Begins to fill it again; it goes on answering with what it has.
    void refill();
}
