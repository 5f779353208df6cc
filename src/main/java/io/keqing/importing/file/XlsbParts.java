package io.keqing.importing.file;

import io.keqing.importing.file.WorkbookParts.Relationship;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The parts of a binary workbook that stand beside its sheets. POI reads them too, but keeps the formats to itself and
/// the shared texts all in memory.
final class XlsbParts {
    private static final int TEXT = 19;
    private static final int FORMAT = 44;
    private static final int STYLE = 47;
    private static final int BOOK_PROPERTIES = 153;
    private static final int SHEET = 156;
    private static final int CELL_STYLES = 617;
    private static final int CELL_STYLES_END = 618;

    private final XlsxBook book;
    private final WorkbookParts parts;

    XlsbParts(XlsxBook book, WorkbookParts parts) {
        this.book = book;
        this.parts = parts;
    }

    void read(String main, List<Relationship> all) throws IOException {
        Map<String, String> targets = new HashMap<>();
        for (Relationship each : all) {
            if (each.type().equals("worksheet") && parts.has(each.target())) {
                targets.put(each.id(), each.target());
            }
        }
        readBook(main, targets);
        String styles = parts.beside(main, all, "styles", "styles.bin");
        if (!styles.isEmpty()) {
            readStyles(styles);
        }
        String texts = parts.beside(main, all, "sharedStrings", "sharedStrings.bin");
        if (!texts.isEmpty()) {
            readTexts(texts);
        }
    }

    private void readBook(String part, Map<String, String> targets) throws IOException {
        try (BinaryPart in = new BinaryPart(parts.part(part))) {
            for (int number = in.next(); number >= 0; number = in.next()) {
                if (number == BOOK_PROPERTIES) {
                    book.formats().countFrom1904((in.content().getInt() & 1) == 1);
                } else if (number == SHEET) {
                    boolean visible = in.content().getInt() == 0;
                    // the first version of the format has four bytes more before the names
                    if (!addSheet(in, 8, targets, visible)) {
                        addSheet(in, 12, targets, visible);
                    }
                }
            }
        }
    }

    private boolean addSheet(BinaryPart in, int at, Map<String, String> targets, boolean visible) {
        ByteBuffer content = in.content();
        if (content.limit() < at + 8 || content.getInt(at) > content.limit() / 2) {
            return false;
        }
        content.position(at);
        String target = targets.get(in.text());
        if (target == null) {
            return false;
        }
        book.add(in.text(), target, visible);
        return true;
    }

    private void readStyles(String part) throws IOException {
        Map<Integer, String> codes = new HashMap<>();
        boolean ofCells = false;
        try (BinaryPart in = new BinaryPart(parts.part(part))) {
            for (int number = in.next(); number >= 0; number = in.next()) {
                ByteBuffer content = in.content();
                switch (number) {
                    case FORMAT -> codes.put(content.getShort() & 0xFFFF, in.text());
                    case CELL_STYLES -> ofCells = true;
                    case CELL_STYLES_END -> ofCells = false;
                    case STYLE -> {
                        if (ofCells) {
                            content.getShort();
                            int id = content.getShort() & 0xFFFF;
                            book.formats().add(id, codes.getOrDefault(id, ""));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    private void readTexts(String part) throws IOException {
        try (BinaryPart in = new BinaryPart(parts.part(part))) {
            for (int number = in.next(); number >= 0; number = in.next()) {
                if (number == TEXT) {
                    in.content().get();
                    book.texts().add(in.text());
                }
            }
        }
    }
}
