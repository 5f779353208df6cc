package io.keqing.sample;

/// What a customer writes in; `tag` goes to the customer's field `language`.
enum Language {
    ZH("zh", ""),
    HANT("zh-Hant", ""),
    EN("en", " ");

    private final String tag;
    private final String joiner;

    Language(String tag, String joiner) {
        this.tag = tag;
        this.joiner = joiner;
    }

    String tag() {
        return tag;
    }

    /// What stands between two sentences.
    String joiner() {
        return joiner;
    }
}
