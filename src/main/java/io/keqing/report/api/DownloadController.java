package io.keqing.report.api;

import io.keqing.privacy.Viewer;
import io.keqing.report.ExportFile;
import io.keqing.report.ExportRequest;
import io.keqing.report.SearchExport;
import io.keqing.rest.QuestionParameters;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchUrl;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that a search finds, as a file. Takes the parameters of the search, and three of its own.
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "reports")
final class DownloadController {
    private static final String FORMAT = "format";
    private static final String COLUMNS = "columns";
    private static final String LANGUAGE = "language";
    private static final String RAW = "raw";
    private static final String ENCODING = "encoding";
    private static final Set<String> OWN = Set.of(FORMAT, COLUMNS, LANGUAGE, RAW, ENCODING);

    private final SearchExport export;
    private final SearchUrl url;
    private final HttpHostResolver hosts;

    DownloadController(SearchExport export, SearchUrl url, HttpHostResolver hosts) {
        this.export = export;
        this.url = url;
        this.hosts = hosts;
    }

    /// Every record that matches, in the order asked for, masked as the caller sees it. Answers when the
    /// file is complete. For ANALYST, MANAGER and ADMIN; others get 403.
    @Get("/{type:customers|interactions|feedback}/download")
    @QuestionParameters
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "fields, a minus for descending")
    @Parameter(name = FORMAT, in = ParameterIn.QUERY, description = "xlsx (unless said), csv or ndjson")
    @Parameter(
            name = COLUMNS,
            in = ParameterIn.QUERY,
            explode = Explode.TRUE,
            description = "fields in the order wanted; left out = all")
    @Parameter(name = LANGUAGE, in = ParameterIn.QUERY, description = "zh, zh-TW or en; left out = by Accept-Language")
    @Parameter(name = RAW, in = ParameterIn.QUERY, description = "true: a csv without ' before texts like formulas")
    @Parameter(
            name = ENCODING,
            in = ParameterIn.QUERY,
            description = "of a csv: utf-8-bom (unless said), utf-8, gb18030")
    HttpResponse<StreamedFile> download(String type, HttpRequest<?> request, Viewer viewer) throws IOException {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        Map<String, List<String>> own = new LinkedHashMap<>();
        for (String name : request.getParameters().names()) {
            (OWN.contains(name) ? own : asked).put(name, request.getParameters().getAll(name));
        }
        ExportFile file = export.export(
                new ExportRequest(
                        url.read(type, asked),
                        own.getOrDefault(COLUMNS, List.of()).stream()
                                .flatMap(list -> Arrays.stream(list.split(",")))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList(),
                        ReportParameters.format(one(own, FORMAT)),
                        ReportParameters.language(one(own, LANGUAGE), request),
                        hosts.resolve(request) + "/",
                        yes(own),
                        ReportParameters.encoding(one(own, ENCODING))),
                viewer);
        StreamedFile body = new StreamedFile(
                        file.read(), MediaType.of(file.format().mediaType()), System.currentTimeMillis(), file.bytes())
                .attach(file.name());
        // a cache on the way must not keep who we know
        return HttpResponse.ok(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Keqing-Rows", Long.toString(file.rows()));
    }

    private static boolean yes(Map<String, List<String>> own) {
        String raw = one(own, RAW);
        if (raw != null && !Set.of("true", "false").contains(raw)) {
            throw new InvalidQueryException("raw must be true or false, was \"" + raw + "\"");
        }
        return "true".equals(raw);
    }

    private static @Nullable String one(Map<String, List<String>> own, String name) {
        List<String> values = own.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidQueryException(name + " must be given once, was given " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
