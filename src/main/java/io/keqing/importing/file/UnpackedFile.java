package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A data file taken out of an archive, beside the archive and for as long as it is read. Written to the disk because
/// most readers look at a file more than once; the price is its size there.
///
/// @param names of the data files in the archive, empty where it holds one only by its kind
record UnpackedFile(Path file, String name, List<String> names) {
    private static final int BLOCK = 1 << 16;
    /// Below this size no ratio is suspicious: an empty table packs very well.
    private static final long SMALL = 16L << 20;

    static UnpackedFile gunzip(Path archive, String fileName, ImportSettings settings) throws IOException {
        String name = fileName.toLowerCase(Locale.ROOT).endsWith(".gz")
                ? fileName.substring(0, fileName.length() - 3)
                : fileName;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), BLOCK)) {
            return new UnpackedFile(copy(in, archive, fileName, Files.size(archive), settings), name, List.of());
        } catch (ZipException | java.io.EOFException e) {
            throw new InvalidFile(fileName + " is a damaged gzip archive: " + e.getMessage());
        }
    }

    /// @param wanted the name of the file to take, null = the only one, or the first of several
    static UnpackedFile unzip(Path archive, String fileName, @Nullable String wanted, ImportSettings settings)
            throws IOException {
        try (ZipArchive zip = ZipArchive.open(archive, fileName, settings)) {
            List<String> names = dataFiles(zip);
            if (names.isEmpty()) {
                throw new InvalidFile(fileName + " is a zip archive without any data file");
            }
            String chosen = wanted == null ? names.getFirst() : wanted;
            if (!names.contains(chosen)) {
                throw new InvalidFile(fileName + " has no file " + chosen + "; it has " + String.join(", ", names));
            }
            try (InputStream in = zip.open(chosen)) {
                return new UnpackedFile(copy(in, archive, fileName, zip.packedSize(chosen), settings), chosen, names);
            }
        } catch (InvalidFile e) {
            throw e;
        } catch (ZipException | java.io.EOFException | RuntimeException e) {
            throw new InvalidFile(fileName + " is a damaged zip archive: " + why(e));
        }
    }

    /// What is wrong with an archive; the end of a file says nothing by itself.
    static String why(Exception e) {
        return e.getMessage() == null ? "it ends too early" : e.getMessage();
    }

    static void checkEntries(ZipFile zip, String fileName, ImportSettings settings) {
        if (zip.size() > settings.mostEntries()) {
            throw new InvalidFile(
                    fileName + " must have at most " + settings.mostEntries() + " entries, has " + zip.size());
        }
    }

    private static List<String> dataFiles(ZipArchive zip) {
        List<String> names = new ArrayList<>();
        for (String name : zip.names()) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            if (!last.startsWith(".") && !name.startsWith("__MACOSX/") && !last.isEmpty()) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    private static Path copy(InputStream in, Path archive, String fileName, long packed, ImportSettings settings)
            throws IOException {
        Path parent = archive.toAbsolutePath().getParent();
        Path file = Files.createTempFile(parent, "unpacked-", ".upload");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[BLOCK];
            long size = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                size += read;
                check(size, packed, fileName, settings);
                out.write(block, 0, read);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// @param packed bytes that `size` bytes came of
    static void check(long size, long packed, String fileName, ImportSettings settings) {
        if (size > settings.largestUnpacked()) {
            throw new InvalidFile(fileName + " must unpack to at most " + settings.largestUnpacked()
                    + " bytes, it has more (keqing.import.largest-unpacked)");
        }
        if (size > SMALL && size / Math.max(packed, 1) > settings.mostRatio()) {
            throw new InvalidFile(fileName + " must not unpack to more than " + settings.mostRatio()
                    + " times its size (keqing.import.most-ratio)");
        }
    }
}
