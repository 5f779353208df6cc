package io.keqing.satisfaction.ui;

/// Where searches are on screen.
final class Pages {
    private Pages() {}

    /// @param search an address as programs use it
    static String of(String search) {
        return search.replaceFirst("^feedback/search", "search/feedback");
    }
}
