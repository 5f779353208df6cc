package io.keqing.privacy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads phone numbers as people write them: with or without country, brackets, blanks, extension, several in one
/// field. Google's libphonenumber knows the countries; this class knows the writing.
final class PhoneNumbers {
    /// Fewer digits are a short code or an extension.
    static final int LEAST_DIGITS = 7;
    /// ITU-T E.164 has at most fifteen.
    static final int MOST_DIGITS = 15;

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();
    /// What a number without a country is tried as, where neither the record nor the portal's own region makes a
    /// number of it.
    private static final List<String> OFTEN = List.of(
            "CN", "US", "GB", "DE", "HK", "TW", "JP", "FR", "MO", "SG", "KR", "IT", "ES", "NL", "BE", "CH", "AT", "SE",
            "PL", "HU", "RU", "TR", "IN", "MY", "TH", "VN", "PH", "ID", "AU", "NZ", "BR", "MX", "ZA", "AE");

    private static final String EXTENSION_WORD =
            "(?:转|轉|分机号?|分機號?|内线|內線|(?i:extension|extn|ext|durchwahl|poste|доб)\\.?|(?<=[\\d )])[xX](?=[ .:]?\\d)|#)";
    /// At most six digits: `转13600117701` names another number.
    static final String EXTENSION = "[ ,;]{0,2}" + EXTENSION_WORD + "[ .:：=]{0,2}\\d{1,6}(?!\\d)";

    private static final Pattern EXTENSIONS = Pattern.compile(";ext=\\d{1,6}|" + EXTENSION);
    private static final Pattern BETWEEN = Pattern.compile("[,;|、，；\\n\\r\\t&]|\\s{3,}");
    private static final Pattern RUN = Pattern.compile("[(+]{0,2}\\d[\\d ().\\-/+]*\\d|\\d");
    /// Spreadsheets write numbers as 13912345678.0.
    private static final Pattern DECIMALS = Pattern.compile("(?<=\\d{7})\\.0+(?!\\d)");
    /// A landline of China with its extension behind a hyphen.
    private static final Pattern HYPHENED = Pattern.compile("^(\\(?0\\d{2,3}\\)?[- ]?\\d{7,8})-\\d{1,5}$");

    /// Two numbers that differ at their end: 0512-66557706/7.
    private static final Pattern OTHER_ENDING = Pattern.compile("(.*\\d{4}) ?/ ?(\\d{1,2})");

    private static final Pattern NANP = Pattern.compile("(?:1[-. ]?)?\\(?\\d{3}\\)?[-. ]{1,2}\\d{3}[-. ]\\d{4}");
    /// Eleven digits that nobody but a mobile of China has: the most frequent value by far, known without the
    /// library.
    private static final Pattern MOBILE = Pattern.compile("1[35789]\\d{9}");
    private static final Pattern DATE = Pattern.compile(
            "(?:19|20)\\d\\d[-./ ]\\d{1,2}[-./ ]\\d{1,2}(?:\\D.*)?|\\d{1,2}[-./ ]\\d{1,2}[-./ ](?:19|20)\\d\\d(?:\\D.*)?");
    private static final Pattern YEARS = Pattern.compile("(?:19|20)\\d\\d[-. /](?:19|20)\\d\\d");

    private static final String HOME_OF_MOBILE = "CN";
    private static final Map<String, Plan> PLANS = new ConcurrentHashMap<>();

    /// How a country writes its numbers.
    ///
    /// @param code of the country
    /// @param trunk what stands before a number within the country, `0` in most
    private record Plan(int code, String trunk) {
        static Plan of(String country) {
            String trunk = UTIL.getNddPrefixForRegion(country, true);
            return new Plan(UTIL.getCountryCodeForRegion(country), trunk == null ? "" : trunk);
        }
    }

    private final String region;

    /// @param region reads numbers that name no country; ISO 3166, two letters
    PhoneNumbers(String region) {
        this.region = region;
    }

    /// One number.
    ///
    /// @param national its digits within its country, without leading zeros; where no country is known, those of
    ///     each country that it may be a number of
    /// @param international its digits with the country's, where a country is known or supposed
    /// @param certain whether the number or its record names the country
    record Phone(List<String> national, @Nullable String international, boolean certain) {}

    /// The numbers in a value, in their order and each once.
    ///
    /// @param country the record's own, which decides before the portal's region
    Set<Phone> read(String value, @Nullable String country) {
        Set<Phone> phones = new LinkedHashSet<>();
        if (digits(value) < 3) {
            return phones;
        }
        String flat = flat(value);
        String text = isPlain(flat)
                ? flat
                : EXTENSIONS.matcher(DECIMALS.matcher(flat).replaceAll("")).replaceAll(";");
        for (String part : BETWEEN.split(text)) {
            Matcher run = RUN.matcher(part);
            while (run.find()) {
                for (String written : apart(run.group())) {
                    phone(written, country).ifPresent(phones::add);
                }
            }
        }
        return phones;
    }

    /// Whether it holds nothing but digits and what stands between them, as most values do.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == ' ' || c == '-' || c == '+');
    }

    /// The release of the library: another one knows other areas.
    static int release() {
        String path = "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties";
        try (InputStream release = PhoneNumberUtil.class.getResourceAsStream(path)) {
            if (release == null) {
                throw new IllegalStateException("libphonenumber must say its release in " + path);
            }
            return new String(release.readAllBytes(), StandardCharsets.UTF_8).hashCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One kind of blank, hyphen, digit and bracket; nothing unseen.
    static String flat(String value) {
        if (isPlain(value)) {
            return value;
        }
        String wide = Normalizer.normalize(value, Normalizer.Form.NFKC);
        StringBuilder flat = new StringBuilder(wide.length());
        for (int at = 0; at < wide.length(); at++) {
            char sign = flat(wide.charAt(at));
            if (sign != 0) {
                flat.append(sign);
            }
        }
        return flat.toString();
    }

    /// One sign of what is typed in many; 0 for a sign that nobody sees. Never another number of signs than
    /// before.
    static char flat(char sign) {
        if (sign >= '０' && sign <= '９') {
            return (char) ('0' + sign - '０');
        }
        return switch (sign) {
            case '（' -> '(';
            case '）' -> ')';
            case '＋' -> '+';
            case '．' -> '.';
            case '／' -> '/';
            case '‐', '‑', '‒', '–', '—', '―', '−', '－' -> '-';
            default ->
                switch (Character.getType(sign)) {
                    case Character.SPACE_SEPARATOR -> ' ';
                    case Character.FORMAT -> 0;
                    default -> sign;
                };
        };
    }

    /// Whether the text is a number of somebody for sure: written with its country, as a mobile number of China,
    /// or as
    /// a number of some country is written there, with its leading zero or in its parts.
    static boolean isWhole(String written) {
        String text = plain(written);
        boolean telling = text.startsWith("+")
                || text.startsWith("(")
                || text.startsWith("0")
                || NANP.matcher(text).matches()
                || isMobile(text);
        return telling && isNumber(text);
    }

    /// Whether the text is a number of one of the countries that are tried.
    static boolean isNumber(String written) {
        String text = plain(written);
        String digits = digitsOf(text);
        if (digits.length() < LEAST_DIGITS || digits.length() > MOST_DIGITS + 3 || isDate(text)) {
            return false;
        }
        return explicit(text, digits).isPresent()
                || !text.startsWith("+")
                        && OFTEN.stream()
                                .anyMatch(country -> within(digits, country).isPresent());
    }

    static boolean isMobile(String text) {
        return MOBILE.matcher(digitsOf(text)).matches();
    }

    static boolean isDate(String text) {
        return DATE.matcher(text).matches() || YEARS.matcher(text).matches();
    }

    private static String plain(String written) {
        return withoutExtension(flat(written)).strip();
    }

    static String withoutExtension(String number) {
        return EXTENSIONS.matcher(number).replaceAll("");
    }

    private Optional<Phone> phone(String written, @Nullable String country) {
        String digits = digitsOf(written);
        if (digits.length() < 3 || digits.length() > MOST_DIGITS + 3) {
            return Optional.empty();
        }
        String home = country == null ? region : country;
        if (home.equals(HOME_OF_MOBILE)
                && MOBILE.matcher(digits).matches()
                && !NANP.matcher(written).matches()) {
            return Optional.of(new Phone(List.of(digits), "86" + digits, country != null));
        }
        Optional<PhoneNumber> explicit = explicit(written, digits);
        if (explicit.isPresent()) {
            return explicit.map(number -> phone(number, true));
        }
        Optional<PhoneNumber> own = within(digits, home);
        if (own.isPresent()
                && (country != null
                        || !written.startsWith("1")
                        || !NANP.matcher(written).matches())) {
            return own.map(number -> phone(number, country != null));
        }
        // 86 136…, 1 415 …: the plus was left out
        Optional<PhoneNumber> plus = digits.length() > 9 && !digits.startsWith("0")
                ? abroad(digits).filter(UTIL::isValidNumber)
                : Optional.empty();
        if (plus.isPresent() && plus.get().getCountryCode() == UTIL.getCountryCodeForRegion(home)) {
            return plus.map(number -> phone(number, true));
        }
        Set<String> national = new LinkedHashSet<>();
        plus.ifPresent(number -> national.add(national(number)));
        OFTEN.forEach(other -> within(digits, other).ifPresent(number -> national.add(national(number))));
        if (national.isEmpty()) {
            national.add(withoutZeros(digits));
        }
        return Optional.of(new Phone(List.copyOf(national), null, false));
    }

    private static Phone phone(PhoneNumber number, boolean certain) {
        String whole = number.getCountryCode() + UTIL.getNationalSignificantNumber(number);
        return new Phone(List.of(national(number)), whole, certain);
    }

    private static String national(PhoneNumber number) {
        return withoutZeros(UTIL.getNationalSignificantNumber(number));
    }

    private static String withoutZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    /// A number that says its country: behind a plus, or behind what is dialled to get abroad.
    private static Optional<PhoneNumber> explicit(String written, String digits) {
        if (written.startsWith("+") || written.startsWith("(+")) {
            return abroad(digits.startsWith("00") ? digits.substring(2) : digits)
                    .filter(UTIL::isPossibleNumber);
        }
        int dialled = digits.startsWith("00") ? 2 : digits.startsWith("011") ? 3 : 0;
        return dialled == 0
                ? Optional.empty()
                : abroad(digits.substring(dialled)).filter(UTIL::isValidNumber);
    }

    /// The number that these digits are behind a plus.
    private static Optional<PhoneNumber> abroad(String digits) {
        for (int length = 1; length <= 3 && length < digits.length(); length++) {
            int code = Integer.parseInt(digits.substring(0, length));
            String country = UTIL.getRegionCodeForCountryCode(code);
            if (code > 0 && !country.equals("ZZ")) {
                String rest = digits.substring(length);
                Optional<PhoneNumber> within = country.equals("001") ? Optional.empty() : within(rest, country);
                return within.or(() -> number(code, rest));
            }
        }
        return Optional.empty();
    }

    /// The number that these digits are in a country, with what stands before it there or without.
    private static Optional<PhoneNumber> within(String digits, String country) {
        Plan plan = PLANS.computeIfAbsent(country, Plan::of);
        boolean trunk = !plan.trunk().isEmpty() && digits.startsWith(plan.trunk());
        Optional<PhoneNumber> without = trunk
                ? number(plan.code(), digits.substring(plan.trunk().length())).filter(UTIL::isValidNumber)
                : Optional.empty();
        return without.isPresent() ? without : number(plan.code(), digits).filter(UTIL::isValidNumber);
    }

    private static Optional<PhoneNumber> number(int code, String national) {
        if (national.length() < 3 || national.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        PhoneNumber number = new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national));
        int zeros = national.length() - withoutZeros(national).length();
        if (zeros > 0) {
            number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
        }
        return Optional.of(number);
    }

    /// A run of digits may be several numbers: `13600117706 / 0512-66557706`. It is parted where every part is
    /// one.
    private List<String> apart(String run) {
        String text = run.replaceFirst("[ ./\\-(+]+$", "");
        Matcher hyphened = HYPHENED.matcher(text);
        if (hyphened.matches()) {
            return List.of(hyphened.group(1));
        }
        Matcher other = OTHER_ENDING.matcher(text);
        if (other.matches() && isNumberHere(other.group(1))) {
            String first = other.group(1);
            return List.of(
                    first, first.substring(0, first.length() - other.group(2).length()) + other.group(2));
        }
        boolean one = text.indexOf(' ') < 0 && text.indexOf('/') < 0 || digits(text) <= 12 && isNumberHere(text);
        return one ? List.of(text) : parts(text.split("[ /]+"), text);
    }

    /// The longest numbers from left to right; the whole text where none is among it.
    private List<String> parts(String[] tokens, String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < tokens.length) {
            int to = tokens.length;
            while (to > from && !isNumberHere(joined(tokens, from, to))) {
                to--;
            }
            if (to > from) {
                parts.add(joined(tokens, from, to));
            }
            from = Math.max(to, from + 1);
        }
        return parts.isEmpty() ? List.of(text) : parts;
    }

    private static String joined(String[] tokens, int from, int to) {
        return String.join(" ", Arrays.asList(tokens).subList(from, to));
    }

    private boolean isNumberHere(String text) {
        String digits = digitsOf(text);
        return digits.length() >= LEAST_DIGITS
                && digits.length() <= MOST_DIGITS + 3
                && (explicit(text, digits).isPresent() || within(digits, region).isPresent() || isNumber(text));
    }

    private static String digitsOf(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            if (Character.isDigit(text.charAt(at))) {
                digits.append(text.charAt(at));
            }
        }
        return digits.toString();
    }

    static int digits(String text) {
        return (int) text.chars().filter(Character::isDigit).count();
    }
}
