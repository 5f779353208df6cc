package io.keqing.search;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Recognises what has a colon without being a condition: paths, addresses of machines and of web pages, places
/// in a
/// source file, hexadecimal groups.
final class PastedAddress {
    private static final Set<String> SCHEMES = Set.of(
            "mailto",
            "tel",
            "sms",
            "http",
            "https",
            "ftp",
            "sftp",
            "ssh",
            "file",
            "urn",
            "data",
            "javascript",
            "ws",
            "wss",
            "jdbc",
            "git",
            "s3",
            "magnet",
            "weixin",
            "alipay");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,4}(?::[0-9a-f]{0,4})+(?:[%/].*)?");
    private static final Pattern NAME_WITH_SIGNS = Pattern.compile(".*[./\\\\@#\\[\\]{}<>$%&=?~^+*'`;|!-].*");

    private PastedAddress() {}

    /// @param name before the first colon
    /// @param rest behind it
    static boolean is(String name, String rest) {
        return name.length() == 1
                || SCHEMES.contains(name.toLowerCase(Locale.ROOT))
                || rest.startsWith("\\")
                || rest.startsWith("/")
                || rest.startsWith(":")
                || NAME_WITH_SIGNS.matcher(name).matches()
                || HEXADECIMAL
                        .matcher((name + ":" + rest).toLowerCase(Locale.ROOT))
                        .matches();
    }
}
