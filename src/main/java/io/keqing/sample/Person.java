package io.keqing.sample;

import org.jspecify.annotations.Nullable;

/// A customer as far as their history depends on it; names and addresses are made by [CustomerRows] when needed.
///
/// @param number 1 to the number of customers
/// @param identity the number whose name, phone and birthday this one has: their own, or (one in 200) that of an
///     earlier customer who registered twice
/// @param warehouse from which their parcels are sent
/// @param activity about 1 on average, heavy-tailed
/// @param mood how kindly they judge, about −2 to 2
/// @param dollars pays in USD instead of CNY
/// @param joined day number, negative = before the history
/// @param leaves day after which they fall silent; the number of days of the history = stays
/// @param planted has complaints of the planted series
record Person(
        int number,
        int identity,
        Language language,
        Place place,
        String warehouse,
        boolean company,
        boolean female,
        boolean prospect,
        String tier,
        double activity,
        double mood,
        boolean dollars,
        boolean appUser,
        int joined,
        int leaves,
        boolean planted,
        Shop.@Nullable Staff owner,
        String homeStore) {

    /// A town.
    record Place(String country, String province, String city, int weight) {}

    String id() {
        return padded('C', number, 7);
    }

    String interactionId(int ordinal) {
        return padded('I', number * 10_000L + ordinal, 11);
    }

    String feedbackId(int ordinal) {
        return padded('F', number * 1_000L + ordinal, 10);
    }

    private static String padded(char letter, long number, int width) {
        String digits = Long.toString(number);
        StringBuilder id = new StringBuilder(width + 1).append(letter);
        for (int i = digits.length(); i < width; i++) {
            id.append('0');
        }
        return id.append(digits).toString();
    }
}
