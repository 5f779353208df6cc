package io.keqing.sample;

import java.time.LocalDate;
import java.util.List;

/// Invents names, phone numbers, mail and street addresses.
///
/// - Mainland China: 154 and eight digits; no operator was ever given 154.
/// - Taiwan +886 10, Hong Kong +852 0: no number begins so.
/// - US and Canada 555-0100 to 0199, United Kingdom the 496/7946 0xxx blocks, Australia 5550 and 7010: reserved
///   for fiction. Where these are too few for a large world an extension makes them unique.
final class Contacts {
    private static final int PURPOSE = 5;
    private static final String[] DOMAINS = {"example.com", "example.cn", "example.org"};
    private static final String[] UNITED_KINGDOM = {
        "20 7946 0", "161 496 0", "131 496 0", "113 496 0", "121 496 0", "117 496 0", "141 496 0", "114 496 0"
    };
    private static final String[] AUSTRALIA = {
        "2 5550 ", "2 7010 ", "3 5550 ", "3 7010 ", "7 5550 ", "7 7010 ", "8 5550 "
    };

    private record Named(String text, String latin) {
        static Named of(String[] row) {
            return new Named(row[0], row[1]);
        }
    }

    private final long seed;
    private final Traditional traditional;
    private final Seasons seasons;
    private final Weighted<Named> surname;
    private final Weighted<Named> surnameHant;
    private final Named[] male;
    private final Named[] female;
    private final Named[] either;
    private final String[] firstMale;
    private final String[] firstFemale;
    private final Weighted<String> last;
    private final Named[] brand;
    private final Named[] companyKind;
    private final String[] companyFirst;
    private final Named[] companySecond;
    private final String[] occupation;
    private final String[] occupationEn;
    private final String[][] streets;

    Contacts(long seed, Seasons seasons, Traditional traditional) {
        this.seed = seed;
        this.seasons = seasons;
        this.traditional = traditional;
        Words names = Words.of("names.txt");
        this.surname = Weighted.byRank(named(names, "surname", " "));
        this.surnameHant = Weighted.byRank(named(names, "surname-hant", " "));
        this.male = named(names, "male", " ").toArray(Named[]::new);
        this.female = named(names, "female", " ").toArray(Named[]::new);
        this.either = named(names, "either", " ").toArray(Named[]::new);
        this.firstMale = array(names, "first-male");
        this.firstFemale = array(names, "first-female");
        this.last = Weighted.byRank(names.list("last"));
        this.brand = named(names, "company-brand", " ").toArray(Named[]::new);
        this.companyKind = named(names, "company-kind", "|").toArray(Named[]::new);
        this.companyFirst = array(names, "company-first");
        this.companySecond = named(names, "company-second", "|").toArray(Named[]::new);
        this.occupation = array(names, "occupation-zh");
        this.occupationEn = array(names, "occupation-en");
        Words places = Words.of("places.txt");
        this.streets =
                new String[][] {array(places, "street-zh"), array(places, "street-hant"), array(places, "street-en")};
    }

    private static Named named(Company company) {
        return new Named(company.name(), company.latin());
    }

    private static List<Named> named(Words words, String section, String separator) {
        return words.table(section, separator, 2).stream().map(Named::of).toList();
    }

    private static String[] array(Words words, String section) {
        return words.list(section).toArray(String[]::new);
    }

    Contact contact(Person person) {
        Dice dice = Dice.of(seed, PURPOSE, person.identity(), 0);
        Named name = person.company() ? named(company(person, dice)) : name(person, dice);
        return new Contact(
                name.text(),
                phone(person),
                name.latin() + person.number() + '@' + DOMAINS[person.number() % DOMAINS.length],
                address(person, dice),
                person.company() ? "" : birthday(dice),
                town(person.place().city()),
                "M" + person.id().substring(1));
    }

    record Company(String name, String latin, String industry) {}

    /// The industry of a customer that is a company.
    String industry(Person person) {
        return company(person, Dice.of(seed, PURPOSE, person.identity(), 0)).industry();
    }

    Company company(Person person, Dice dice) {
        if (person.language() == Language.EN) {
            String first = dice.pick(companyFirst);
            Named second = dice.pick(companySecond);
            String name =
                    first + ' ' + second.text() + (person.place().country().equals("US") ? " Inc." : " Ltd");
            return new Company(name, latin(first + '.' + second.text()), second.latin());
        }
        Named one = dice.pick(brand);
        Named kind = dice.pick(companyKind);
        String name = town(person.place().city()) + one.text() + kind.text() + "有限公司";
        String latin = one.latin() + '.' + "office";
        return person.language() == Language.HANT
                ? new Company(traditional.of(name), latin, traditional.of(kind.latin()))
                : new Company(name, latin, kind.latin());
    }

    String occupation(Person person, Dice dice) {
        return switch (person.language()) {
            case ZH -> dice.pick(occupation);
            case HANT -> traditional.of(dice.pick(occupation));
            case EN -> dice.pick(occupationEn);
        };
    }

    private Named name(Person person, Dice dice) {
        if (person.language() == Language.EN) {
            String first = dice.pick(person.female() ? firstFemale : firstMale);
            String family = last.pick(dice);
            return new Named(first + ' ' + family, latin(first + '.' + family));
        }
        boolean hant = person.language() == Language.HANT;
        Named family = (hant ? surnameHant : surname).pick(dice);
        Named[] own = person.female() ? female : male;
        Named second = dice.pick(own);
        if (dice.chance(hant ? 0.04 : 0.16)) {
            return new Named(
                    family.text() + (hant ? traditional.of(second.text()) : second.text()),
                    second.latin() + '.' + family.latin());
        }
        Named first = dice.pick(dice.chance(0.6) ? either : own);
        String given = first.text() + second.text();
        return new Named(
                family.text() + (hant ? traditional.of(given) : given),
                first.latin() + second.latin() + '.' + family.latin());
    }

    private static String latin(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            if ((c >= 'a' && c <= 'z') || c == '.') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String phone(Person person) {
        int number = person.identity();
        return switch (person.place().country()) {
            case "CN" -> "154" + digits(number, 8);
            case "TW" -> "+886 10 " + digits(number, 8);
            case "HK" -> "+852 0" + digits(number, 8);
            case "GB" ->
                "+44 " + UNITED_KINGDOM[number / 1000 % UNITED_KINGDOM.length] + digits(number % 1000, 3)
                        + extension(number / 8000);
            case "AU" ->
                "+61 " + AUSTRALIA[number / 10_000 % AUSTRALIA.length] + digits(number % 10_000, 4)
                        + extension(number / 70_000);
            default ->
                "+1 " + (201 + number / 100 % 789) + " 555 01" + digits(number % 100, 2) + extension(number / 78_900);
        };
    }

    private static String extension(int number) {
        return number == 0 ? "" : " ext. " + number;
    }

    private static String digits(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private String address(Person person, Dice dice) {
        String street = dice.pick(streets[person.language().ordinal()]);
        if (person.language() == Language.EN) {
            return dice.between(1, 240) + " " + street + ", " + person.place().city();
        }
        String place = person.place().province().equals(person.place().city())
                ? person.place().city()
                : person.place().province() + person.place().city();
        boolean hant = person.language() == Language.HANT;
        return place
                + street
                + dice.between(1, 380)
                + (hant ? "號" : "号")
                + dice.between(1, 28)
                + (hant ? "樓" : "栋" + dice.between(101, 2904) + "室");
    }

    /// Between 18 and 82 years before the end of the history.
    private String birthday(Dice dice) {
        LocalDate youngest = seasons.end.minusYears(18);
        return youngest.minusDays(dice.below(11_000) + dice.below(12_000)).toString();
    }

    private static String town(String city) {
        return city.endsWith("市") || city.endsWith("縣") ? city.substring(0, city.length() - 1) : city;
    }
}
