package io.keqing.ui;

/// How the browser's tab is named.
final class Titles {
    private Titles() {}

    static String page(String view) {
        return view.isBlank() ? "客情 Keqing" : view + " · 客情 Keqing";
    }
}
