package io.keqing.profile.ui;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// An id as one step of a screen's address. Ids may hold anything, and between browser, proxy, server and router nobody
/// agrees about `%2F`, `;` or `..`; so all but letters, digits, `_`, `-` and inner dots are written as `~` and two hex
/// digits a byte. The price is that a Chinese id is not readable in the address.
final class PathName {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathName() {}

    static String encode(String name) {
        StringBuilder path = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (plain || c == '.' && !path.isEmpty()) {
                path.append(c);
            } else {
                path.append('~').append(HEX.toHexDigits(b));
            }
        }
        return path.toString();
    }

    /// Empty where `path` was not made by [#encode].
    static Optional<String> decode(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '~') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else if (i + 2 < path.length()
                    && HexFormat.isHexDigit(path.charAt(i + 1))
                    && HexFormat.isHexDigit(path.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return bytes.size() == 0 ? Optional.empty() : Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
