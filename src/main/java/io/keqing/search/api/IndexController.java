package io.keqing.search.api;

import io.keqing.rest.Problem;
import io.keqing.search.IndexCheck;
import io.keqing.search.IndexRebuild;
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
import java.util.Map;

/// The index as a whole.
@Controller("/api/v1/index")
@RolesAllowed("ADMIN")
@Tag(name = "index")
final class IndexController {
    private final IndexRebuild rebuild;
    private final IndexCheck check;

    IndexController(IndexRebuild rebuild, IndexCheck check) {
        this.rebuild = rebuild;
        this.check = check;
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

    /// Has every document that differs looked at again.
    @Post("/repair")
    RepairAnswer repair() {
        return new RepairAnswer(check.repair());
    }
}
