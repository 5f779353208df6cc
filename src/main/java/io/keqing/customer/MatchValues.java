package io.keqing.customer;

import io.keqing.privacy.ContactForms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one customer is compared by, as hashes of 64 bits: small, alike for all kinds, and no second copy
/// of anybody's number. Two values that are not the same share one once in some billions of billions.
///
/// @param finding the values by which pairs are found
/// @param name of the folded name, which tells more of a pair found otherwise
record MatchValues(
        Map<Long, MatchKind> finding,
        @Nullable Long name,
        @Nullable String birthday) {
    static final String COLUMNS = "name, birthday::text, phone, email, country";

    /// @param first the index of the first of [#COLUMNS]
    static MatchValues read(ResultSet row, int first, ContactForms forms) throws SQLException {
        String name = row.getString(first);
        return of(
                name == null ? Optional.empty() : MatchText.name(name),
                row.getString(first + 1),
                phones(row.getString(first + 2), row.getString(first + 4), forms),
                row.getString(first + 3));
    }

    private static List<String> phones(@Nullable String phone, @Nullable String country, ContactForms forms) {
        return phone == null ? List.of() : MatchText.phones(phone, country, forms);
    }

    private static MatchValues of(
            Optional<String> name, @Nullable String birthday, List<String> phones, @Nullable String email) {
        Map<Long, MatchKind> finding = new HashMap<>();
        phones.forEach(number -> finding.put(hash(MatchKind.PHONE, number), MatchKind.PHONE));
        if (email != null) {
            MatchText.emails(email).forEach(address -> finding.put(hash(MatchKind.EMAIL, address), MatchKind.EMAIL));
        }
        if (birthday != null && name.isPresent()) {
            finding.put(hash(MatchKind.PERSON, name.get() + "\n" + birthday), MatchKind.PERSON);
        }
        return new MatchValues(
                finding, name.map(folded -> hash(MatchKind.PERSON, folded)).orElse(null), birthday);
    }

    private static long hash(MatchKind kind, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((kind.ordinal() + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
