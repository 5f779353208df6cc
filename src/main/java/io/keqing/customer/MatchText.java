package io.keqing.customer;

import io.keqing.privacy.ContactForms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Phone numbers, e-mail addresses and names in the form in which they are compared. It may be generous,
/// since people decide about every pair; it must be the same for every way of writing one thing.
final class MatchText {
    private static final int MOST_NUMBERS = 3;
    private static final int LEAST_NAME = 2;
    private static final Map<Integer, String> SIMPLIFIED = simplified();

    private MatchText() {}

    /// The numbers in a phone field, of which some hold two; one number is the same however it is written.
    ///
    /// @param country of the customer
    static List<String> phones(String raw, @Nullable String country, ContactForms forms) {
        return forms.comparable(raw, country).stream().limit(MOST_NUMBERS).toList();
    }

    /// Without case and without a tag behind a plus: mailboxes that tell them apart are rare, and a person
    /// decides.
    static List<String> emails(String raw) {
        return ContactForms.comparableAddresses(raw).stream()
                .limit(MOST_NUMBERS)
                .toList();
    }

    /// Letters and digits only, without width, case, accents and the difference of Traditional and
    /// Simplified, by the table that search folds with.
    static Optional<String> name(String raw) {
        StringBuilder folded = new StringBuilder();
        Normalizer.normalize(wide(raw), Normalizer.Form.NFD)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> folded.append(SIMPLIFIED.getOrDefault(c, Character.toString(c))));
        String name = folded.toString().toLowerCase(Locale.ROOT);
        return name.codePointCount(0, name.length()) >= LEAST_NAME ? Optional.of(name) : Optional.empty();
    }

    private static String wide(String raw) {
        return Normalizer.normalize(raw, Normalizer.Form.NFKC);
    }

    private static Map<Integer, String> simplified() {
        Map<Integer, String> table = new HashMap<>();
        try (InputStream in = MatchText.class.getResourceAsStream("/index-mappings/traditional-simplified.txt")) {
            if (in == null) {
                throw new IllegalStateException("index-mappings/traditional-simplified.txt must be on the class path");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> {
                        int arrow = line.indexOf("=>");
                        if (arrow > 0 && line.codePointCount(0, arrow) == 1) {
                            table.put(line.codePointAt(0), line.substring(arrow + 2));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
