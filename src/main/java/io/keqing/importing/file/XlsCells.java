package io.keqing.importing.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/// The cells of one sheet of an `.xls` as its records give them, formulas with their text, which stands in a record of
/// its own.
final class XlsCells {
    static final int NUMBER = 0x203;
    static final int LABEL = 0x204;
    static final int TRUTH = 0x205;
    static final int FORMULA = 0x06;
    static final int RK = 0x27E;
    static final int MANY_RK = 0xBD;
    static final int RICH_LABEL = 0xD6;
    static final int SHARED_LABEL = 0xFD;
    private static final int STRING = 0x207;
    private static final int MERGED = 0xE5;

    private final XlsBook book;
    private final RecordInputStream in;
    private final @Nullable Merges merges;
    private final Deque<Cell> waiting = new ArrayDeque<>();
    private int depth;
    private boolean ended;

    /// @param kind the number of its record, one for each kind of cell
    /// @param content after row and column
    /// @param text the text of a formula, empty where it has none
    record Cell(int row, int column, int kind, ByteBuffer content, String text) {}

    /// @param merges takes the merged cells, null where nobody asks
    XlsCells(XlsBook book, RecordInputStream in, @Nullable Merges merges) {
        this.book = book;
        this.in = in;
        this.merges = merges;
    }

    @Nullable
    Cell next() {
        while (!ended && (waiting.isEmpty() || waiting.size() == 1 && isTextDue(waiting.getFirst()))) {
            if (!in.hasNextRecord()) {
                ended = true;
                break;
            }
            in.nextRecord();
            if (depth == 0 && (in.getSid() & 0xFFFF) != XlsGlobals.BEGIN) {
                throw new IllegalStateException("a sheet does not begin where the workbook says");
            }
            take(in.getSid() & 0xFFFF);
            in.readRemainder();
        }
        return waiting.poll();
    }

    private void take(int number) {
        switch (number) {
            case XlsGlobals.BEGIN -> depth++;
            case XlsGlobals.END -> {
                depth--;
                ended = depth <= 0;
            }
            case STRING, 0x07 -> {
                Cell formula = waiting.peekLast();
                if (depth == 1 && formula != null && isTextDue(formula)) {
                    waiting.pollLast();
                    waiting.add(new Cell(formula.row(), formula.column(), LABEL, ByteBuffer.allocate(0), text()));
                }
            }
            case MERGED -> {
                if (depth == 1 && merges != null) {
                    merged(content(), merges);
                }
            }
            case 0x03, NUMBER -> add(NUMBER);
            case 0x04, LABEL -> add(LABEL);
            case 0x05, TRUTH -> add(TRUTH);
            case FORMULA, 0x206, 0x406 -> add(FORMULA);
            case 0x7E, RK -> add(RK);
            case MANY_RK, RICH_LABEL, SHARED_LABEL -> add(number);
            default -> {}
        }
    }

    private void add(int kind) {
        ByteBuffer content = content();
        if (depth == 1 && content.remaining() >= 6) {
            int row = content.getShort() & 0xFFFF;
            int column = content.getShort() & 0xFFFF;
            waiting.add(new Cell(row, column, kind, content, ""));
        }
    }

    private ByteBuffer content() {
        return ByteBuffer.wrap(in.readRemainder()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isTextDue(Cell cell) {
        return cell.kind() == FORMULA && result(cell.content()) == 0;
    }

    /// What a formula came to: 0 a text, 1 a truth value, 2 an error, 3 nothing; −1 a number.
    static int result(ByteBuffer content) {
        int at = content.position() + 2;
        if (content.limit() < at + 8) {
            return 3;
        }
        return content.getShort(at + 6) == -1 ? content.get(at) : -1;
    }

    private String text() {
        if (!book.isOld()) {
            return new StringRecord(in).getString();
        }
        ByteBuffer content = content();
        return content.remaining() < 2 ? "" : XlsText.of(book, content, content.getShort() & 0xFFFF);
    }

    private static void merged(ByteBuffer content, Merges merges) {
        int count = content.remaining() < 2 ? 0 : content.getShort() & 0xFFFF;
        for (int i = 0; i < count && content.remaining() >= 8; i++) {
            int first = content.getShort() & 0xFFFF;
            int last = content.getShort() & 0xFFFF;
            merges.add(first + 1L, last + 1L, content.getShort() & 0xFFFF);
            content.getShort();
        }
    }

    static String error(byte code) {
        return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERROR";
    }
}
