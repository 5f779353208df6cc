package io.keqing.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.util.List;

/// The rows of `interactions.csv`.
final class InteractionRows {
    static final List<String> COLUMNS = List.of(
            "id",
            "customer",
            "kind",
            "channel",
            "subject",
            "body",
            "resolution",
            "product",
            "category",
            "topic",
            "reason",
            "amount",
            "quantity",
            "currency",
            "staff",
            "campaign",
            "tags",
            "status",
            "priority",
            "at",
            "firstResponseAt",
            "resolvedAt",
            "dueAt",
            "orderNo",
            "errorCode",
            "deliveryDays",
            "warehouse");

    private static final int PURPOSE = 8;

    private final SampleWorld world;
    private final StringBuilder text = new StringBuilder(512);

    InteractionRows(SampleWorld world) {
        this.world = world;
    }

    void write(CsvWriter csv, Person person, Contact contact, Happening what) {
        Dice dice = Dice.of(world.seed, PURPOSE, person.number(), what.ordinal);
        Scene scene = new Scene(world, person, contact, what.product, what, what.day(), dice);
        Problem problem = what.problem;
        boolean parcel = what.deliveryDays >= 0;
        CsvWriter.CsvWriterRecord row = csv.writeRecord();
        row.writeField(person.interactionId(what.ordinal))
                .writeField(person.id())
                .writeField(what.kind.text)
                .writeField(what.channel.text);
        text.setLength(0);
        world.texts.subject(text, what, scene, dice);
        row.writeField(text.toString());
        text.setLength(0);
        world.texts.body(text, what, scene, dice);
        row.writeField(text.toString());
        text.setLength(0);
        world.texts.resolution(text, what, scene, dice);
        row.writeField(text.toString())
                .writeField(what.product.name())
                .writeField(what.product.category())
                .writeField(problem == null ? "" : problem.topic())
                .writeField(problem == null ? "" : problem.reason())
                .writeField(what.cents == 0 ? "" : money(what.cents))
                .writeField(what.quantity == 0 ? "" : Integer.toString(what.quantity))
                .writeField(what.cents == 0 ? "" : person.dollars() ? "USD" : "CNY")
                .writeField(what.staff == null ? "" : what.staff.name())
                .writeField(what.campaign)
                .writeField(tags(what))
                .writeField(what.status)
                .writeField(what.priority)
                .writeField(world.seasons.instant(what.second))
                .writeField(instant(what.responded))
                .writeField(instant(what.resolved))
                .writeField(instant(what.due))
                .writeField(what.orderNo)
                .writeField(what.errorCode())
                .writeField(parcel ? Integer.toString(what.deliveryDays) : "")
                .writeField(parcel ? person.warehouse() : "")
                .endRecord();
    }

    private static String tags(Happening what) {
        if (what.repeated) {
            return what.late ? "重复发生;超时" : "重复发生";
        }
        return what.late ? "超时" : what.priority.equals("urgent") ? "加急" : "";
    }

    private String instant(long second) {
        return second < 0 ? "" : world.seasons.instant(second);
    }

    private static String money(long cents) {
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
