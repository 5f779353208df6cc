package io.keqing.alert;

import io.keqing.alert.Care.Asked;
import io.keqing.alert.Care.Entry;
import io.keqing.alert.Care.State;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A whole care list as CSV that Excel opens: UTF-8 with its mark, a line for each customer, the reason in the reader's
/// language. A cell that a spreadsheet would take for a formula begins with an apostrophe.
@Singleton
public final class CareFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String FORMULA = "=+-@\t\r";
    private static final List<String> HEADER =
            List.of("source", "id", "name", "because", "consent", "state", "until", "by", "note");

    private final Care care;

    CareFile(Care care) {
        this.care = care;
    }

    /// @param days of the list's rule
    /// @param state null = all
    /// @return lines written
    public long write(CareList list, int days, @Nullable State state, Viewer viewer, Locale locale, OutputStream out)
            throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(BYTE_ORDER_MARK);
        line(writer, HEADER);
        long lines = 0;
        List<Entry> page;
        do {
            page = care.entries(new Asked(list, days, state, Care.MOST, Math.toIntExact(lines)), viewer);
            for (Entry entry : page) {
                line(writer, cells(entry, locale));
            }
            lines += page.size();
        } while (page.size() == Care.MOST);
        writer.flush();
        return lines;
    }

    private static List<String> cells(Entry entry, Locale locale) {
        return List.of(
                entry.customer().source(),
                entry.customer().id(),
                Objects.requireNonNullElse(entry.name(), ""),
                entry.because().in(locale),
                text(entry.consent()),
                entry.state().name().toLowerCase(Locale.ROOT),
                text(entry.until()),
                text(entry.by()),
                entry.note());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void line(Writer writer, List<String> cells) throws IOException {
        writer.write(cells.stream().map(CareFile::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
