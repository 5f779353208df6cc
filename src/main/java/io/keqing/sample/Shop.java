package io.keqing.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the invented company sells, through which people and stores.
final class Shop {
    /// @param said how customers write it, by [Language#ordinal()]
    /// @param price in yuan
    record Product(int number, String name, String[] said, String category, String group, int price, int weight) {
        /// Whether a parcel is sent for it.
        boolean shipped() {
            return !group.equals("telecom") && !group.equals("plan");
        }
    }

    /// @param skill 1 to 9; what customers answer about staff follows it
    record Staff(String name, Language language, String team, int skill) {}

    /// Sold only since the launch day; the planted burst is about this one.
    static final String NEW_PRODUCT = "清风 Breeze R2";

    private static final String OLDER_PRODUCT = "清风 Breeze R1";

    /// Months in which a group sells twice as well.
    private static final Map<String, Set<Integer>> SEASON = Map.of(
            "large", Set.of(5, 6, 7), "wear", Set.of(3, 4, 9, 10), "food", Set.of(1, 9, 12), "kitchen", Set.of(11, 12));

    final List<Product> products = new ArrayList<>();
    final List<Staff> staff = new ArrayList<>();
    final String[] stores;
    final String[] campaigns;
    final String[] acquired;
    final String[] devices;
    final Product newProduct;
    private final Product olderProduct;
    private final List<Weighted<Product>> byMonth = new ArrayList<>();
    private final List<List<Staff>> staffOf = new ArrayList<>();

    Shop(Traditional traditional) {
        Words file = Words.of("shop.txt");
        for (String[] row : file.table("product", "|", 7)) {
            String[] said = {row[1], traditional.of(row[1]), row[2]};
            products.add(new Product(
                    products.size(), row[0], said, row[3], row[4], Integer.parseInt(row[5]), Integer.parseInt(row[6])));
        }
        newProduct = named(NEW_PRODUCT);
        olderProduct = named(OLDER_PRODUCT);
        for (int month = 1; month <= 12; month++) {
            int now = month;
            byMonth.add(new Weighted<>(
                    products,
                    product -> product.weight()
                            * (SEASON.getOrDefault(product.group(), Set.of()).contains(now) ? 2 : 1)));
        }
        for (String[] row : Words.of("staff.txt").table("staff", "|", 4)) {
            Language language = Language.valueOf(row[1].toUpperCase(java.util.Locale.ROOT));
            staff.add(new Staff(row[0], language, row[2], Integer.parseInt(row[3])));
        }
        for (Language language : Language.values()) {
            staffOf.add(staff.stream().filter(one -> one.language() == language).toList());
        }
        stores = Words.of("places.txt").list("store").toArray(String[]::new);
        campaigns = file.list("campaign").toArray(String[]::new);
        acquired = file.list("acquired").toArray(String[]::new);
        devices = file.list("device").toArray(String[]::new);
    }

    private Product named(String name) {
        return products.stream()
                .filter(product -> product.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the sample's shop has no product " + name));
    }

    /// @param month 1 to 12
    Product product(int month, boolean launched, Dice dice) {
        Product product = byMonth.get(month - 1).pick(dice);
        return product == newProduct && !launched ? olderProduct : product;
    }

    Staff staff(Language language, Dice dice) {
        List<Staff> those = staffOf.get(language.ordinal());
        return those.get(dice.below(those.size()));
    }
}
