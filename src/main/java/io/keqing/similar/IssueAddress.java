package io.keqing.similar;

import io.keqing.field.RecordId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The screen's address that asks for what is like a record. A text that somebody pastes stands in no address: it may
/// name people, and addresses are kept by browsers.
public final class IssueAddress {
    public static final String SCREEN = "prior-issues";
    public static final String LIKE = "like";
    public static final String CUSTOMER = "customer";

    private IssueAddress() {}

    /// @param customer whose own issues come first, null for nobody's
    public static String like(String type, RecordId id, @Nullable RecordId customer) {
        return SCREEN + "?" + LIKE + "=" + encoded(type + "/" + id)
                + (customer == null ? "" : "&" + CUSTOMER + "=" + encoded(customer.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
