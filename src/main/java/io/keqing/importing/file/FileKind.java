package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/// What a file is by its first bytes, whatever its name ends with. Kinds that hold no table that could
/// be read are refused by their name and with the way out, for read as CSV they would be rubbish.
enum FileKind {
    ZIP,
    GZIP,
    OLE2,
    OLD_WORKBOOK,
    HTML,
    MHTML,
    XML_2003,
    FLAT_ODS,
    TEXT;

    private static final int LOOKED_AT = 1 << 16;
    private static final int MOST_IN_FRONT = 1 << 12;
    private static final String EXPORT = FileMagic.EXPORT;
    private static final String OPEN = FileMagic.OPEN;
    /// Control bytes that stand in texts: tabs, line ends, separators of some exports, what terminals
    /// write.
    private static final String TEXT_CONTROLS = "\u0001\t\n\u000B\f\r\u001A\u001B\u001C\u001D\u001E\u001F";

    private static final Pattern SYLK = Pattern.compile(
            "ID;P\\w*[^\\r\\n]*(?:\\r\\n?|\\n)(?:(?:P|F|B|C|O|NN|NU|NE|W|E|I)(?:;[^\\r\\n]*)?(?:\\r\\n?|\\n|$))+.*",
            Pattern.DOTALL);
    private static final Pattern DIF = Pattern.compile(
            "TABLE\\s*(?:\\r\\n?|\\n)0,\\d+(?:\\r\\n?|\\n)\".*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADERS =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*\\r?\\n){2,}");

    private static final Pattern HEADERS_END = Pattern.compile("\\r?\\n\\r?\\n");

    /// @throws InvalidFile where it is a kind that is not read
    static FileKind of(Path file, String fileName) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOKED_AT);
        }
        int first = start.length < 4 ? 0 : ByteBuffer.wrap(start).getInt();
        if (first == 0x504B0304 || first == 0x504B0506 || first == 0x504B0708) {
            return ZIP;
        }
        if (start.length > 1 && start[0] == 0x1F && start[1] == (byte) 0x8B) {
            return GZIP;
        }
        if (first == 0xD0CF11E0) {
            String other = ofOle2(ole2Entries(file));
            if (other != null) {
                throw new InvalidFile(fileName + " is " + other);
            }
            return OLE2;
        }
        if (hasZipBehind(file, start)) {
            return ZIP;
        }
        if (OldWorkbook.isOne(file)) {
            return OLD_WORKBOOK;
        }
        String refused = refused(start, Files.size(file));
        if (refused != null) {
            throw new InvalidFile(fileName + " is " + refused);
        }
        FileKind mail = mail(start, fileName);
        if (mail != null) {
            return mail;
        }
        MarkupKind markup = MarkupKind.of(MarkupText.head(start), fileName);
        FileKind kind = switch (markup) {
            case HTML -> HTML;
            case XML_2003 -> XML_2003;
            case FLAT_ODS -> FLAT_ODS;
            case NONE -> TEXT;
        };
        if (kind == TEXT) {
            refuseBinary(start, fileName);
        }
        return kind;
    }

    /// What a program wrote in front of its archive, a line end or a warning, does no harm: the
    /// directory stands at the end and counts from there.
    private static boolean hasZipBehind(Path file, byte[] start) throws IOException {
        String text = new String(start, 0, Math.min(start.length, MOST_IN_FRONT), StandardCharsets.ISO_8859_1);
        if (!text.contains("PK\u0003\u0004")) {
            return false;
        }
        long size = Files.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, size - LOOKED_AT));
            return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1).contains("PK\u0005\u0006");
        }
    }

    private static @Nullable String refused(byte[] start, long size) {
        for (FileMagic magic : FileMagic.REFUSED) {
            if (magic.fits(start)) {
                return magic.kind();
            }
        }
        if (start.length > 64 && start[0] == 'M' && start[1] == 'Z' && indexOf(start, 0) >= 0) {
            return FileMagic.PROGRAM;
        }
        if (start.length > 14 && start[0] == 'B' && start[1] == 'M' && little(start, 2) == size) {
            return FileMagic.PICTURE;
        }
        if (isDbase(start, size)) {
            return "a dBase table (.dbf)" + OPEN;
        }
        String text = new String(start, 0, Math.min(start.length, 2_000), StandardCharsets.ISO_8859_1);
        if (SYLK.matcher(text).matches()) {
            return "a SYLK sheet (.slk)" + OPEN;
        }
        return DIF.matcher(text).matches() ? "a sheet in Data Interchange Format (.dif)" + OPEN : null;
    }

    private static int indexOf(byte[] bytes, int value) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }

    private static long little(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL)
                | (bytes[at + 1] & 0xFFL) << 8
                | (bytes[at + 2] & 0xFFL) << 16
                | (bytes[at + 3] & 0xFFL) << 24;
    }

    /// It begins with a version, a date and the lengths of its head and its records, and has no other
    /// sign.
    private static boolean isDbase(byte[] start, long size) {
        if (start.length < 33
                || "\u0002\u0003\u0004\u0005\u0030\u0031\u0032\u0043\u0063\u0083\u008B\u008C\u00CB\u00F5\u00FB"
                                .indexOf((char) (start[0] & 0xFF))
                        < 0) {
            return false;
        }
        long records = little(start, 4);
        int head = (int) (little(start, 8) & 0xFFFF);
        int record = (int) (little(start, 8) >>> 16);
        return start[2] >= 1
                && start[2] <= 12
                && start[3] >= 1
                && start[3] <= 31
                && head >= 33
                && record > 1
                && records >= 0
                && head <= size
                && head + records * record <= size + 1
                && (head > start.length || start[head - 1] == 0x0D || start[head - 2] == 0x0D || (head - 1) % 32 == 0);
    }

    /// Headers of a message, one a line, of which one is its own mark.
    private static @Nullable FileKind mail(byte[] start, String fileName) {
        String text = new String(start, 0, Math.min(start.length, 1 << 14), StandardCharsets.ISO_8859_1).stripLeading();
        String bare = text.startsWith("ï»¿") ? text.substring(3) : text;
        if (!HEADERS.matcher(bare.substring(0, Math.min(bare.length(), 1 << 11)))
                .lookingAt()) {
            return null;
        }
        String head = HEADERS_END.split(bare, 2)[0].toLowerCase(Locale.ROOT);
        boolean mime = head.contains("mime-version:") || head.contains("content-type: multipart/");
        boolean sent = has(head, "received") || has(head, "message-id") || has(head, "return-path") || has(head, "to");
        if (sent && (mime || has(head, "date") || has(head, "subject"))) {
            throw new InvalidFile(fileName + " is an e-mail; save the file that is attached to it and import that");
        }
        return mime ? MHTML : null;
    }

    private static boolean has(String headers, String name) {
        return headers.startsWith(name + ":") || headers.contains("\n" + name + ":");
    }

    /// What is packed or encrypted has each byte as often as any other; one in ten is a control
    /// character then.
    private static void refuseBinary(byte[] start, String fileName) throws InvalidFile {
        int controls = 0;
        int zeros = 0;
        for (byte b : start) {
            zeros += b == 0 ? 1 : 0;
            controls += b > 0 && b < 0x20 && TEXT_CONTROLS.indexOf(b) < 0 || b == 0x7F ? 1 : 0;
        }
        // zeros are half of UTF-16, and control bytes are there half of its characters
        boolean marked = start.length > 1 && (start[0] & 0xFF) + (start[1] & 0xFF) == 0x1FD;
        boolean wide = marked || zeros > start.length / 200;
        if (!wide && controls > 4 && controls > start.length / 25) {
            throw new InvalidFile(fileName + " is no text and of no kind that is known: " + controls + " of its first "
                    + start.length + " bytes are control characters" + EXPORT);
        }
    }

    private static Set<String> ole2Entries(Path file) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem(file.toFile(), true)) {
            return files.getRoot().getEntryNames();
        } catch (IOException | RuntimeException e) {
            // a damaged container is told by the reader of workbooks
            return Set.of();
        }
    }

    /// What a container of Office before 2007 is that is no workbook; null where it may be one.
    private static @Nullable String ofOle2(Set<String> entries) {
        if (entries.contains("Workbook") || entries.contains("Book")) {
            return null;
        }
        if (entries.contains("WordDocument")) {
            return "a Word document" + EXPORT;
        }
        if (entries.contains("PowerPoint Document")) {
            return "a PowerPoint presentation" + EXPORT;
        }
        if (entries.stream().anyMatch(name -> name.startsWith("__substg1.0_") || name.startsWith("__properties_"))) {
            return "a message of Outlook (.msg); save the file that is attached to it and import that";
        }
        if (entries.contains("VisioDocument") || entries.contains("Quill") || entries.contains("Props12")) {
            return "an office document without a table" + EXPORT;
        }
        return entries.stream()
                        .anyMatch(name -> name.startsWith("NativeContent_MAIN") || name.startsWith("PerfectOffice"))
                ? FileMagic.LOTUS
                : null;
    }

    /// What an archive is that is no archive of data files; null where it is one.
    static @Nullable String ofZip(Collection<String> entries) {
        if (entries.contains("word/document.xml")) {
            return "a Word document" + EXPORT;
        }
        if (entries.contains("ppt/presentation.xml")) {
            return "a PowerPoint presentation" + EXPORT;
        }
        if (entries.stream()
                .anyMatch(name -> name.equals("Index/Document.iwa")
                        || name.equals("Index.zip")
                        || name.endsWith(".iwa")
                        || name.endsWith("/Index.zip"))) {
            return "a document of Apple Numbers, Pages or Keynote; export it from there as .xlsx or .csv";
        }
        if (entries.contains("AndroidManifest.xml") || entries.contains("META-INF/MANIFEST.MF")) {
            return FileMagic.PROGRAM;
        }
        if (entries.contains("META-INF/container.xml")) {
            return "an electronic book and holds no table";
        }
        List<String> visio = Arrays.asList("visio/document.xml", "xps/FixedDocSeq.fdseq", "FixedDocSeq.fdseq");
        return entries.stream().anyMatch(visio::contains) ? "an office document without a table" + EXPORT : null;
    }
}
