package io.keqing.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who the customers are: about 70 % write Chinese as in the mainland, 5 % as in Taiwan and Hong Kong, 25 % English.
final class People {
    private static final int IDENTITY = 1;
    private static final int CHARACTER = 2;

    /// Provinces served by the warehouse in East China, like every parcel that leaves the country.
    private static final Set<String> EAST = Set.of("上海市", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省");

    private static final Set<String> SOUTH = Set.of("广东省", "广西壮族自治区", "海南省", "湖南省");
    private static final Set<String> NORTH = Set.of("北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省");

    private final long seed;
    private final Seasons seasons;
    private final Shop shop;
    private final BurstPlan burst;
    private final Weighted<Person.Place> mainland;
    private final Weighted<Person.Place> islands;
    private final Weighted<Person.Place> abroad;

    People(long seed, Seasons seasons, Shop shop, BurstPlan burst) {
        this.seed = seed;
        this.seasons = seasons;
        this.shop = shop;
        this.burst = burst;
        Words places = Words.of("places.txt");
        this.mainland = towns(places, Map.of("zh", 1));
        this.islands = towns(places, Map.of("hant", 1));
        this.abroad = towns(places, Map.of("US", 6, "GB", 6, "CA", 3, "AU", 3));
    }

    private static Weighted<Person.Place> towns(Words words, Map<String, Integer> sections) {
        List<Person.Place> places = new ArrayList<>();
        sections.keySet().stream().sorted().forEach(section -> {
            for (String[] row : words.table(section, "|", 3)) {
                String country = switch (section) {
                    case "zh" -> "CN";
                    case "hant" -> row[0].equals("香港") ? "HK" : "TW";
                    default -> section;
                };
                int weight = Integer.parseInt(row[2]) * sections.getOrDefault(section, 1);
                places.add(new Person.Place(country, row[0], row[1], weight));
            }
        });
        return new Weighted<>(places, Person.Place::weight);
    }

    Person person(int number) {
        boolean twice = number > 100 && number % 200 == 137;
        Dice dice = Dice.of(seed, CHARACTER, number, 0);
        int identity = twice ? number - 1 - dice.below(50) : number;
        Dice born = Dice.of(seed, IDENTITY, identity, 0);
        Language language = language(born);
        Person.Place place = switch (language) {
            case ZH -> mainland.pick(born);
            case HANT -> islands.pick(born);
            case EN -> abroad.pick(born);
        };
        boolean company = born.chance(0.12);
        boolean female = born.chance(0.51);

        boolean planted = burst.concerns(number);
        boolean prospect = !planted && dice.chance(0.08);
        double tail = Math.min(150, StrictMath.pow(1 - dice.unit(), -1 / 1.5));
        double activity = tail / 2.7 * (company ? 1.5 : 1);
        int joined = joined(planted, dice);
        int leaves = planted ? seasons.days : leaves(joined, activity, dice);
        return new Person(
                number,
                identity,
                language,
                place,
                warehouse(place),
                company,
                female,
                prospect,
                prospect ? "" : tier(tail * (0.8 + 0.4 * dice.unit())),
                activity,
                dice.bell() * 0.6,
                language == Language.EN && dice.chance(0.2),
                dice.chance(0.6),
                joined,
                leaves,
                planted,
                company || tail > 4 || dice.chance(0.2) ? shop.staff(language, dice) : null,
                dice.pick(shop.stores));
    }

    private static Language language(Dice dice) {
        double share = dice.unit();
        return share < 0.70 ? Language.ZH : share < 0.75 ? Language.HANT : Language.EN;
    }

    private static String warehouse(Person.Place place) {
        if (!place.country().equals("CN") || EAST.contains(place.province())) {
            return Seasons.MOVED_WAREHOUSE;
        }
        return SOUTH.contains(place.province()) ? "华南仓" : NORTH.contains(place.province()) ? "华北仓" : "西部仓";
    }

    private int joined(boolean planted, Dice dice) {
        int latest = planted ? burst.launchDay() : seasons.days - 1;
        if (dice.chance(0.3)) {
            return -1 - dice.below(1000);
        }
        return seasons.buyingDay(0, latest, dice);
    }

    /// Those who came for a sale leave soonest, the busy ones stay longest.
    private int leaves(int joined, double activity, Dice dice) {
        int first = Math.max(0, joined);
        boolean sale = joined >= 0 && (seasons.month(joined) == 11 || seasons.month(joined) == 6);
        double mean = (sale ? 600 : 1100) * Math.min(3, 0.7 + 0.5 * activity);
        return (int) Math.min(seasons.days, first + 20L + dice.waiting(mean));
    }

    private static String tier(double tail) {
        if (tail > 13) {
            return "platinum";
        }
        return tail > 4.6 ? "gold" : tail > 2.2 ? "silver" : tail > 1.4 ? "bronze" : "regular";
    }
}
