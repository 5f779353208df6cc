package io.keqing.report.api;

import io.keqing.privacy.Viewer;
import io.keqing.report.ReportSchedules;
import io.keqing.report.ReportSchedules.Schedule;
import io.keqing.rest.Problem;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/// Reports that come round again.
@Controller("/api/v1/schedules")
@Secured({"ANALYST", "MANAGER", "ADMIN"})
@Tag(name = "reports")
final class SchedulesController {
    private final ReportSchedules schedules;
    private final HttpHostResolver hosts;

    SchedulesController(ReportSchedules schedules, HttpHostResolver hosts) {
        this.schedules = schedules;
        this.hosts = hosts;
    }

    /// @param name unlike every other of the caller's; an equal one is changed
    /// @param cron five fields: minute, hour, day of the month, month, day of the week
    /// @param zone in which they are meant, such as `Asia/Shanghai`
    /// @param report as `POST /reports` takes it
    /// @param folder whether a copy goes to the folder that the operator has set
    /// @param mail who is told by e-mail that it is there; the file itself is never sent
    @Serdeable
    record AskedSchedule(
            String name,
            String cron,
            String zone,
            AskedReport report,
            @Nullable Boolean folder,
            @Nullable List<String> mail) {}

    /// @param next when it is made next
    @Serdeable
    record ScheduleAnswer(
            String name,
            String owner,
            String cron,
            String zone,
            String template,
            String format,
            boolean folder,
            List<String> mail,
            Instant next) {
        static ScheduleAnswer of(Schedule schedule) {
            return new ScheduleAnswer(
                    schedule.name(),
                    schedule.owner(),
                    schedule.cron(),
                    schedule.zone().getId(),
                    schedule.report().template(),
                    schedule.report().format().ending(),
                    schedule.folder(),
                    schedule.mail(),
                    schedule.next());
        }
    }

    @Post
    @Status(HttpStatus.CREATED)
    ScheduleAnswer put(@Body AskedSchedule asked, HttpRequest<?> request, @Parameter(hidden = true) Viewer viewer) {
        ZoneId zone;
        try {
            zone = ZoneId.of(asked.zone());
        } catch (DateTimeException e) {
            throw Problem.unprocessable("zone must be one such as Asia/Shanghai, was \"" + asked.zone() + "\"");
        }
        return ScheduleAnswer.of(schedules.put(
                asked.name(),
                asked.cron(),
                zone,
                asked.report().request(request, hosts.resolve(request) + "/"),
                Boolean.TRUE.equals(asked.folder()),
                Objects.requireNonNullElse(asked.mail(), List.of()),
                viewer));
    }

    /// The caller's own, everybody's for ADMIN.
    @Get
    List<ScheduleAnswer> list(@Parameter(hidden = true) Viewer viewer) {
        return schedules.list(viewer).stream().map(ScheduleAnswer::of).toList();
    }

    /// @param owner whose it is, left out = the caller's; another's for ADMIN
    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void remove(String name, @Nullable @QueryValue String owner, @Parameter(hidden = true) Viewer viewer) {
        schedules.remove(name, Objects.requireNonNullElse(owner, viewer.name()), viewer);
    }
}
