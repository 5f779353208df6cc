package io.keqing.importing.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a binary workbook.
final class XlsbRecords extends SheetRecords {
    private static final int ROW = 0;
    private static final int CELL_RK = 2;
    private static final int CELL_ERROR = 3;
    private static final int CELL_BOOLEAN = 4;
    private static final int CELL_REAL = 5;
    private static final int CELL_TEXT = 6;
    private static final int CELL_SHARED_TEXT = 7;
    private static final int FORMULA_TEXT = 8;
    private static final int FORMULA_NUMBER = 9;
    private static final int FORMULA_BOOLEAN = 10;
    private static final int FORMULA_ERROR = 11;
    private static final int CELL_RICH_TEXT = 62;
    private static final int SHEET_DATA_END = 146;
    private static final int MERGED = 176;

    private final XlsxBook book;
    private final BinaryPart in;
    private long row;
    private boolean inRow;
    private boolean ended;

    XlsbRecords(XlsxBook book, String sheet, Merges merges) throws IOException {
        super(new SheetRows(
                book.parts().file(),
                book.parts().fileName(),
                book.formats(),
                merges,
                book.parts().settings()));
        this.book = book;
        this.in = new BinaryPart(book.parts().part(book.part(sheet)));
    }

    static void findMerged(XlsxBook book, String sheet, Merges merges) throws IOException {
        try (BinaryPart in = new BinaryPart(book.parts().part(book.part(sheet)))) {
            for (int number = in.next(); number >= 0; number = in.next()) {
                if (number == MERGED) {
                    ByteBuffer content = in.content();
                    long first = content.getInt() + 1L;
                    long last = content.getInt() + 1L;
                    merges.add(first, last, content.getInt());
                }
            }
        }
    }

    @Override
    @Nullable
    Row read() throws IOException {
        try {
            return readRow();
        } catch (ZipException | EOFException e) {
            throw book.parts().damaged(e, row);
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            // a record that is shorter than its kind
            throw book.parts().damaged(e, row);
        }
    }

    private @Nullable Row readRow() throws IOException {
        while (!ended) {
            int number = in.next();
            if (number == ROW || number == SHEET_DATA_END || number < 0) {
                Row done = inRow ? rows().end() : null;
                inRow = number == ROW;
                ended = number != ROW;
                if (inRow) {
                    row = (in.content().getInt() & 0xFF_FFFFL) + 1;
                    rows().begin(row);
                }
                if (done != null) {
                    return done;
                }
            } else if (inRow) {
                cell(number, in.content());
            }
        }
        return null;
    }

    private void cell(int number, ByteBuffer content) throws IOException {
        if (number != CELL_RICH_TEXT && (number < CELL_RK || number > FORMULA_ERROR)) {
            return;
        }
        int column = content.getInt();
        int style = content.getInt() & 0xFF_FFFF;
        if (column < 0) {
            throw new IllegalStateException("a cell in column " + column);
        }
        switch (number) {
            case CELL_RK -> rows().number(column, rk(content.getInt()), style);
            case CELL_ERROR -> rows().error(XlsCells.error(content.get()));
            case FORMULA_ERROR -> rows().error(XlsCells.error(content.get()));
            case CELL_BOOLEAN, FORMULA_BOOLEAN -> rows().truth(column, content.get() != 0);
            case CELL_REAL, FORMULA_NUMBER -> rows().number(column, content.getDouble(), style);
            case CELL_TEXT, FORMULA_TEXT -> rows().text(column, in.text());
            case CELL_RICH_TEXT -> {
                content.get();
                rows().text(column, in.text());
            }
            case CELL_SHARED_TEXT -> {
                String text = book.texts().get(content.getInt());
                if (text == null) {
                    rows().missingText();
                } else {
                    rows().text(column, text);
                }
            }
            default -> throw new IllegalStateException("a cell of kind " + number);
        }
    }

    /// A number in four bytes: a whole one or the upper half of a binary fraction, by a hundred where the lowest bit
    /// is set.
    static double rk(int bits) {
        double number = (bits & 2) != 0 ? bits >> 2 : Double.longBitsToDouble((long) (bits & ~3) << 32);
        return (bits & 1) != 0 ? number / 100 : number;
    }

    @Override
    public long bytesRead() {
        return in.fileBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
