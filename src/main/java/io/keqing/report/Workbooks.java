package io.keqing.report;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.NotOfficeXmlFileException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbookType;

/// Workbooks of the house's own that reports are filled into, see [FilledBook]. Everybody who may have
/// reports sees them; managers and administrators put them.
@Singleton
public final class Workbooks {
    /// Bytes of a workbook that is put.
    public static final int MOST_BYTES = 5 << 20;

    /// The media type of workbooks.
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int LONGEST_NAME = 60;

    private final Database database;

    Workbooks(Database database) {
        this.database = database;
    }

    public record Workbook(String name, String owner, long bytes, Instant putAt) {}

    public List<Workbook> list() {
        return database.read(connection -> {
            List<Workbook> all = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select name, owner, length(content), put_at from report_workbook order by name");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Workbook(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getTimestamp(4).toInstant()));
                }
            }
            return all;
        });
    }

    /// The bytes of an .xlsx.
    public Optional<byte[]> content(String name) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select content from report_workbook where name = ?")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.<byte[]>empty();
                }
            }
        });
    }

    /// Keeps a workbook, in the place of one of the same name.
    ///
    /// @throws ReportRefusal where it is no .xlsx, too large, or has no name that a report fills
    public void put(String name, byte[] content, Viewer viewer) {
        checkMayChange(viewer);
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('/') >= 0) {
            throw ReportRefusal.rule(
                    "name must have 1 to " + LONGEST_NAME + " characters and no /, was \"" + name + "\"");
        }
        if (content.length > MOST_BYTES) {
            throw ReportRefusal.rule("a workbook must have at most " + MOST_BYTES + " bytes, had " + content.length);
        }
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(content))) {
            if (book.getWorkbookType() != XSSFWorkbookType.XLSX) {
                throw ReportRefusal.rule("a workbook must be an .xlsx without macros, was " + book.getWorkbookType());
            }
            FilledBook.check(book);
        } catch (IOException | POIXMLException | OpenXML4JRuntimeException | NotOfficeXmlFileException e) {
            throw ReportRefusal.rule("a workbook must be an .xlsx: " + e.getMessage());
        }
        database.inTransaction(connection -> {
            try (PreparedStatement put =
                    connection.prepareStatement("insert into report_workbook (name, owner, content) "
                            + "values (?, ?, ?) on conflict (name) do update set owner = excluded.owner, "
                            + "content = excluded.content, put_at = clock_timestamp()")) {
                put.setString(1, name);
                put.setString(2, viewer.name());
                put.setBytes(3, content);
                return put.executeUpdate();
            }
        });
    }

    /// @throws ReportRefusal where there is none of this name
    public void remove(String name, Viewer viewer) {
        checkMayChange(viewer);
        int gone = database.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from report_workbook where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate();
            }
        });
        if (gone == 0) {
            throw ReportRefusal.unknown("there is no workbook \"" + name + "\"");
        }
    }

    /// Whether the viewer may put and remove workbooks.
    public static boolean mayChange(Viewer viewer) {
        return viewer.isAny(Role.MANAGER, Role.ADMIN);
    }

    private static void checkMayChange(Viewer viewer) {
        if (!mayChange(viewer)) {
            throw ReportRefusal.notAllowed(
                    "to change workbooks needs the role MANAGER or ADMIN, had " + viewer.roles());
        }
    }
}
