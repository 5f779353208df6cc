package io.keqing.customer;

import io.keqing.field.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a page of groups ended: behind the group of this strength whose first customer is this one. It
/// holds nothing that its page did not show.
record DuplicatesCursor(int strength, RecordId first) {
    /// @throws IllegalArgumentException for a text that is no cursor
    static DuplicatesCursor read(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 3);
            if (parts.length == 3) {
                return new DuplicatesCursor(Integer.parseInt(parts[0]), new RecordId(parts[1], parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor must be the next of an answer before, was " + text, e);
        }
        throw new IllegalArgumentException("cursor must be the next of an answer before, was " + text);
    }

    String written() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (strength + "\n" + first.source() + "\n" + first.id()).getBytes(StandardCharsets.UTF_8));
    }
}
