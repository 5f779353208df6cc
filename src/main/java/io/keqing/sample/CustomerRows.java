package io.keqing.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.util.List;

/// The rows of `customers.csv`.
final class CustomerRows {
    static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "customerType",
            "gender",
            "birthday",
            "phone",
            "email",
            "address",
            "country",
            "province",
            "city",
            "company",
            "industry",
            "occupation",
            "language",
            "tier",
            "points",
            "owner",
            "acquired",
            "joined",
            "ended",
            "tags",
            "preferences",
            "consent",
            "relation",
            "homeStore",
            "device",
            "householdSize",
            "lastLogin");

    private static final int PURPOSE = 7;

    private final SampleWorld world;

    CustomerRows(SampleWorld world) {
        this.world = world;
    }

    void write(CsvWriter csv, Person person) {
        Dice dice = Dice.of(world.seed, PURPOSE, person.number(), 0);
        Contact contact = world.contacts.contact(person);
        boolean company = person.company();
        boolean employed = !company && dice.chance(0.3);
        Contacts.Company employer = employed ? world.contacts.company(person, dice) : null;
        CsvWriter.CsvWriterRecord row = csv.writeRecord();
        row.writeField(person.id())
                .writeField(contact.name())
                .writeField(company ? "company" : "person")
                .writeField(company || dice.chance(0.06) ? "" : person.female() ? "female" : "male")
                .writeField(dice.chance(0.2) ? "" : contact.birthday())
                .writeField(dice.chance(0.06) ? "" : contact.phone())
                .writeField(dice.chance(0.15) ? "" : contact.email())
                .writeField(dice.chance(0.3) ? "" : contact.address())
                .writeField(person.place().country())
                .writeField(person.place().province())
                .writeField(person.place().city())
                .writeField(company ? contact.name() : employer == null ? "" : employer.name())
                .writeField(company ? world.contacts.industry(person) : employer == null ? "" : employer.industry())
                .writeField(company || dice.chance(0.4) ? "" : world.contacts.occupation(person, dice))
                .writeField(person.language().tag())
                .writeField(person.tier())
                .writeField(
                        person.prospect() ? "" : Integer.toString((int) (person.activity() * 900) + dice.below(400)))
                .writeField(person.owner() == null ? "" : person.owner().name())
                .writeField(dice.pick(world.shop.acquired))
                .writeField(world.seasons.date(person.joined()))
                .writeField(company && dice.chance(0.5) ? ended(person, dice) : "");
        row.writeField(list("tag", dice.chance(0.45) ? dice.between(1, 3) : 0, person, dice))
                .writeField(list("preference", dice.chance(0.6) ? dice.between(1, 3) : 0, person, dice))
                .writeField(dice.chance(0.1) ? "" : Boolean.toString(dice.chance(0.75)))
                .writeField(person.prospect() ? "prospect" : !company && dice.chance(0.004) ? "staff" : "");
        row.writeField(dice.chance(0.5) ? person.homeStore() : "")
                .writeField(person.appUser() ? dice.pick(world.shop.devices) : "")
                .writeField(company || dice.chance(0.5) ? "" : Integer.toString(1 + dice.below(3) + dice.below(3)))
                .writeField(person.appUser() ? lastLogin(person, dice) : "");
        row.endRecord();
    }

    /// The end of a company's contract: before the end of the history for those who left, up to a year after it else.
    private String ended(Person person, Dice dice) {
        int day = person.leaves() < world.seasons.days ? person.leaves() : world.seasons.days + dice.below(365);
        return world.seasons.date(day);
    }

    private String lastLogin(Person person, Dice dice) {
        int last = Math.min(world.seasons.days - 1, person.leaves());
        return world.seasons.date(Math.max(Math.min(last, person.joined()), last - dice.waiting(20)));
    }

    /// Several words in one cell, separated by `;`.
    private String list(String name, int count, Person person, Dice dice) {
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String word = world.texts.word(person.language(), name, dice);
            if (cell.indexOf(word) < 0) {
                cell.append(cell.isEmpty() ? "" : ";").append(word);
            }
        }
        return cell.toString();
    }
}
