package io.keqing.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    private Home open() {
        return new Home(folder, 0);
    }

    @Test
    void aSecondPortalOnTheSameFolder_isRefusedAndToldThePidOfTheFirst() throws Exception {
        try (Home first = open()) {
            StartRefused refused = assertThrows(StartRefused.class, this::open);
            assertTrue(
                    refused.getMessage()
                            .contains("data folder in use by another portal (pid "
                                    + ProcessHandle.current().pid() + ")"),
                    refused.getMessage());
            assertEquals(Long.toString(ProcessHandle.current().pid()), first.read("portal.pid"));
        }
    }

    @Test
    void aFolderThatWasLetGo_canBeHeldAgainAndNamesNobody() throws Exception {
        open().close();
        assertTrue(Files.notExists(folder.resolve("run/portal.pid")));
        open().close();
    }

    @Test
    void aFolderOfANewerPortal_isRefusedUntouched() throws Exception {
        Files.writeString(folder.resolve("version"), (Home.LAYOUT + 1) + "\n");
        StartRefused refused = assertThrows(StartRefused.class, this::open);
        assertTrue(refused.getMessage().startsWith("data folder of a newer version"), refused.getMessage());
        assertEquals((Home.LAYOUT + 1) + "\n", Files.readString(folder.resolve("version")));
    }

    @Test
    void anUnreadableVersion_isRefusedWithItsText() throws Exception {
        Files.writeString(folder.resolve("version"), "rubbish");
        assertTrue(assertThrows(StartRefused.class, this::open).getMessage().contains("'rubbish'"));
    }

    @Test
    void aDiskBelowTheLeast_isRefusedWithWhatIsFree() {
        StartRefused refused = assertThrows(StartRefused.class, () -> new Home(folder, 1L << 60));
        assertTrue(refused.getMessage().startsWith("disk under 1073741824 GB: "), refused.getMessage());
    }

    @Test
    void aRefusedFolder_isLetGoAgain() throws Exception {
        assertThrows(StartRefused.class, () -> new Home(folder, 1L << 60));
        open().close();
    }
}
