package io.keqing.privacy;

import java.util.Objects;

/// A value that says something about a person. It prints as `•••`, so that printing or logging a record cannot leak
/// it; only privacy, search and the table access of the record room may call [#raw].
public final class Personal<T> {
    private final T raw;

    public Personal(T raw) {
        this.raw = Objects.requireNonNull(raw);
    }

    public T raw() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Personal<?> personal && personal.raw.equals(raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
