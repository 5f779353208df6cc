package io.keqing.record;

import java.util.List;
import java.util.stream.Collectors;

/// Values that cannot be a record's. All that is wrong with them is told at once.
public final class InvalidRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient List<Rejection> problems;

    InvalidRecordException(List<Rejection> problems) {
        super(problems.stream().limit(SHOWN).map(Rejection::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Rejection> problems() {
        return problems;
    }
}
