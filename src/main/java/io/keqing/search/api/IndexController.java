package io.keqing.search.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keqing.field.RecordId;
import io.keqing.rest.Problem;
import io.keqing.search.IndexCheck;
import io.keqing.search.IndexRebuild;
import io.keqing.search.RefusedDocuments;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The index as a whole.
@Controller("/api/v1/index")
@RolesAllowed("ADMIN")
@Tag(name = "index")
final class IndexController {
    private final IndexRebuild rebuild;
    private final IndexCheck check;
    private final RefusedDocuments refused;

    IndexController(IndexRebuild rebuild, IndexCheck check, RefusedDocuments refused) {
        this.rebuild = rebuild;
        this.check = check;
        this.refused = refused;
    }

    @Serdeable
    record CheckAnswer(long differences, Map<String, TypeAnswer> types, Instant checkedAt) {
        static CheckAnswer of(IndexCheck.Report report) {
            Map<String, TypeAnswer> types = new LinkedHashMap<>();
            report.types().forEach((name, type) -> types.put(name, TypeAnswer.of(type)));
            return new CheckAnswer(report.differences(), types, report.checkedAt());
        }
    }

    @Serdeable
    record TypeAnswer(long rows, long documents, long missing, long ghost, long stale, long refused) {
        static TypeAnswer of(IndexCheck.TypeReport type) {
            return new TypeAnswer(
                    type.rows(), type.documents(), type.missing(), type.ghost(), type.stale(), type.refused());
        }
    }

    /// @param repaired documents that are looked at again
    @Serdeable
    record RepairAnswer(long repaired) {}

    @Serdeable
    record RebuildAnswer(String state) {}

    /// @param total of all that are refused
    /// @param documents the latest, at most 200
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RefusedAnswer(long total, List<RefusedDocument> documents) {}

    /// @param source and `id` are null where the record is gone meanwhile
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RefusedDocument(
            String type, @Nullable String source, @Nullable String id, String reason, Instant since) {
        static RefusedDocument of(RefusedDocuments.Refused one) {
            RecordId id = one.id();
            return new RefusedDocument(
                    one.type(),
                    id == null ? null : id.source(),
                    id == null ? null : id.id(),
                    one.reason(),
                    one.since());
        }
    }

    /// Builds every index anew beside the serving one; the health tells how far it is.
    @Post("/rebuild")
    @Status(HttpStatus.ACCEPTED)
    RebuildAnswer rebuild() {
        if (!rebuild.start()) {
            throw Problem.conflict("One rebuild at a time, one is running");
        }
        return new RebuildAnswer("running");
    }

    /// Compares index and database.
    @Get("/check")
    CheckAnswer check() {
        return CheckAnswer.of(check.check());
    }

    /// The records that the index would not take, with its reasons.
    @Get("/refused")
    RefusedAnswer refused() {
        return new RefusedAnswer(
                refused.count(),
                refused.latest().stream().map(RefusedDocument::of).toList());
    }

    /// Has every document that differs looked at again.
    @Post("/repair")
    RepairAnswer repair() {
        return new RepairAnswer(check.repair());
    }
}
