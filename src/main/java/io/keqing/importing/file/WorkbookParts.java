package io.keqing.importing.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The parts of a workbook in its archive, found through their relationships: programs call them what they like. Names
/// are compared without regard to case, backslashes and a slash in front, as spreadsheet programs do.
final class WorkbookParts implements AutoCloseable {
    private static final String RELATIONSHIPS = "_rels/";

    private final Path file;
    private final ZipFile zip;
    private final String fileName;
    private final ImportSettings settings;
    private final Map<String, ZipEntry> entries = new HashMap<>();

    /// @param type the last word of its URI, which ECMA-376 and its strict form have in common: `worksheet`
    /// @param target name of a part
    record Relationship(String id, String type, String target) {}

    private WorkbookParts(Path file, ZipFile zip, String fileName, ImportSettings settings) {
        this.file = file;
        this.zip = zip;
        this.fileName = fileName;
        this.settings = settings;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            entries.putIfAbsent(plain(entry.getName()), entry);
        }
    }

    static WorkbookParts open(Path file, String fileName, ImportSettings settings) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DamagedWorkbook(fileName + " is a damaged workbook: " + UnpackedFile.why(e), 0);
        }
        try {
            UnpackedFile.checkEntries(zip, fileName, settings);
            return new WorkbookParts(file, zip, fileName, settings);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    static String plain(String name) {
        String plain = name.replace('\\', '/');
        while (plain.startsWith("/") || plain.startsWith("./")) {
            plain = plain.substring(plain.indexOf('/') + 1);
        }
        return plain.toLowerCase(Locale.ROOT);
    }

    Path file() {
        return file;
    }

    String fileName() {
        return fileName;
    }

    ImportSettings settings() {
        return settings;
    }

    boolean has(String part) {
        return entries.containsKey(plain(part));
    }

    /// The part from which all others are found.
    String main() throws IOException, XMLStreamException {
        for (Relationship each : relationships("")) {
            if (each.type().equals("officeDocument") && has(each.target())) {
                return each.target();
            }
        }
        List<String> said = new ArrayList<>();
        if (has("[Content_Types].xml")) {
            try (PartXml xml = xml("[Content_Types].xml")) {
                for (String name = xml.start(); name != null; name = xml.start()) {
                    String kind = xml.attribute("ContentType");
                    if (name.equals("Override") && (kind.contains(".main+xml") || kind.contains("sheet.binary"))) {
                        said.add(plain(xml.attribute("PartName")));
                    }
                }
            }
        }
        said.add("xl/workbook.xml");
        said.add("xl/workbook.bin");
        return said.stream()
                .filter(this::has)
                .findFirst()
                .orElseThrow(() -> new InvalidFile(
                        fileName + " is a package without a workbook; open it in the program that made it and save it"
                                + " as .xlsx or .csv"));
    }

    /// What a part points to.
    ///
    /// @param part its name, empty for the package
    List<Relationship> relationships(String part) throws IOException, XMLStreamException {
        int slash = part.lastIndexOf('/');
        String folder = part.substring(0, slash + 1);
        String at = folder + RELATIONSHIPS + part.substring(slash + 1) + ".rels";
        List<Relationship> found = new ArrayList<>();
        if (!has(at)) {
            return found;
        }
        try (PartXml xml = xml(at)) {
            for (String name = xml.start(); name != null; name = xml.start()) {
                if (name.equals("Relationship") && !xml.attribute("TargetMode").equals("External")) {
                    String type = xml.attribute("Type");
                    String target = resolved(folder, xml.attribute("Target"));
                    found.add(new Relationship(xml.attribute("Id"), type.substring(type.lastIndexOf('/') + 1), target));
                }
            }
        }
        return found;
    }

    /// The part of a kind that belongs to another one; where no relationship names one, the one with the usual name.
    ///
    /// @return empty where there is none
    String beside(String part, List<Relationship> all, String type, String usualName) {
        for (Relationship each : all) {
            if (each.type().equals(type) && has(each.target())) {
                return each.target();
            }
        }
        String usual = part.substring(0, part.lastIndexOf('/') + 1) + usualName;
        return has(usual) ? usual : "";
    }

    private String resolved(String folder, String target) {
        String plain = target.replace('\\', '/');
        String whole = plain.startsWith("/") ? plain : folder + plain;
        Deque<String> path = new ArrayDeque<>();
        for (String step : whole.split("/", -1)) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.add(step);
            }
        }
        String inside = String.join("/", path);
        // some programs name the whole path where one from the part on is meant
        return has(inside) || !has(plain) ? inside : plain(plain);
    }

    PartXml xml(String part) throws IOException, XMLStreamException {
        PartInput in = part(part);
        try {
            return new PartXml(in, fileName);
        } catch (XMLStreamException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    PartInput part(String name) throws IOException {
        ZipEntry entry = entries.get(plain(name));
        if (entry == null) {
            throw new DamagedWorkbook(fileName + " is a damaged workbook: its part " + name + " is missing", 0);
        }
        InputStream in = zip.getInputStream(entry);
        return new PartInput(in, Math.max(1, entry.getCompressedSize()), entry.getSize());
    }

    InvalidFile damaged(Exception e, long row) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new DamagedWorkbook(
                fileName + " is a damaged workbook" + (row > 0 ? ", after row " + row : "") + ": " + what
                        + "; open it in a spreadsheet program and save it again",
                row);
    }

    /// Watches how much a part unpacks to.
    final class PartInput extends FilterInputStream {
        private final long packed;
        private final long size;
        private long read;

        private PartInput(@Nullable InputStream in, long packed, long size) {
            super(in == null ? InputStream.nullInputStream() : in);
            this.packed = packed;
            this.size = size;
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

        /// Bytes of the file that were read, in proportion.
        long fileBytes() {
            return size <= 0 ? read : (long) (packed * Math.min(1.0, read / (double) size));
        }
    }

    SharedTexts texts() {
        return new SharedTexts(file.toAbsolutePath().resolveSibling("."), settings.sharedStringsMemory());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
