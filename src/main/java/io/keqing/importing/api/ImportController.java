package io.keqing.importing.api;

import io.keqing.importing.Corrections;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.ImportUndo;
import io.keqing.importing.Mapping;
import io.keqing.importing.Mappings;
import io.keqing.importing.Preset;
import io.keqing.importing.Presets;
import io.keqing.privacy.Viewer;
import io.keqing.rest.Problem;
import io.micronaut.core.io.Writable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.json.JsonMapper;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files in: a preview, the import itself, what became of it.
@Controller("/api/v1/imports")
@Secured("ADMIN")
@Tag(name = "imports")
final class ImportController {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ImportJobs jobs;
    private final ImportPreview preview;
    private final Mappings mappings;
    private final Presets presets;
    private final Corrections corrections;
    private final JsonMapper json;

    ImportController(
            ImportJobs jobs,
            ImportPreview preview,
            Mappings mappings,
            Presets presets,
            Corrections corrections,
            JsonMapper json) {
        this.jobs = jobs;
        this.preview = preview;
        this.mappings = mappings;
        this.presets = presets;
        this.corrections = corrections;
        this.json = json;
    }

    /// The number of an import that was accepted.
    @Serdeable
    record Accepted(long id) {}

    /// Imports a file with a mapping, or with a preset: one that is built in or was kept. `source` takes the
    /// place of
    /// the preset's own; a preset without one takes the name of the file. A dry run reads and checks, and writes
    /// nothing. `mappingOf` follows the mapping of another import: its rejects, mended, are read with it at once.
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Status(HttpStatus.ACCEPTED)
    Accepted start(
            @Part("file") CompletedFileUpload file,
            @Part("mapping") @Nullable String mapping,
            @QueryValue @Nullable String preset,
            @QueryValue @Nullable String source,
            @QueryValue @Nullable Long mappingOf,
            @QueryValue(defaultValue = "false") boolean dryRun,
            Viewer viewer)
            throws IOException {
        Mapping given = mapping(mapping);
        if (given != null && source != null) {
            throw Problem.badRequest("source= is for an import with a preset, the mapping names its own");
        }
        if (given != null && preset != null) {
            throw Problem.badRequest("An import goes by its mapping or by preset=, was given both, preset=" + preset);
        }
        if (mappingOf != null && (given != null || preset != null || source != null)) {
            throw Problem.badRequest("mappingOf= stands alone: no mapping, preset= or source= goes with it");
        }
        if (mappingOf != null) {
            return again(mappingOf, file, dryRun, viewer);
        }
        Preset known = given == null && preset != null ? preset(preset) : null;
        if (given == null && known == null) {
            throw Problem.badRequest(
                    "An import needs a mapping: the part \"mapping\", or preset= the name of one that is built in or kept, "
                            + "or mappingOf= the number of an import whose mapping is to be followed again");
        }
        Path saved = save(file, viewer);
        Mapping wanted = known == null ? Objects.requireNonNull(given) : fitted(known, source, saved, file, viewer);
        return new Accepted(jobs.start(saved, name(file), wanted, dryRun, viewer));
    }

    private Accepted again(long id, CompletedFileUpload file, boolean dryRun, Viewer viewer) throws IOException {
        Path saved = save(file, viewer);
        try {
            Mapping mapping = corrections
                    .mapping(id, saved, name(file))
                    .orElseThrow(() -> Problem.notFound("There is no import " + id));
            return new Accepted(jobs.start(saved, name(file), mapping, dryRun, viewer));
        } catch (RuntimeException e) {
            jobs.discard(saved);
            throw e;
        }
    }

    /// The preset's mapping for this very file.
    private Mapping fitted(
            Preset preset, @Nullable String source, Path saved, CompletedFileUpload file, Viewer viewer) {
        try {
            List<String> header =
                    preview.header(saved, name(file), preset.mapping().format());
            return mappings.read(preset.fitted(header, name(file), source).json());
        } catch (RuntimeException e) {
            jobs.discard(saved);
            throw e;
        }
    }

    /// Looks into a file without writing anything.
    @Post("/preview")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    PreviewAnswer preview(
            @Part("file") CompletedFileUpload file,
            @Part("mapping") @Nullable String mapping,
            @QueryValue(defaultValue = "20") int rows,
            Viewer viewer)
            throws IOException {
        if (rows < 0 || rows > ImportPreview.MOST_ROWS) {
            throw Problem.badRequest("rows must be 0 to " + ImportPreview.MOST_ROWS + ", was " + rows);
        }
        Optional<Mapping> wanted = Optional.ofNullable(mapping(mapping));
        Path saved = save(file, viewer);
        try {
            return PreviewAnswer.of(preview.look(saved, name(file), wanted, rows));
        } finally {
            jobs.discard(saved);
        }
    }

    /// The latest imports, newest first.
    @Get
    List<ImportAnswer> list() {
        return jobs.list().stream().map(job -> ImportAnswer.of(job, null)).toList();
    }

    @Get("/{id}")
    ImportAnswer get(long id) throws IOException {
        ImportJob job = find(id);
        Map<String, Object> mapping = json.readValue(job.mapping(), Argument.mapOf(String.class, Object.class));
        return ImportAnswer.of(job, mapping);
    }

    /// Stops an import. What is written stays; an import that is over stays as it is.
    @Delete("/{id}")
    ImportAnswer cancel(long id, Viewer viewer) {
        find(id);
        if (!jobs.cancel(id, viewer)) {
            throw Problem.conflict("Import " + id + " is over, it can't be cancelled any more");
        }
        return ImportAnswer.of(find(id), null);
    }

    /// Takes an import back: what it created goes, what it changed becomes what it was where nobody has changed
    /// it since. What stays is listed under `/kept`. Asked again, it answers how far that is.
    @Post("/{id}/undo")
    @Status(HttpStatus.ACCEPTED)
    ImportAnswer undo(long id, Viewer viewer) {
        find(id);
        try {
            jobs.undo(id, viewer);
        } catch (ImportUndo.Refused e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
        return ImportAnswer.of(find(id), null);
    }

    /// What stays of an import that was taken back: type, source, id, field, reason, as CSV that Excel opens.
    @Get("/{id}/kept")
    @Produces("text/csv")
    HttpResponse<Writable> kept(long id, Viewer viewer) {
        find(id);
        return csv("kept-" + id + ".csv", out -> jobs.writeKept(id, viewer, out));
    }

    /// What was not written and why: line, column, value, rule and the row, as CSV that Excel opens.
    @Get("/{id}/rejects")
    @Produces("text/csv")
    HttpResponse<Writable> rejects(long id, Viewer viewer) {
        find(id);
        return csv("rejects-" + id + ".csv", out -> jobs.writeRejects(id, viewer, out));
    }

    private static HttpResponse<Writable> csv(String name, Writable rows) {
        Writable body = out -> {
            out.write(BYTE_ORDER_MARK);
            rows.writeTo(out);
            out.flush();
        };
        return HttpResponse.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    private ImportJob find(long id) {
        return jobs.find(id).orElseThrow(() -> Problem.notFound("There is no import " + id));
    }

    private @Nullable Mapping mapping(@Nullable String mapping) {
        return mapping == null || mapping.isBlank() ? null : mappings.read(mapping);
    }

    private Preset preset(String name) {
        return presets.find(name).orElseThrow(() -> Problem.notFound("There is no preset \"" + name + "\""));
    }

    private Path save(CompletedFileUpload file, Viewer viewer) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return jobs.save(in, viewer);
        }
    }

    private static String name(CompletedFileUpload file) {
        String name = file.getFilename();
        return name == null || name.isBlank()
                ? "upload"
                : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
