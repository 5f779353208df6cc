package io.keqing.sample;

/// What a customer writes in. `tag` goes to the customer's language field, `script` to a feedback's language.
enum Language {
    ZH("zh", "zh", ""),
    HANT("zh-Hant", "zh", ""),
    EN("en", "en", " ");

    private final String tag;
    private final String script;
    private final String joiner;

    Language(String tag, String script, String joiner) {
        this.tag = tag;
        this.script = script;
        this.joiner = joiner;
    }

    String tag() {
        return tag;
    }

    String script() {
        return script;
    }

    /// What stands between two sentences.
    String joiner() {
        return joiner;
    }
}
