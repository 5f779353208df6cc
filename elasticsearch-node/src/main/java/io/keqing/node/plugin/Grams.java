package io.keqing.node.plugin;

/// The bound that the server sets on n-gram widths: without it one setting multiplies the index.
final class Grams {
    private Grams() {}

    static void checkSpread(String name, String kind, int spread, int allowed, String setting) {
        if (spread > allowed) {
            throw new IllegalArgumentException("[" + name + "] the widths of an " + kind + " may differ by at most "
                    + allowed + " (" + setting + "), differed by " + spread);
        }
    }
}
