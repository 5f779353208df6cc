package io.keqing.report.api;

import io.keqing.privacy.Viewer;
import io.keqing.report.Workbooks;
import io.keqing.report.Workbooks.Workbook;
import io.keqing.rest.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/// Workbooks of the house's own that reports are filled into: names in them that begin with `kq_` say
/// where.
@Controller("/api/v1/reports/workbooks")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "reports")
final class WorkbooksController {
    private final Workbooks workbooks;

    WorkbooksController(Workbooks workbooks) {
        this.workbooks = workbooks;
    }

    @Serdeable
    record WorkbookAnswer(String name, String owner, long bytes, Instant putAt) {
        static WorkbookAnswer of(Workbook workbook) {
            return new WorkbookAnswer(workbook.name(), workbook.owner(), workbook.bytes(), workbook.putAt());
        }
    }

    @Get
    List<WorkbookAnswer> list() {
        return workbooks.list().stream().map(WorkbookAnswer::of).toList();
    }

    /// Keeps an .xlsx, for MANAGER and ADMIN, in the place of one of the same name.
    @Put("/{name}")
    @Consumes({Workbooks.XLSX, "application/octet-stream"})
    @Status(HttpStatus.NO_CONTENT)
    void put(String name, @Body byte[] content, @Parameter(hidden = true) Viewer viewer) {
        workbooks.put(name, content, viewer);
    }

    @Get("/{name}")
    HttpResponse<byte[]> content(String name) {
        return HttpResponse.ok(workbooks
                        .content(name)
                        .orElseThrow(() -> Problem.notFound("there is no workbook \"" + name + "\"")))
                .contentType(Workbooks.XLSX);
    }

    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void remove(String name, @Parameter(hidden = true) Viewer viewer) {
        workbooks.remove(name, viewer);
    }
}
