package io.keqing.importing.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A web archive (MHTML) that a spreadsheet program wrote: a page for the workbook, and one for each
/// sheet. Its pages are taken out beside it for as long as they are read.
///
/// Archives of other pages are refused: what a browser saves has its tables for the layout, and a
/// report that calls itself a workbook without a word of Excel in it can be opened by Excel and nothing
/// else.
record MhtmlFile(List<Page> pages) {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_HEAD = 1 << 16;
    private static final int MARK_WITHIN = 1 << 16;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))");
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]{2,40})");
    private static final Pattern SHEET = Pattern.compile(
            "<x:ExcelWorksheet>\\s*<x:Name>([^<]{1,200})</x:Name>\\s*<x:WorksheetSource\\s+HRef=[\"']([^\"']{1,400})");

    /// @param location by which the page of the workbook names it
    /// @param charset that its part declares, null = only by itself
    record Page(Path file, String location, @Nullable String charset) {}

    static MhtmlFile of(Path file, String fileName, ImportSettings settings) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            new Parts(in, file, fileName, settings, pages).read();
            boolean sheets = false;
            for (Page page : pages) {
                sheets |= isOfSpreadsheet(page.file());
            }
            if (pages.isEmpty() || !sheets) {
                throw new InvalidFile(
                        fileName + " is a web archive (MHTML), a saved web page that no spreadsheet program"
                                + " wrote; open it in a spreadsheet program and save it as .xlsx or .csv");
            }
            return new MhtmlFile(List.copyOf(pages));
        } catch (IOException | RuntimeException e) {
            new MhtmlFile(pages).delete();
            throw e;
        }
    }

    private static boolean isOfSpreadsheet(Path page) throws IOException {
        String start = start(page);
        return start.contains("urn:schemas-microsoft-com:office:excel") || start.contains("Excel.Sheet");
    }

    private static String start(Path page) throws IOException {
        try (InputStream in = Files.newInputStream(page)) {
            return new String(in.readNBytes(MARK_WITHIN), StandardCharsets.ISO_8859_1);
        }
    }

    /// The name that the page of the workbook gives to the sheet of another; empty where it gives none.
    String sheetName(Page sheet) throws IOException {
        String location = sheet.location().substring(sheet.location().lastIndexOf('/') + 1);
        for (Page page : pages) {
            String start = new String(
                    start(page.file()).getBytes(StandardCharsets.ISO_8859_1),
                    MarkupText.of(page.file(), null, page.charset()).encoding().charset());
            Matcher names = SHEET.matcher(start);
            while (names.find()) {
                String to = names.group(2);
                if (!location.isEmpty() && location.equals(to.substring(to.lastIndexOf('/') + 1))) {
                    return org.jsoup.parser.Parser.unescapeEntities(names.group(1), false)
                            .strip();
                }
            }
        }
        return "";
    }

    void delete() throws IOException {
        for (Page page : pages) {
            Files.deleteIfExists(page.file());
        }
    }

    /// Takes the pages out of the archive, line by line.
    private static final class Parts {
        private final InputStream in;
        private final Path archive;
        private final String fileName;
        private final ImportSettings settings;
        private final List<Page> pages;
        private long unpacked;

        Parts(InputStream in, Path archive, String fileName, ImportSettings settings, List<Page> pages) {
            this.in = in;
            this.archive = archive;
            this.fileName = fileName;
            this.settings = settings;
            this.pages = pages;
        }

        void read() throws IOException {
            String head = head();
            Matcher boundary = BOUNDARY.matcher(head);
            String end =
                    boundary.find() ? "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1)) : "";
            if (end.isEmpty()) {
                // one page alone, without parts
                part(head, "");
                return;
            }
            byte[] line = line();
            while (line != null && !startsWith(line, end)) {
                line = line();
            }
            int parts = 0;
            while (line != null && !startsWith(line, end + "--")) {
                if (++parts > settings.mostEntries()) {
                    throw new InvalidFile(fileName + " must have at most " + settings.mostEntries()
                            + " parts, has more (keqing.import.most-entries)");
                }
                line = part(head(), end);
            }
        }

        /// @return the line that ends the part, null at the end of the archive
        private byte @Nullable [] part(String head, String end) throws IOException {
            String small = head.toLowerCase(Locale.ROOT);
            boolean page = small.contains("content-type: text/html") || small.contains("content-type:text/html");
            if (!page) {
                byte[] line = line();
                while (line != null && (end.isEmpty() || !startsWith(line, end))) {
                    line = line();
                }
                return line;
            }
            Path file = Files.createTempFile(archive.toAbsolutePath().getParent(), "page-", ".upload");
            Matcher charset = CHARSET.matcher(small);
            pages.add(new Page(file, header(head, "content-location"), charset.find() ? charset.group(1) : null));
            boolean base64 = header(small, "content-transfer-encoding").equals("base64");
            boolean quoted = header(small, "content-transfer-encoding").equals("quoted-printable");
            try (OutputStream out = Files.newOutputStream(file)) {
                ByteArrayOutputStream digits = new ByteArrayOutputStream();
                byte[] line = line();
                while (line != null && (end.isEmpty() || !startsWith(line, end))) {
                    if (base64) {
                        digits.writeBytes(line);
                        write(out, whole(digits));
                    } else {
                        write(out, quoted ? plain(line) : line);
                    }
                    line = line();
                }
                write(out, decoded(digits.toByteArray()));
                return line;
            }
        }

        private void write(OutputStream out, byte[] bytes) throws IOException {
            unpacked += bytes.length;
            UnpackedFile.check(unpacked, Math.max(1, Files.size(archive)), fileName, settings);
            out.write(bytes);
        }

        /// As many digits as make whole bytes; the others wait.
        private byte[] whole(ByteArrayOutputStream digits) {
            byte[] all = new String(digits.toByteArray(), StandardCharsets.ISO_8859_1)
                    .replaceAll("[^A-Za-z0-9+/=]", "")
                    .getBytes(StandardCharsets.ISO_8859_1);
            int count = all.length / 4 * 4;
            digits.reset();
            digits.write(all, count, all.length - count);
            return decoded(java.util.Arrays.copyOf(all, count));
        }

        private byte[] decoded(byte[] digits) {
            try {
                return Base64.getMimeDecoder().decode(digits);
            } catch (IllegalArgumentException e) {
                throw new InvalidFile(fileName + " is a damaged web archive (MHTML): " + e.getMessage());
            }
        }

        /// Quoted-printable as plain bytes, with the line end where the line has no mark that it goes
        /// on.
        private static byte[] plain(byte[] line) {
            ByteArrayOutputStream plain = new ByteArrayOutputStream(line.length);
            int length = line.length;
            while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
                length--;
            }
            for (int i = 0; i < length; i++) {
                if (line[i] != '=') {
                    plain.write(line[i]);
                } else if (i + 2 < length && digit(line[i + 1]) >= 0 && digit(line[i + 2]) >= 0) {
                    plain.write(digit(line[i + 1]) * 16 + digit(line[i + 2]));
                    i += 2;
                } else if (i == length - 1) {
                    return plain.toByteArray();
                } else {
                    plain.write('=');
                }
            }
            plain.write('\n');
            return plain.toByteArray();
        }

        private static int digit(byte b) {
            return Character.digit(b, 16);
        }

        private static String header(String head, String name) {
            for (String line : head.split("\\n", -1)) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }

        /// The headers up to an empty line, those that go on joined.
        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            byte[] line = line();
            while (line != null) {
                String text = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
                if (text.isEmpty() && !head.isEmpty()) {
                    break;
                }
                if (head.length() < LONGEST_HEAD && !text.isEmpty()) {
                    boolean more = text.charAt(0) == ' ' || text.charAt(0) == '\t';
                    head.append(head.isEmpty() || more ? " " : "\n").append(text.strip());
                }
                line = line();
            }
            return head.toString().strip();
        }

        private static boolean startsWith(byte[] line, String start) {
            if (line.length < start.length()) {
                return false;
            }
            for (int i = 0; i < start.length(); i++) {
                if (line[i] != (byte) start.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /// With its end; a part of it where it is very long. Null at the end of the file.
        private byte @Nullable [] line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int c = in.read();
            while (c >= 0) {
                line.write(c);
                if (c == '\n' || line.size() == LONGEST_LINE) {
                    break;
                }
                c = in.read();
            }
            return line.size() == 0 ? null : line.toByteArray();
        }
    }
}
