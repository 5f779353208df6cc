package io.keqing.report.api;

import io.keqing.report.CsvEncoding;
import io.keqing.report.ExportFormat;
import io.keqing.search.InvalidQueryException;
import io.micronaut.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How programs say what kind of file they want.
final class ReportParameters {
    private ReportParameters() {}

    static ExportFormat format(@Nullable String name) {
        return name == null
                ? ExportFormat.XLSX
                : ExportFormat.named(name)
                        .orElseThrow(() ->
                                new InvalidQueryException("format must be xlsx, csv or ndjson, was \"" + name + "\""));
    }

    static CsvEncoding encoding(@Nullable String name) {
        return name == null
                ? CsvEncoding.UTF_8_BOM
                : CsvEncoding.named(name)
                        .orElseThrow(() -> new InvalidQueryException(
                                "encoding must be utf-8-bom, utf-8 or gb18030, was \"" + name + "\""));
    }

    /// @param tag null = as the caller's `Accept-Language` says
    static Locale language(@Nullable String tag, HttpRequest<?> request) {
        if (tag == null) {
            return request.getLocale().orElse(Locale.ENGLISH);
        }
        Locale locale = Locale.forLanguageTag(tag);
        if (!Set.of("zh", "en").contains(locale.getLanguage())) {
            throw new InvalidQueryException("language must be zh, zh-TW or en, was \"" + tag + "\"");
        }
        return locale;
    }
}
