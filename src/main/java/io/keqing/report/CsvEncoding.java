package io.keqing.report;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// In which bytes a CSV file is written.
public enum CsvEncoding {
    /// With the byte order mark by which Excel knows it.
    UTF_8_BOM(StandardCharsets.UTF_8),
    UTF_8(StandardCharsets.UTF_8),
    /// The national standard of China, which older programs there expect. It has every character of
    /// Unicode.
    GB18030(Charset.forName("GB18030"));

    private final Charset charset;

    CsvEncoding(Charset charset) {
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }

    /// As REST calls it: `utf-8-bom`, `utf-8`, `gb18030`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CsvEncoding> named(String word) {
        for (CsvEncoding encoding : values()) {
            if (encoding.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }
}
