package io.keqing.importing.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/// A zip archive by its directory, whatever its names are written in: the JDK's reader refuses an
/// archive for the code page of a name. A name counts by its flag or its Unicode field; else it is
/// UTF-8 where it keeps the rules, and what [EncodingGuess] makes of all names together where they do
/// not.
final class ZipArchive implements AutoCloseable {
    private static final int END = 0x06054B50;
    private static final int END_64 = 0x07064B50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 1 << 16;
    /// Bytes of the directory that an entry may take: its names and times.
    private static final long LARGEST_ENTRY = 1_000;
    private static final Set<ZipMethod> READ = Set.of(
            ZipMethod.STORED,
            ZipMethod.DEFLATED,
            ZipMethod.ENHANCED_DEFLATED,
            ZipMethod.BZIP2,
            ZipMethod.IMPLODING,
            ZipMethod.UNSHRINKING);

    private final ZipFile zip;
    private final String fileName;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    private ZipArchive(ZipFile zip, String fileName) {
        this.zip = zip;
        this.fileName = fileName;
    }

    /// @throws InvalidFile where it is damaged, or has too many entries
    static ZipArchive open(Path file, String fileName, ImportSettings settings) throws IOException {
        try {
            checkDirectory(file, fileName, settings);
            ZipArchive archive = new ZipArchive(
                    ZipFile.builder()
                            .setPath(file)
                            .setCharset(StandardCharsets.ISO_8859_1)
                            .setUseUnicodeExtraFields(false)
                            .setIgnoreLocalFileHeader(true)
                            .get(),
                    fileName);
            archive.readNames(settings);
            return archive;
        } catch (InvalidFile e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // broken fields of a directory are all kinds of exceptions
            throw new InvalidFile(fileName + " is a damaged zip archive or workbook: " + UnpackedFile.why(e));
        }
    }

    /// Before anything of the directory is in memory: how large it may be.
    private static void checkDirectory(Path file, String fileName, ImportSettings settings) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long size = in.length();
            int tail = (int) Math.min(size, LONGEST_COMMENT + END_SIZE);
            byte[] bytes = new byte[tail];
            in.seek(size - tail);
            in.readFully(bytes);
            ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int at = tail - END_SIZE;
            while (at >= 0 && end.getInt(at) != END) {
                at--;
            }
            if (at < 0) {
                throw new EOFException("its directory is missing, it ends too early");
            }
            long from = end.getInt(at + 16) & 0xFFFFFFFFL;
            if (at >= 20 && end.getInt(at - 20) == END_64) {
                long where = end.getLong(at - 12);
                if (where >= 0 && where + 56 <= size) {
                    byte[] large = new byte[56];
                    in.seek(where);
                    in.readFully(large);
                    from = ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).getLong(48);
                }
            }
            long directory = size - tail + at - Math.max(0, from);
            if (directory > settings.mostEntries() * LARGEST_ENTRY) {
                throw new InvalidFile(fileName + " must have at most " + settings.mostEntries()
                        + " entries, its directory has " + directory + " bytes (keqing.import.most-entries)");
            }
        }
    }

    private void readNames(ImportSettings settings) {
        List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
        if (all.size() > settings.mostEntries()) {
            throw new InvalidFile(
                    fileName + " must have at most " + settings.mostEntries() + " entries, has " + all.size());
        }
        List<byte[]> foreign = new ArrayList<>();
        for (ZipArchiveEntry entry : all) {
            byte[] raw = entry.getRawName();
            if (unicodeName(entry).isEmpty() && TextEncoding.broken(raw, 0, StandardCharsets.UTF_8) > 0) {
                foreign.add(raw);
            }
        }
        Charset charset = foreign.isEmpty()
                ? StandardCharsets.UTF_8
                : EncodingGuess.of(foreign).charset();
        for (ZipArchiveEntry entry : all) {
            String unicode = unicodeName(entry);
            byte[] raw = entry.getRawName();
            boolean utf8 = TextEncoding.broken(raw, 0, StandardCharsets.UTF_8) == 0;
            String name = !unicode.isEmpty() ? unicode : new String(raw, utf8 ? StandardCharsets.UTF_8 : charset);
            entries.putIfAbsent(Cleaner.clean(name.replace('\\', '/')), entry);
        }
    }

    /// What its flag or its Unicode field says; empty where it has neither.
    private static String unicodeName(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        if (entry.getGeneralPurposeBit().usesUTF8ForNames()
                && TextEncoding.broken(raw, 0, StandardCharsets.UTF_8) == 0) {
            return new String(raw, StandardCharsets.UTF_8);
        }
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field) {
            java.util.zip.CRC32 sum = new java.util.zip.CRC32();
            sum.update(raw);
            byte[] name = field.getUnicodeName();
            if (sum.getValue() == field.getNameCRC32() && name != null) {
                return new String(name, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /// @throws InvalidFile where it is encrypted, or packed by a method that is not read
    InputStream open(String name) throws IOException {
        ZipArchiveEntry entry = entry(name);
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new InvalidFile(fileName + " is a password-protected zip archive; pack its files without one");
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        if (method == null || !READ.contains(method)) {
            throw new InvalidFile(
                    fileName + " is a zip archive packed by " + (method == null ? entry.getMethod() : method)
                            + ", which is not read; pack it by deflate, as programs do unless told otherwise");
        }
        try {
            InputStream in = zip.getInputStream(entry);
            if (in == null) {
                throw new ZipException("its entry " + name + " can't be read");
            }
            return new EntryInput(in);
        } catch (IOException | RuntimeException e) {
            throw new InvalidFile(fileName + " is a damaged zip archive or workbook: " + UnpackedFile.why(e));
        }
    }

    /// Bytes that no method can unpack are all kinds of exceptions; they become one.
    private static final class EntryInput extends FilterInputStream {
        EntryInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            try {
                return super.read(into, from, most);
            } catch (IOException | RuntimeException e) {
                ZipException damaged = new ZipException(UnpackedFile.why(e));
                damaged.initCause(e);
                throw damaged;
            }
        }
    }

    long packedSize(String name) {
        return Math.max(1, entry(name).getCompressedSize());
    }

    private ZipArchiveEntry entry(String name) {
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw new InvalidFile(fileName + " has no file " + name);
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
