package io.keqing.sample;

import java.util.Locale;

/// What stands in the comment of a reply: praise of what was best, blame of what was worst, in the tone of the score.
final class Comments {
    private final SampleTexts texts;

    Comments(SampleTexts texts) {
        this.texts = texts;
    }

    void say(StringBuilder out, Reply reply, Scene scene, Dice dice) {
        String joiner = scene.language().joiner();
        switch (reply.survey) {
            case SUGGESTION -> texts.say("suggest", out, scene, dice);
            case REVIEW -> {
                if (dice.chance(0.6)) {
                    texts.say("review", out, scene, dice);
                    out.append(joiner);
                }
                tone(out, reply, scene, dice, joiner);
            }
            case NPS_QUARTERLY, CSAT_AFTER_CASE, CES_AFTER_CASE, COMPLAINT -> tone(out, reply, scene, dice, joiner);
        }
    }

    private void tone(StringBuilder out, Reply reply, Scene scene, Dice dice, String joiner) {
        if (reply.overall >= 3.9) {
            texts.say(list("good-", reply.best, scene), out, scene, dice);
            texts.say("glue-good", out, scene, dice);
            texts.after(0.4, "detail-good", joiner, out, scene, dice);
        } else if (reply.overall >= 3.2) {
            if (dice.chance(0.35)) {
                texts.say("plain", out, scene, dice);
                return;
            }
            texts.say(list("good-", reply.best, scene), out, scene, dice);
            texts.say("but", out, scene, dice);
            out.append(joiner);
            texts.say(list("bad-", reply.worst, scene), out, scene, dice);
            out.append(scene.language() == Language.EN ? "." : "。");
        } else {
            texts.say(list("bad-", reply.worst, scene), out, scene, dice);
            texts.say("glue-bad", out, scene, dice);
            texts.after(0.5, "detail-bad", joiner, out, scene, dice);
            texts.after(0.3, "ask", joiner, out, scene, dice);
        }
    }

    private String list(String tone, Reply.Question question, Scene scene) {
        String list = tone + question.name().toLowerCase(Locale.ROOT);
        boolean move = list.equals("bad-wait") && texts.moving(scene.day() - 4);
        return move ? list + "-move" : list;
    }
}
