package io.keqing.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWorldTest {
    private static final LocalDate END = SampleRows.END;

    /// The three files' SHA-256, written in pieces that end before each of `cuts`.
    private static List<String> hashes(SampleWorld world, int... cuts) throws IOException, NoSuchAlgorithmException {
        MessageDigest[] digests = new MessageDigest[3];
        Writer[] out = new Writer[3];
        for (int i = 0; i < 3; i++) {
            digests[i] = MessageDigest.getInstance("SHA-256");
            out[i] = new OutputStreamWriter(
                    new DigestOutputStream(OutputStream.nullOutputStream(), digests[i]), StandardCharsets.UTF_8);
        }
        int first = 1;
        for (int cut : cuts) {
            world.write(first, cut - 1, out[0], out[1], out[2]);
            first = cut;
        }
        world.write(first, world.customers(), out[0], out[1], out[2]);
        return Stream.of(digests)
                .map(digest -> HexFormat.of().formatHex(digest.digest()))
                .toList();
    }

    @Test
    void theSameSeed_givesTheSameBytes_inOnePieceOrMany() throws Exception {
        List<String> whole = hashes(new SampleWorld(7, 3000, END));
        assertEquals(whole, hashes(new SampleWorld(7, 3000, END)));
        assertEquals(whole, hashes(new SampleWorld(7, 3000, END), 2, 3, 1000, 2999));
        assertEquals(whole, hashes(new SampleWorld(7, 3000, END), 1501));
    }

    @Test
    void anotherSeedOrEnd_givesAnotherWorld() throws Exception {
        List<String> whole = hashes(new SampleWorld(7, 300, END));
        List<String> otherSeed = hashes(new SampleWorld(8, 300, END));
        List<String> otherEnd = hashes(new SampleWorld(7, 300, END.plusDays(1)));
        for (int i = 0; i < 3; i++) {
            assertFalse(otherSeed.contains(whole.get(i)));
            assertFalse(otherEnd.contains(whole.get(i)));
        }
    }

    @Test
    void aFileWrittenAlone_equalsTheOneWrittenWithTheOthers(@TempDir Path folder) throws IOException {
        SampleWorld world = new SampleWorld(3, 400, END);
        SampleWorld.Counts counts = SampleFiles.write(world, folder);
        for (SampleFile file : SampleFile.values()) {
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            SampleWorld.Counts one = world.write(file, alone);
            assertArrayEquals(Files.readAllBytes(folder.resolve(file.fileName())), alone.toByteArray());
            assertEquals(Files.readString(folder.resolve(file.mappingFileName())), file.mapping());
            long expected = switch (file) {
                case CUSTOMERS -> counts.customers();
                case INTERACTIONS -> counts.interactions();
                case FEEDBACK -> counts.feedback();
            };
            assertEquals(expected, one.total());
        }
    }

    @Test
    void aWorldOfTenMillion_canBeEnteredAnywhere() {
        SampleWorld world = new SampleWorld(1, SampleWorld.MOST, END);
        StringWriter customers = new StringWriter();
        StringWriter interactions = new StringWriter();
        SampleWorld.Counts counts = world.write(9_999_990, 10_000_000, customers, interactions, new StringWriter());
        assertEquals(11, counts.customers());
        assertTrue(customers.toString().startsWith("C9999990,"), "no header in the middle of a world");
        assertTrue(interactions.toString().contains("C10000000"));
    }

    @Test
    void aWorldTooSmallOrTooLarge_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SampleWorld(1, 99, END));
        assertThrows(IllegalArgumentException.class, () -> new SampleWorld(1, SampleWorld.MOST + 1, END));
        SampleWorld world = new SampleWorld(1, 100, END);
        assertThrows(IllegalArgumentException.class, () -> world.write(0, 10, null, null, null));
        assertThrows(IllegalArgumentException.class, () -> world.write(5, 101, null, null, null));
    }

    @Test
    void aDiskThatIsFull_isToldToTheCaller() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        SampleWorld world = new SampleWorld(1, 200, END);
        assertThrows(UncheckedIOException.class, () -> world.write(SampleFile.INTERACTIONS, full));
    }

    @Test
    void aClock_endsTheWorldToday_inChineseTime() {
        Clock lateInLondon = Clock.fixed(Instant.parse("2026-05-01T18:00:00Z"), ZoneOffset.UTC);
        SampleWorld world = new SampleWorld(1, 100, lateInLondon);
        assertEquals(LocalDate.of(2026, 5, 2), world.end());
        assertEquals(LocalDate.of(2023, 5, 2), world.start());
    }
}
