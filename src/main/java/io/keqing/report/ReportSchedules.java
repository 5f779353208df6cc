package io.keqing.report;

import io.keqing.job.JobSchedules;
import io.keqing.job.Mail;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// Reports that come round again. Each is made with the roles that its owner has then.
@Singleton
public final class ReportSchedules {
    private static final String PREFIX = "report/";
    private static final int LONGEST_NAME = 80;
    private static final int MOST_ADDRESSES = 20;

    private final JobSchedules schedules;
    private final Reports reports;
    private final ReportDelivery delivery;

    ReportSchedules(JobSchedules schedules, Reports reports, ReportDelivery delivery) {
        this.schedules = schedules;
        this.reports = reports;
        this.delivery = delivery;
    }

    /// A report that comes round again.
    ///
    /// @param name unlike every other of its owner
    /// @param cron five fields: minute, hour, day of the month, month, day of the week
    /// @param zone in which they are meant
    /// @param folder whether a copy goes to the operator's folder
    /// @param mail who is told by e-mail
    public record Schedule(
            String name,
            String owner,
            String cron,
            ZoneId zone,
            ReportRequest report,
            boolean folder,
            List<String> mail,
            Instant next) {}

    public boolean hasFolder() {
        return delivery.hasFolder();
    }

    public boolean hasMail() {
        return delivery.hasMail();
    }

    /// Sets a schedule, or changes the viewer's one of this name.
    ///
    /// @throws ReportRefusal where a rule is broken or the viewer may not have such a report
    public Schedule put(
            String name,
            String cron,
            ZoneId zone,
            ReportRequest report,
            boolean folder,
            List<String> mail,
            Viewer viewer) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_NAME || plain.indexOf('/') >= 0) {
            throw ReportRefusal.rule(
                    "name must have 1 to " + LONGEST_NAME + " characters and no /, was \"" + name + "\"");
        }
        if (folder && !delivery.hasFolder()) {
            throw ReportRefusal.rule("folder needs one: set KEQING_REPORT_FOLDER");
        }
        if (!mail.isEmpty() && !delivery.hasMail()) {
            throw ReportRefusal.rule("mail needs a mail server: set KEQING_SMTP_HOST and KEQING_SMTP_FROM");
        }
        if (mail.size() > MOST_ADDRESSES) {
            throw ReportRefusal.rule("mail must have at most " + MOST_ADDRESSES + " addresses, had " + mail.size());
        }
        try {
            mail.forEach(Mail::check);
            reports.check(report, viewer);
            ScheduledReport scheduled = new ScheduledReport(plain, report, folder, mail);
            return read(schedules.put(
                    PREFIX + viewer.name() + "/" + plain, ReportJob.KIND, scheduled.json(), cron, zone, viewer));
        } catch (IllegalArgumentException e) {
            throw ReportRefusal.rule(String.valueOf(e.getMessage()));
        }
    }

    /// The viewer's own; all of them for an administrator.
    public List<Schedule> list(Viewer viewer) {
        return schedules.list().stream()
                .filter(each -> each.kind().equals(ReportJob.KIND))
                .filter(each -> viewer.isAny(Role.ADMIN) || each.owner().equals(viewer.name()))
                .map(ReportSchedules::read)
                .toList();
    }

    /// @param owner whose it is: another than the viewer for an administrator only
    /// @throws ReportRefusal where there is none that the viewer may remove
    public void remove(String name, String owner, Viewer viewer) {
        boolean may = viewer.isAny(Role.ADMIN) || owner.equals(viewer.name());
        if (!may || !schedules.remove(PREFIX + owner + "/" + name)) {
            throw ReportRefusal.unknown("there is no schedule \"" + name + "\"");
        }
    }

    private static Schedule read(JobSchedules.Schedule schedule) {
        ScheduledReport scheduled = ScheduledReport.of(schedule.payload());
        return new Schedule(
                scheduled.name(),
                schedule.owner(),
                schedule.cron(),
                schedule.zone(),
                scheduled.request(),
                scheduled.folder(),
                scheduled.mail(),
                schedule.next());
    }
}
