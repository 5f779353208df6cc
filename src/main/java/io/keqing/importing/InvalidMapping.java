package io.keqing.importing;

import java.util.List;

/// A mapping that can't be followed. All that is wrong with it is told at once, each with its place.
public final class InvalidMapping extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidMapping(List<String> problems) {
        super("The mapping has " + (problems.size() == 1 ? "a problem: " : problems.size() + " problems: ")
                + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
