package io.keqing.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.util.List;

/// The rows of `feedback.csv`.
final class FeedbackRows {
    static final List<String> COLUMNS = List.of(
            "id",
            "customer",
            "interaction",
            "survey",
            "touchpoint",
            "channel",
            "kind",
            "nps",
            "csat",
            "ces",
            "comment",
            "product",
            "category",
            "invitedAt",
            "deliveredAt",
            "at",
            "wait",
            "quality",
            "staff",
            "price",
            "app");

    private static final int PURPOSE = 9;

    private final SampleWorld world;
    private final Comments comments;
    private final StringBuilder text = new StringBuilder(256);

    FeedbackRows(SampleWorld world) {
        this.world = world;
        this.comments = new Comments(world.texts);
    }

    void write(CsvWriter csv, Person person, Contact contact, Reply reply) {
        Dice dice = Dice.of(world.seed, PURPOSE, person.number(), reply.ordinal);
        Happening about = reply.about;
        boolean wholeCompany = reply.survey == Reply.Survey.NPS_QUARTERLY;
        text.setLength(0);
        if (reply.commented) {
            int day = (int) (reply.answered / Seasons.DAY_SECONDS);
            comments.say(text, reply, new Scene(world, person, contact, about.product, about, day, dice), dice);
        }
        CsvWriter.CsvWriterRecord row = csv.writeRecord();
        row.writeField(person.feedbackId(reply.ordinal))
                .writeField(person.id())
                .writeField(wholeCompany ? "" : person.interactionId(about.ordinal))
                .writeField(reply.survey.survey)
                .writeField(reply.survey.touchpoint)
                .writeField(reply.channel)
                .writeField(reply.survey.kind)
                .writeField(score(reply.nps))
                .writeField(score(reply.csat))
                .writeField(score(reply.ces))
                .writeField(text.toString())
                .writeField(wholeCompany ? "" : about.product.name())
                .writeField(wholeCompany ? "" : about.product.category())
                .writeField(instant(reply.invited))
                .writeField(instant(reply.delivered))
                .writeField(instant(reply.answered));
        for (int answer : reply.answers) {
            row.writeField(score(answer));
        }
        row.endRecord();
    }

    private String instant(long second) {
        return second < 0 ? "" : world.seasons.instant(second);
    }

    private static String score(int score) {
        return score < 0 ? "" : Integer.toString(score);
    }
}
