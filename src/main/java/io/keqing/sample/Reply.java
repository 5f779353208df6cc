package io.keqing.sample;

/// One invitation to a survey and what came of it, or something said unasked. Times as in [Happening], −1 = never;
/// scores −1 = not given.
final class Reply {
    /// The questions behind the score, in the order in which they weigh.
    enum Question {
        WAIT(0.40),
        QUALITY(0.27),
        STAFF(0.17),
        PRICE(0.11),
        APP(0.05);

        final double weight;

        Question(double weight) {
            this.weight = weight;
        }
    }

    enum Survey {
        NPS_QUARTERLY("nps-quarterly", "survey", "relationship"),
        CSAT_AFTER_CASE("csat-after-case", "survey", "service"),
        CES_AFTER_CASE("ces-after-case", "survey", "service"),
        REVIEW("", "review", "purchase"),
        SUGGESTION("", "suggestion", "suggestion-box"),
        COMPLAINT("", "complaint", "service");

        final String survey;
        final String kind;
        final String touchpoint;

        Survey(String survey, String kind, String touchpoint) {
            this.survey = survey;
            this.kind = kind;
            this.touchpoint = touchpoint;
        }
    }

    /// What the answer `app` holds where the customer does not use it; the mapping declares it missing.
    static final int NOT_USED = 0;

    final Survey survey;
    final Happening about;
    final String channel;
    int ordinal;
    long invited = -1;
    long delivered = -1;
    long answered = -1;
    int nps = -1;
    int csat = -1;
    int ces = -1;
    /// 1 to 5 by [Question#ordinal()], [#NOT_USED], or −1 = left empty.
    final int[] answers = {-1, -1, -1, -1, -1};

    /// How it felt, 1 to 5; decides the tone of the comment.
    double overall = 3;

    Question best = Question.WAIT;
    Question worst = Question.WAIT;
    boolean commented;

    Reply(Survey survey, Happening about, String channel) {
        this.survey = survey;
        this.about = about;
        this.channel = channel;
    }

    /// When it came into the world.
    long since() {
        return invited >= 0 ? invited : answered;
    }
}
