package io.keqing.report.api;

import io.keqing.report.ReportRequest;
import io.keqing.rest.DayParameter;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/// A report as a caller asks for it.
///
/// @param template `customers`, `interactions`, `feedback`, `segment`, `satisfaction`, `service`,
///     `complaints`,
///     `dossier` or `migration`
/// @param query a search's own address, such as `customers/search?q=&f.tier=gold`
/// @param segment the number of a segment
/// @param customer `source/id`
/// @param scheme of classes, such as `lifecycle`
/// @param from first day, `2026-03-01`
/// @param to last day, included
/// @param format `xlsx` (unless said), `csv` or `ndjson`
/// @param raw true: a csv without `'` before texts like formulas
/// @param encoding of a csv: `utf-8-bom` (unless said), `utf-8` or `gb18030`
/// @param language `zh`, `zh-TW` or `en`; left out = by Accept-Language
/// @param columns fields in the order wanted; left out = all but the run-time ones
/// @param workbook the name of a workbook of the house's own to fill, see `/reports/workbooks`
@Serdeable
record AskedReport(
        String template,
        @Nullable String query,
        @Nullable Long segment,
        @Nullable String customer,
        @Nullable String scheme,
        @Nullable String from,
        @Nullable String to,
        @Nullable String format,
        @Nullable Boolean raw,
        @Nullable String encoding,
        @Nullable String language,
        @Nullable List<String> columns,
        @Nullable String workbook) {

    /// @param portal where the portal is reached
    ReportRequest request(HttpRequest<?> request, String portal) {
        return new ReportRequest(
                template,
                query,
                segment,
                customer,
                scheme,
                from == null ? null : DayParameter.read("from", from),
                to == null ? null : DayParameter.read("to", to),
                columns == null ? List.of() : columns,
                ReportParameters.format(format),
                Boolean.TRUE.equals(raw),
                ReportParameters.encoding(encoding),
                ReportParameters.language(language, request),
                workbook,
                portal);
    }
}
