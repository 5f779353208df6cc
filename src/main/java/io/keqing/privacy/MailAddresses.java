package io.keqing.privacy;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads e-mail addresses as mail programs and people write them: `Ann Lee <Ann@Shop.Example>`,
/// `mailto:ann%40…`, several in one field, domains in any script.
final class MailAddresses {
    static final String ADDRESS = "[\\p{L}\\p{M}\\p{N}._%+'&~=^!$*/{}|`-]{1,64}@[\\p{L}\\p{M}\\p{N}-]{1,63}"
            + "(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63}){1,6}";
    private static final Pattern ADDRESSES = Pattern.compile(ADDRESS);

    private MailAddresses() {}

    /// An address in lower case, its domain in the letters of DNS.
    record Address(String mailbox, String domain) {
        String whole() {
            return mailbox + "@" + domain;
        }

        boolean hasTag() {
            return mailbox.indexOf('+') > 0;
        }

        /// What stands before the plus: mail for it goes to the same box at most providers.
        String withoutTag() {
            return (hasTag() ? mailbox.substring(0, mailbox.indexOf('+')) : mailbox) + "@" + domain;
        }
    }

    static Set<Address> read(String value) {
        Set<Address> addresses = new LinkedHashSet<>();
        if (value.indexOf('@') < 0 && value.indexOf('＠') < 0 && !value.contains("%40")) {
            return addresses;
        }
        Matcher address = ADDRESSES.matcher(unpacked(Normalizer.normalize(value, Normalizer.Form.NFKC)));
        while (address.find()) {
            int at = address.group().indexOf('@');
            domain(address.group().substring(at + 1))
                    .map(domain -> new Address(address.group().substring(0, at).toLowerCase(Locale.ROOT), domain))
                    .ifPresent(addresses::add);
        }
        return addresses;
    }

    /// `mailto:` addresses stand as URLs do; where the signs of one are wrong, the text stays as it is.
    private static String unpacked(String text) {
        if (!text.regionMatches(true, 0, "mailto:", 0, 7) || text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that begins nothing belongs to the address
        }
    }

    private static Optional<String> domain(String written) {
        try {
            return Optional.of(IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no domain, so no address
        }
    }
}
