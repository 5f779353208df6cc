package io.keqing.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// The same rows as text. A spreadsheet opens this too, and would compute a text that begins like a
/// formula: such texts get a leading `'`, which is counted, unless the caller wants them raw. Numbers
/// are numbers and stay.
final class CsvCells implements Cells {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MOMENT_MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final int BUFFER = 1 << 16;

    private final CsvWriter csv;
    private final boolean raw;
    private final Losses losses;
    private final List<String> row = new ArrayList<>();

    /// @param raw leaves texts like formulas as they are
    CsvCells(OutputStream target, List<Column> columns, boolean raw, CsvEncoding encoding, Losses losses)
            throws IOException {
        this.raw = raw;
        this.losses = losses;
        Writer out = new OutputStreamWriter(target, encoding.charset());
        if (encoding == CsvEncoding.UTF_8_BOM) {
            out.write('\ufeff');
        }
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(BUFFER)
                .build(out);
        for (Column column : columns) {
            text(column.header());
        }
        endRow();
    }

    @Override
    public void empty() {
        row.add("");
    }

    @Override
    public void text(String value) {
        boolean quoted = !raw && !value.isEmpty() && DataSheet.likeFormula(value);
        if (quoted) {
            losses.quotedText();
        }
        row.add(quoted ? "'" + value : value);
    }

    @Override
    public void word(String value) {
        text(value);
    }

    @Override
    public void number(double value, boolean whole) {
        row.add(
                Math.abs(value) < 1e15 && value == Math.rint(value)
                        ? Long.toString((long) value)
                        : Double.toString(value));
    }

    @Override
    public void money(BigDecimal value) {
        row.add(value.toPlainString());
    }

    @Override
    public void day(LocalDate day) {
        row.add(day.toString());
    }

    @Override
    public void moment(LocalDateTime moment) {
        row.add((moment.getNano() == 0 ? MOMENT : MOMENT_MILLIS).format(moment));
    }

    @Override
    public void endRow() {
        csv.writeRecord(row);
        row.clear();
    }

    void end() throws IOException {
        csv.flush();
    }
}
