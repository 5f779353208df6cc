package io.keqing.similar;

/// The models that read texts, each in a space of its own. Both come inside the class path, run on this
/// machine, and send nothing anywhere.
///
/// BGE small v1.5 (BAAI, MIT licence), quantised to 8 bits; what a text means is the vector of its first token.
enum TextModel {
    ZH("bge-small-zh-v1.5-q", 512, 0.5, 0.8, 0.30, 0.82),
    EN("bge-small-en-v1.5-q", 384, 0.65, 0.9, 0.40, 0.77);

    /// Tokens of a text that are read; the first and the last of a model's 512 are its own.
    static final int MOST_TOKENS = 510;

    /// A text is Chinese from so many Chinese characters among its letters: five of them say as much as a
    /// sentence's words, while one may be a name in an English text.
    private static final double CHINESE = 0.2;

    private final String file;
    private final int dimensions;
    private final double least;
    private final double alike;
    private final double unlike;
    private final double step;

    TextModel(String file, int dimensions, double least, double alike, double unlike, double step) {
        this.file = file;
        this.dimensions = dimensions;
        this.least = least;
        this.alike = alike;
        this.unlike = unlike;
        this.step = step;
    }

    /// The cosine below which two texts that share no word have nothing to do with each other.
    double least() {
        return least;
    }

    /// The cosine from which on two texts are taken to tell of the same issue: by `bench similar`, nine of
    /// ten such pairs do.
    double alike() {
        return alike;
    }

    /// A likeness across languages ([LanguageBridge#likeness]) as a cosine of this model, so that hits of both
    /// languages stand in one list: the line along which pairs of sentences that have nothing to do with each
    /// other are spread equally wide in both. Translations then lie where this model puts the same issue told in
    /// other words. For Chinese questions it is 0.06 lower, or translations would come before the cases of their
    /// own language.
    double comparable(double likeness) {
        return unlike + step * likeness;
    }

    TextModel other() {
        return this == ZH ? EN : ZH;
    }

    /// The model that reads texts of a language (ISO 639).
    static TextModel ofLanguage(String language) {
        return language.equals("zh") ? ZH : EN;
    }

    static TextModel ofSpace(String space) {
        return valueOf(space.toUpperCase(java.util.Locale.ROOT));
    }

    /// Of a resource on the class path, without its ending.
    String file() {
        return file;
    }

    int dimensions() {
        return dimensions;
    }

    /// What the index calls the space of its vectors.
    String space() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The model for a text, by its script.
    static TextModel of(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long han = text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .count();
        return letters > 0 && han >= CHINESE * letters ? ZH : EN;
    }
}
