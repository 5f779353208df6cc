package io.keqing.privacy;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one rule by which numbers and addresses of people are the same: index, filters, the box and duplicates
/// compare the forms made here. A value itself is kept as it came.
///
/// A form begins with a sign for its kind:
///
/// ```
/// =2079460735      a number within its country: what all ways of writing it share
/// +442079460735    a number with its country, which the value or its record names, else the portal's region
/// ?2079460735      a number that names no country: it is that of whoever asks for one
/// <5370649702      a number from its end, for the last digits
/// @ann+x@a.example an e-mail address          ~ann@a.example   one without its tag
/// #…               anything else, without blanks, hyphens and case
/// ```
@Singleton
public final class ContactForms {
    /// Moves when the forms do.
    private static final int VERSION = 1;

    private static final Pattern ENDING = Pattern.compile("(?:尾号|尾號|尾數|尾数|后四位|後四位|末四位|[*＊…]+)?[:：为是]?(\\d{4,12})");

    private final PhoneNumbers phones;

    /// @param region `keqing.region`, two letters of ISO 3166
    public ContactForms(@Property(name = "keqing.region", defaultValue = "CN") String region) {
        String home = region.isBlank() ? "CN" : region.strip();
        this.phones = new PhoneNumbers(Countries.region(home)
                .orElseThrow(() -> new IllegalArgumentException(
                        "keqing.region must be a country of ISO 3166 such as CN or DE, was \"" + region + "\"")));
    }

    /// Another number wherever the forms may be others, so that the index is built anew: the numbers of countries
    /// come with the library.
    public static int version() {
        return VERSION * 31 + PhoneNumbers.release();
    }

    /// How a value is found.
    ///
    /// @param country the record's own, as it stands there
    public List<String> ofValue(String value, @Nullable String country) {
        Set<String> forms = new LinkedHashSet<>();
        Set<MailAddresses.Address> addresses = MailAddresses.read(value);
        for (MailAddresses.Address address : addresses) {
            forms.add("@" + address.whole());
            if (address.hasTag()) {
                forms.add("~" + address.withoutTag());
            }
        }
        if (addresses.isEmpty()) {
            String region = Countries.region(country).orElse(null);
            phones.read(value, region).forEach(phone -> forms.addAll(ofNumber(phone)));
        }
        forms.add(other(TextMask.normal(value)));
        return List.copyOf(forms);
    }

    /// @param normal a value as [TextMask#normal] makes it
    public static String other(String normal) {
        return "#" + normal;
    }

    private static List<String> ofNumber(PhoneNumbers.Phone phone) {
        List<String> forms = new ArrayList<>();
        for (String national : phone.national()) {
            forms.add("=" + national);
            forms.add("<" + new StringBuilder(national).reverse());
            if (!phone.certain()) {
                forms.add("?" + national);
            }
        }
        if (phone.international() != null) {
            forms.add("+" + phone.international());
        }
        return forms;
    }

    /// What somebody asks for by a number or address.
    ///
    /// @param first forms of the portal's own region, where the question names none: those rank first
    /// @param whole forms of the whole value
    /// @param similar forms of an address with or without a tag: weaker, and nobody's whole value
    public record Question(List<String> first, List<String> whole, List<String> similar) {}

    public Question ofQuestion(String text) {
        List<String> first = new ArrayList<>();
        Set<String> whole = new LinkedHashSet<>();
        List<String> similar = new ArrayList<>();
        for (MailAddresses.Address address : MailAddresses.read(text)) {
            whole.add("@" + address.whole());
            similar.add(address.hasTag() ? "@" + address.withoutTag() : "~" + address.whole());
        }
        if (whole.isEmpty()) {
            for (PhoneNumbers.Phone phone : phones.read(text, null)) {
                if (phone.certain()) {
                    whole.add("+" + phone.international());
                    phone.national().forEach(national -> whole.add("?" + national));
                } else {
                    phone.national().forEach(national -> whole.add("=" + national));
                    if (phone.international() != null) {
                        first.add("+" + phone.international());
                    }
                }
            }
        }
        whole.add(other(TextMask.normal(text)));
        return new Question(List.copyOf(first), List.copyOf(whole), List.copyOf(similar));
    }

    /// What the form of a number begins with that ends in these digits: `尾号7701`, `*7701`, `7701`. For those alone
    /// who see numbers as they are.
    public static Optional<String> ending(String text) {
        Matcher ending = ENDING.matcher(PhoneNumbers.flat(text).replaceAll("[\\s-]", ""));
        if (!ending.matches()) {
            return Optional.empty();
        }
        return Optional.of("<" + new StringBuilder(ending.group(1)).reverse());
    }

    /// By what two values of different records are found to be one number; short codes and rows of one digit are
    /// nobody's number.
    public List<String> comparable(String value, @Nullable String country) {
        return phones.read(value, Countries.region(country).orElse(null)).stream()
                .flatMap(phone -> phone.national().stream())
                .filter(digits -> digits.length() >= PhoneNumbers.LEAST_DIGITS
                        && digits.length() <= PhoneNumbers.MOST_DIGITS
                        && digits.chars().distinct().count() > 1)
                .distinct()
                .toList();
    }

    /// The addresses in a value without their tags: a person decides about each pair.
    public static List<String> comparableAddresses(String value) {
        return MailAddresses.read(value).stream()
                .map(MailAddresses.Address::withoutTag)
                .distinct()
                .toList();
    }

    /// Whether a text that somebody typed is a number or address of somebody for sure, and no order number.
    public static boolean isSomebodys(String text) {
        return !MailAddresses.read(text).isEmpty() || PhoneNumbers.isWhole(text);
    }

    public static boolean isDate(String text) {
        return PhoneNumbers.isDate(text);
    }

    /// Whether the text may be a number of somebody: see [#isSomebodys].
    public static boolean mayBeNumber(String text) {
        return PhoneNumbers.isNumber(text);
    }
}
