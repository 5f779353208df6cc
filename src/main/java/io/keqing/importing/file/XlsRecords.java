package io.keqing.importing.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of an `.xls`. Some programs write cells in the order in which they were set, by column for
/// instance; such a sheet is held in memory and sorted, up to [#MOST_UNSORTED] cells.
final class XlsRecords extends SheetRecords {
    private static final int MOST_UNSORTED = 1_000_000;

    private final XlsBook book;
    private final XlsBook.Opened opened;
    private final Iterator<XlsCells.Cell> cells;
    private XlsCells.@Nullable Cell next;
    private boolean begun;
    private long line;

    XlsRecords(XlsBook book, int sheet, Merges merges, boolean ordered) throws IOException {
        super(book.rows(merges));
        this.book = book;
        this.opened = book.sheet(sheet);
        XlsCells all = new XlsCells(book, opened.records(), null);
        this.cells = ordered ? iterator(all) : sorted(all, book.fileName());
    }

    /// Finds the merged cells.
    ///
    /// @return whether the cells stand in the order of their rows
    static boolean look(XlsBook book, int sheet, Merges merges) throws IOException {
        int row = 0;
        boolean ordered = true;
        try (XlsBook.Opened opened = book.sheet(sheet)) {
            XlsCells all = new XlsCells(book, opened.records(), merges);
            for (XlsCells.Cell cell = all.next(); cell != null; cell = all.next()) {
                ordered &= cell.row() >= row;
                row = cell.row();
            }
        } catch (RuntimeException e) {
            // what is damaged shows again, with the row, where the cells are read
            return ordered;
        }
        return ordered;
    }

    private static Iterator<XlsCells.Cell> iterator(XlsCells all) {
        return new Iterator<>() {
            private XlsCells.@Nullable Cell ahead = all.next();

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public XlsCells.Cell next() {
                XlsCells.Cell now = ahead;
                if (now == null) {
                    throw new java.util.NoSuchElementException("the sheet has ended");
                }
                ahead = all.next();
                return now;
            }
        };
    }

    private static Iterator<XlsCells.Cell> sorted(XlsCells all, String fileName) {
        List<XlsCells.Cell> sorted = new ArrayList<>();
        for (XlsCells.Cell cell = all.next(); cell != null; cell = all.next()) {
            if (sorted.size() == MOST_UNSORTED) {
                throw new InvalidFile(fileName + " has more than " + MOST_UNSORTED + " cells that do not stand in the"
                        + " order of their rows; open it in a spreadsheet program and save it as .xlsx");
            }
            sorted.add(cell);
        }
        sorted.sort(Comparator.comparingInt(XlsCells.Cell::row));
        return sorted.iterator();
    }

    @Override
    @Nullable
    Row read() {
        try {
            return readRow();
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            throw XlsBook.damaged(book.fileName(), e, line);
        }
    }

    private @Nullable Row readRow() {
        if (!begun) {
            begun = true;
            next = cells.hasNext() ? cells.next() : null;
        }
        while (next != null) {
            int row = next.row();
            rows().begin(row + 1L);
            while (next != null && next.row() == row) {
                put(next);
                next = cells.hasNext() ? cells.next() : null;
            }
            Row done = rows().end();
            if (done != null) {
                line = done.line();
                return done;
            }
        }
        return null;
    }

    private void put(XlsCells.Cell cell) {
        ByteBuffer content = cell.content();
        int column = cell.column();
        if (!content.hasRemaining()) {
            rows().text(column, cell.text());
            return;
        }
        int style = content.getShort() & 0xFFFF;
        switch (cell.kind()) {
            case XlsCells.NUMBER -> rows().number(column, content.getDouble(), style);
            case XlsCells.RK -> rows().number(column, XlsbRecords.rk(content.getInt()), style);
            case XlsCells.MANY_RK -> {
                rows().number(column, XlsbRecords.rk(content.getInt()), style);
                for (int i = 1; content.remaining() >= 8; i++) {
                    int own = content.getShort() & 0xFFFF;
                    rows().number(column + i, XlsbRecords.rk(content.getInt()), own);
                }
            }
            case XlsCells.LABEL, XlsCells.RICH_LABEL -> label(column, content);
            case XlsCells.SHARED_LABEL -> {
                String text = book.text(content.getInt());
                if (text == null) {
                    rows().missingText();
                } else {
                    rows().text(column, text);
                }
            }
            case XlsCells.TRUTH -> truth(column, content.get(), content.hasRemaining() && content.get() != 0);
            case XlsCells.FORMULA -> formula(column, content, style);
            default -> throw new IllegalStateException("a cell of kind " + cell.kind());
        }
    }

    private void label(int column, ByteBuffer content) {
        int length = content.remaining() < 2 ? 0 : content.getShort() & 0xFFFF;
        rows().text(column, XlsText.of(book, content, length));
    }

    private void truth(int column, byte value, boolean isError) {
        if (isError) {
            rows().error(XlsCells.error(value));
        } else {
            rows().truth(column, value != 0);
        }
    }

    private void formula(int column, ByteBuffer content, int style) {
        content.position(content.position() - 2);
        int result = XlsCells.result(content);
        int at = content.position() + 2;
        switch (result) {
            case -1 -> rows().number(column, content.getDouble(at), style);
            case 1 -> rows().truth(column, content.get(at + 2) != 0);
            case 2 -> rows().error(XlsCells.error(content.get(at + 2)));
            case 0 -> rows().formula(null);
            default -> {}
        }
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
