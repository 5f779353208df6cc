package io.keqing.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.InvalidFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFilesTest {
    @TempDir
    Path home;

    private ImportFiles files(long largest) {
        return new ImportFiles(
                home.toString(), new ImportSettings(ZoneOffset.UTC, 1 << 20, 1, largest, 1 << 20, 300, 100, 1 << 20));
    }

    @Test
    void anUploadThatIsTooLarge_isGivenUpAtOnce_andNothingOfItIsKept() throws IOException {
        ImportFiles files = files(100_000);
        assertEquals(100_000, Files.size(files.save(new ByteArrayInputStream(new byte[100_000]))));
        InvalidFile refused =
                assertThrows(InvalidFile.class, () -> files.save(new ByteArrayInputStream(new byte[100_001])));
        assertEquals("the file must have at most 100000 bytes, has more", refused.getMessage());
        try (var left = Files.list(home.resolve("files/imports"))) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void whatAnEarlierLifeLeft_goes_butTheFilesOfOpenImports() throws IOException {
        ImportFiles files = files(100);
        Path left = files.save(new ByteArrayInputStream(new byte[1]));
        files.keep(files.save(new ByteArrayInputStream(new byte[1])), 7);
        files.keep(files.save(new ByteArrayInputStream(new byte[1])), 8);
        files.clear(Instant.now().plusSeconds(60), List.of(7L));
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(files.of(7)));
        assertFalse(Files.exists(files.of(8)));
    }
}
