package io.keqing.importing.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// A workbook of Excel 2007 and later that is encrypted. Where somebody only protected its sheets, Excel does so with a
/// password that everybody knows: that one is taken off, beside the upload and for as long as the file is read.
final class UnlockedWorkbook {
    private static final String PACKAGE = "EncryptedPackage";

    private UnlockedWorkbook() {}

    /// Whether the file of streams holds one.
    static boolean isLocked(Path file) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem(file.toFile(), true)) {
            return files.getRoot().hasEntryCaseInsensitive(PACKAGE);
        } catch (IOException | RuntimeException e) {
            // what is damaged is told by the reader of such files
            return false;
        }
    }

    static UnpackedFile open(Path file, String fileName) throws IOException {
        Path open = Files.createTempFile(file.toAbsolutePath().getParent(), "unlocked-", ".upload");
        try (POIFSFileSystem files = new POIFSFileSystem(file.toFile(), true)) {
            Decryptor decryptor = Decryptor.getInstance(new EncryptionInfo(files));
            if (!decryptor.verifyPassword(Decryptor.DEFAULT_PASSWORD)) {
                throw new InvalidFile(fileName + XlsBook.PROTECTED);
            }
            try (InputStream in = decryptor.getDataStream(files)) {
                Files.copy(in, open, StandardCopyOption.REPLACE_EXISTING);
            }
            return new UnpackedFile(open, fileName, List.of());
        } catch (InvalidFile e) {
            Files.deleteIfExists(open);
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // a kind of encryption that nobody knows, or one that is damaged
            Files.deleteIfExists(open);
            throw new InvalidFile(fileName + " is an encrypted workbook that can't be opened: " + UnpackedFile.why(e)
                    + "; save it without a password");
        }
    }
}
