package io.keqing.customer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Phone numbers, e-mail addresses and names in the form in which they are compared. It may be generous,
/// since people decide about every pair; it must be the same for every way of writing one thing.
final class MatchText {
    private static final Pattern SEVERAL = Pattern.compile("[,;/|\\n、，；]|\\s{2,}");
    private static final Pattern EXTENSION = Pattern.compile("(?i)(?:ext|extension|x|转|轉|分机|分機|#).*$");
    private static final Pattern EMAIL = Pattern.compile("([^@\\s]+)@([^@\\s]+\\.[^@\\s.]+)");
    private static final Pattern ONE_DIGIT = Pattern.compile("(\\d)\\1+");
    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;
    private static final int MOST_NUMBERS = 3;
    private static final int LEAST_NAME = 2;
    private static final Map<Integer, String> SIMPLIFIED = simplified();

    private MatchText() {}

    /// The numbers in a phone field, of which some hold two. Mainland numbers without their country, all
    /// without leading zeros: `+86 139-1234-5678`, `0086 13912345678`, `０13912345678` are one. Short codes
    /// and rows of one digit are nobody's number.
    static List<String> phones(String raw) {
        List<String> numbers = new ArrayList<>();
        for (String part : SEVERAL.split(wide(raw))) {
            Optional<String> number = phone(part);
            if (number.isPresent() && numbers.size() < MOST_NUMBERS && !numbers.contains(number.get())) {
                numbers.add(number.get());
            }
        }
        return List.copyOf(numbers);
    }

    private static Optional<String> phone(String part) {
        String text = EXTENSION.matcher(part.strip()).replaceFirst("");
        // spreadsheets write numbers as 13912345678.0
        text = text.replaceFirst("(?<=\\d{7})\\.0+$", "");
        String digits = text.replaceAll("\\D", "").replaceFirst("^0+", "");
        if (digits.startsWith("86") && digits.length() >= 12) {
            digits = digits.substring(2).replaceFirst("^0+", "");
        }
        boolean telling = digits.length() >= LEAST_DIGITS
                && digits.length() <= MOST_DIGITS
                && !ONE_DIGIT.matcher(digits).matches();
        return telling ? Optional.of(digits) : Optional.empty();
    }

    /// Without case and without a tag behind a plus: mailboxes that tell them apart are rare, and a person
    /// decides.
    static Optional<String> email(String raw) {
        Matcher address = EMAIL.matcher(wide(raw).strip().toLowerCase(Locale.ROOT));
        if (!address.matches()) {
            return Optional.empty();
        }
        String mailbox = address.group(1);
        int plus = mailbox.indexOf('+');
        return Optional.of((plus > 0 ? mailbox.substring(0, plus) : mailbox) + "@" + address.group(2));
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
