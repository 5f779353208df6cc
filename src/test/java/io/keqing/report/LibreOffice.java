package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The spreadsheet program that people without Excel have, run without a window.
public final class LibreOffice {
    public static final String MISSING = "left out: no LibreOffice (soffice) on the PATH to open the workbook with";

    /// CSV in UTF-8 with every sheet in a file of its own, values as they are shown.
    public static final String ALL_SHEETS_AS_CSV =
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";

    private static final int SECONDS = 240;

    private LibreOffice() {}

    public static boolean isHere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
    }

    /// The files that came of it.
    static List<Path> convert(Path file, String to, Path folder) throws IOException, InterruptedException {
        return convert(List.of(file), to, folder);
    }

    /// The files that came of them, by name; all converted by one process.
    public static List<Path> convert(List<Path> from, String to, Path folder) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "profile");
        Path out = Files.createTempDirectory(folder, "converted");
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + profile.toUri(),
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                out.toString()));
        from.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("soffice.log").toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), () -> read(folder.resolve("soffice.log")));
        try (Stream<Path> made = Files.list(out)) {
            List<Path> files = made.sorted().toList();
            assertTrue(!files.isEmpty(), () -> read(folder.resolve("soffice.log")));
            return files;
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }
}
