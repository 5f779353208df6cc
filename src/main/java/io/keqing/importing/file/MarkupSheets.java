package io.keqing.importing.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Opens the files that hold their sheets as markup: pages, web archives, and the XML of spreadsheet
/// programs.
final class MarkupSheets {
    private static final String NO_SHEET = " holds no sheet of cells";
    private static final String NO_TABLE = " is an HTML page without a table, perhaps a sign-in or an error page of the"
            + " system it comes from; open it in a browser to see what it says, and export the table again";
    private static final int LARGEST_MANIFEST = 1 << 20;

    private MarkupSheets() {}

    static RowReader html(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        MarkupText text = MarkupText.of(file, wanted.encoding(), null);
        return SheetStream.open(
                () -> html(text, settings),
                "html",
                fileName,
                withEncoding(wanted, text),
                settings,
                fileName + NO_TABLE,
                note(text));
    }

    private static SheetParser html(MarkupText text, ImportSettings settings) throws IOException {
        CountedInput in = new CountedInput(Files.newInputStream(text.file()));
        return new HtmlSheets(text.open(in), in::bytes, settings);
    }

    static RowReader xml2003(Path file, String fileName, FileFormat wanted, ImportSettings settings)
            throws IOException {
        MarkupText text = MarkupText.of(file, wanted.encoding(), null);
        SheetStream.Source source = () -> {
            CountedInput in = new CountedInput(Files.newInputStream(file));
            return new Xml2003Sheets(text.open(in), in::bytes, fileName, settings);
        };
        return SheetStream.open(
                source, "xml2003", fileName, withEncoding(wanted, text), settings, fileName + NO_SHEET, note(text));
    }

    static RowReader flatOds(Path file, String fileName, FileFormat wanted, ImportSettings settings)
            throws IOException {
        MarkupText text = MarkupText.of(file, wanted.encoding(), null);
        SheetStream.Source source = () -> {
            CountedInput in = new CountedInput(Files.newInputStream(file));
            return new OdsSheets(text.open(in), in::bytes, fileName, settings);
        };
        return SheetStream.open(source, "ods", fileName, wanted, settings, fileName + NO_SHEET, note(text));
    }

    /// @throws InvalidFile where the archive is another document, or encrypted
    static RowReader ods(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        try (ZipArchive zip = ZipArchive.open(file, fileName, settings)) {
            String type = start(zip, "mimetype", 200);
            String manifest = start(zip, "META-INF/manifest.xml", LARGEST_MANIFEST);
            if (manifest.contains("encryption-data")) {
                throw new InvalidFile(fileName + " is protected by a password; save it without one");
            }
            if (!type.isBlank() && !type.contains("opendocument.spreadsheet")) {
                throw new InvalidFile(fileName + " is an OpenDocument file without a sheet (" + type.strip()
                        + "); export its table as .xlsx or .csv");
            }
        }
        SheetStream.Source source = () -> {
            ZipArchive zip = ZipArchive.open(file, fileName, settings);
            try {
                PartInput in =
                        new PartInput(zip, zip.open("content.xml"), zip.packedSize("content.xml"), fileName, settings);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
                return new OdsSheets(reader, in::fileBytes, fileName, settings);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        };
        return SheetStream.open(source, "ods", fileName, wanted, settings, fileName + NO_SHEET, List.of());
    }

    private static String start(ZipArchive zip, String name, int most) throws IOException {
        if (!zip.names().contains(name)) {
            return "";
        }
        try (InputStream in = zip.open(name)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        } catch (ZipException | EOFException e) {
            // what it says is not needed; the content says what it is
            return "";
        }
    }

    static RowReader mhtml(Path file, String fileName, FileFormat wanted, ImportSettings settings) throws IOException {
        MhtmlFile archive = MhtmlFile.of(file, fileName, settings);
        try {
            List<HtmlPage> pages = new ArrayList<>();
            for (MhtmlFile.Page page : archive.pages()) {
                pages.add(new HtmlPage(
                        MarkupText.of(page.file(), wanted.encoding(), page.charset()), archive.sheetName(page)));
            }
            RowReader reader = SheetStream.open(
                    () -> new Pages(pages, settings),
                    "mhtml",
                    fileName,
                    wanted,
                    settings,
                    fileName + " is a web archive (MHTML) without a table",
                    List.of());
            return new UnpackedReader(
                    reader, archive.pages().stream().map(MhtmlFile.Page::file).toList());
        } catch (IOException | RuntimeException e) {
            archive.delete();
            throw e;
        }
    }

    private static FileFormat withEncoding(FileFormat wanted, MarkupText text) {
        return new FileFormat(
                wanted.sheet(),
                wanted.table(),
                wanted.headerLine(),
                wanted.headerLines(),
                text.encoding().charset().name(),
                null,
                null,
                null);
    }

    private static List<FileNote> note(MarkupText text) {
        FileNote note = text.encoding().note();
        return note == null ? List.of() : List.of(note);
    }

    /// @param sheetName by which the workbook calls it, empty where it does not
    private record HtmlPage(MarkupText text, String sheetName) {}

    /// The tables of one page after the other.
    private static final class Pages implements SheetParser {
        private final List<HtmlPage> pages;
        private final ImportSettings settings;
        private int at = -1;
        private long done;
        private @Nullable SheetParser page;

        Pages(List<HtmlPage> pages, ImportSettings settings) {
            this.pages = pages;
            this.settings = settings;
        }

        @Override
        public boolean nextSheet() throws IOException {
            while (page == null || !page.nextSheet()) {
                close();
                if (++at == pages.size()) {
                    return false;
                }
                page = html(pages.get(at).text(), settings);
            }
            return true;
        }

        @Override
        public String name() {
            String named = pages.get(at).sheetName();
            return !named.isEmpty() || page == null ? named : page.name();
        }

        @Override
        public boolean isHidden() {
            return false;
        }

        @Override
        public @Nullable Row nextRow() throws IOException {
            return page == null ? null : page.nextRow();
        }

        @Override
        public List<FileNote> notes() {
            return page == null ? List.of() : page.notes();
        }

        @Override
        public long bytesRead() {
            return done + (page == null ? 0 : page.bytesRead());
        }

        @Override
        public void close() throws IOException {
            if (page != null) {
                done += page.bytesRead();
                page.close();
                page = null;
            }
        }
    }

    /// Watches how much a part of an archive unpacks to; closing it closes the archive.
    private static final class PartInput extends FilterInputStream {
        private final ZipArchive zip;
        private final long packed;
        private final String fileName;
        private final ImportSettings settings;
        private long read;

        PartInput(ZipArchive zip, InputStream in, long packed, String fileName, ImportSettings settings) {
            super(in);
            this.zip = zip;
            this.packed = packed;
            this.fileName = fileName;
            this.settings = settings;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            read += Math.max(0, count);
            UnpackedFile.check(read, packed, fileName, settings);
            return count;
        }

        /// Text packs to about a tenth; more exact it need not be.
        long fileBytes() {
            return Math.min(packed, read / 10);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                zip.close();
            }
        }
    }
}
