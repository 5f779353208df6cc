package io.keqing.importing.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.SSTRecord;

/// The records of an `.xls` that stand before its sheets.
final class XlsGlobals {
    static final int BEGIN = 0x809;
    static final int END = 0x0A;
    private static final int VERSION_8 = 0x600;
    private static final int SHEET = 0x10;
    private static final int FORMAT_OLD = 0x1E;
    private static final int FORMAT = 0x41E;

    private final XlsBook book;
    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();
    private boolean pageSaid;

    XlsGlobals(XlsBook book) {
        this.book = book;
    }

    void read(RecordInputStream in) {
        int bytes = 0;
        int depth = book.isDecrypted() ? 1 : 0;
        while (in.hasNextRecord()) {
            in.nextRecord();
            bytes += 4 + in.remaining();
            switch (in.getSid() & 0xFFFF) {
                case BEGIN -> {
                    depth++;
                    if (isSheet(ByteBuffer.wrap(in.readRemainder()).order(ByteOrder.LITTLE_ENDIAN))) {
                        // a sheet without a workbook around it
                        book.add("Sheet1", 0, true);
                        return;
                    }
                }
                case END -> depth--;
                case 0x2F -> {
                    if (!book.isDecrypted()) {
                        book.decrypt(new FilePassRecord(in), bytes);
                        return;
                    }
                }
                case 0xFC -> book.texts(new SSTRecord(in));
                case 0x85 -> sheet(in);
                case 0x22, 0x31, 0x42, 0xE0, FORMAT, FORMAT_OLD ->
                    take(
                            in.getSid() & 0xFFFF,
                            ByteBuffer.wrap(in.readRemainder()).order(ByteOrder.LITTLE_ENDIAN));
                default -> {}
            }
            in.readRemainder();
            if (depth == 0) {
                return;
            }
        }
    }

    private boolean isSheet(ByteBuffer content) {
        if (content.remaining() < 4) {
            return false;
        }
        book.version((content.getShort() & 0xFFFF) != VERSION_8);
        return content.getShort() == SHEET;
    }

    private void take(int number, ByteBuffer content) {
        int first = content.remaining() < 2 ? 0 : content.getShort() & 0xFFFF;
        switch (number) {
            case 0x22 -> book.formats().countFrom1904(first == 1);
            case 0x42 -> {
                pageSaid = true;
                book.charset(XlsText.ofPage(first));
            }
            case 0x31 -> {
                if (!pageSaid && content.remaining() > 10 && content.get(12) != 0) {
                    book.charset(XlsText.ofFont(content.get(12) & 0xFF));
                }
            }
            case 0xE0 -> styles.add(content.remaining() < 2 ? 0 : content.getShort() & 0xFFFF);
            case FORMAT, FORMAT_OLD -> {
                int length = content.remaining() < 2 ? 0 : book.isOld() ? content.get() & 0xFF : content.getShort();
                codes.put(first, XlsText.of(book, content, length));
            }
            default -> throw new IllegalStateException("record " + number + " says nothing about values");
        }
    }

    /// Its position is never encrypted. Sheets of charts, macros and programs hold no cells.
    private void sheet(RecordInputStream in) {
        byte[] position = new byte[4];
        in.readPlain(position, 0, 4);
        ByteBuffer content = ByteBuffer.wrap(in.readRemainder()).order(ByteOrder.LITTLE_ENDIAN);
        boolean visible = (content.get() & 3) == 0;
        int kind = content.get();
        String name = XlsText.of(book, content, content.get() & 0xFF);
        if (kind == 0) {
            int at = ByteBuffer.wrap(position).order(ByteOrder.LITTLE_ENDIAN).getInt();
            book.add(name, at, visible);
        }
    }

    /// Styles name formats that may stand below them.
    void finish() {
        for (int id : styles) {
            book.formats().add(id, codes.getOrDefault(id, ""));
        }
    }
}
