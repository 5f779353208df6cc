package io.keqing.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Where the cells of a data sheet go, row by row from left to right. Each call is one cell.
interface Cells {
    void empty() throws IOException;

    /// Running text.
    void text(String value) throws IOException;

    /// A text taken as a whole: an id, a keyword, a choice. Never read as a number, however many digits it has.
    void word(String value) throws IOException;

    /// @param whole whether numbers of this column are whole
    void number(double value, boolean whole) throws IOException;

    void money(BigDecimal value) throws IOException;

    void day(LocalDate day) throws IOException;

    /// An instant, in the zone of the report.
    void moment(LocalDateTime moment) throws IOException;

    void endRow() throws IOException;
}
