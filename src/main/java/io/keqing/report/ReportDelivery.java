package io.keqing.report;

import io.keqing.field.Label;
import io.keqing.job.Mail;
import io.keqing.record.Database;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes a scheduled report where people look for it. An e-mail says that the report is there and never
/// carries it: a mailbox keeps for ever what it is sent, and masks nothing.
@Singleton
final class ReportDelivery {
    private static final Label SUBJECT = new Label("客情报表：%s", "Keqing report: %s");
    private static final Label BODY = new Label(
            "报表“%s”已生成：%s，%,d 条记录。\n请登录后在“报表”页面下载：%s\n",
            "The report \"%s\" is there: %s, %,d records.\nSign in and download it from the page Reports: %s\n");

    private final ReportFolder files;
    private final Database database;
    private final Mail mail;
    private final @Nullable Path outbox;

    ReportDelivery(
            ReportFolder files,
            Database database,
            Mail mail,
            @Property(name = "keqing.report.folder") @Nullable String outbox) {
        this.files = files;
        this.database = database;
        this.mail = mail;
        this.outbox = outbox == null || outbox.isBlank() ? null : Path.of(outbox);
    }

    /// Whether the operator has set a folder.
    boolean hasFolder() {
        return outbox != null;
    }

    boolean hasMail() {
        return mail.isConfigured();
    }

    /// A copy appears in the folder under its whole name, or not at all.
    void deliver(Report report, ScheduledReport scheduled) throws IOException {
        Report.Content made = Objects.requireNonNull(report.made());
        if (scheduled.folder() && outbox != null) {
            Files.createDirectories(outbox);
            Path unfinished = outbox.resolve("." + report.id() + ".part");
            try (InputStream in = files.read(report.id())) {
                Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(
                    unfinished,
                    outbox.resolve(report.id() + "-" + made.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Locale locale = scheduled.request().language();
        String portal = Objects.requireNonNullElse(scheduled.request().portal(), "");
        database.inTransaction(connection -> {
            for (String address : scheduled.mail()) {
                mail.tell(
                        connection,
                        address,
                        SUBJECT.in(locale).formatted(scheduled.name()),
                        BODY.in(locale).formatted(scheduled.name(), made.fileName(), made.rows(), portal + "reports"));
            }
            return scheduled.mail().size();
        });
    }
}
