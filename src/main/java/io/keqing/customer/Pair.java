package io.keqing.customer;

/// Two customers, by their keys, the lower first.
record Pair(int a, int b) {
    static Pair of(int one, int other) {
        return new Pair(Math.min(one, other), Math.max(one, other));
    }
}
