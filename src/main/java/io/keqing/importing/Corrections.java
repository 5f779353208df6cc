package io.keqing.importing;

import io.keqing.importing.file.CsvText;
import io.keqing.importing.file.ImportSettings;
import io.keqing.importing.file.RowReader;
import io.keqing.importing.file.RowReaders;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which import a list of rejects came from that somebody mended, and with which mapping it is to be read again: the
/// import's own, without what that says about its file, since the list is a file of another kind.
///
/// The import is known by the columns of its file. Where several had the same, the number in the name of the list
/// decides, else the latest is meant.
@Singleton
public final class Corrections {
    private static final Pattern NUMBERED = Pattern.compile("rejects-(\\d{1,18})\\b.*");

    private final ImportRows rows;
    private final Mappings mappings;
    private final ImportSettings settings;

    Corrections(ImportRows rows, Mappings mappings, ImportSettings settings) {
        this.rows = rows;
        this.mappings = mappings;
        this.settings = settings;
    }

    /// The import that is corrected.
    ///
    /// @param fileName of the file it had
    public record Correction(long id, String fileName, Mapping mapping) {}

    Optional<Correction> of(RowReader reader, String fileName) {
        if (!reader.isCorrection()) {
            return Optional.empty();
        }
        Matcher number = NUMBERED.matcher(fileName);
        long named = number.matches() ? Long.parseLong(number.group(1)) : 0;
        List<ImportRow> same = rows.withHeader(CsvText.row(reader.header()));
        return same.stream()
                .filter(row -> row.requireId() == named)
                .findFirst()
                .or(() -> same.stream().findFirst())
                .flatMap(this::correction);
    }

    private Optional<Correction> correction(ImportRow row) {
        try {
            Mapping mapping = mappings.read(row.mapping());
            return Optional.of(new Correction(row.requireId(), row.fileName(), mapping.withoutFormat()));
        } catch (InvalidMapping e) {
            // made under an older catalogue: nothing is proposed, and whoever writes a mapping is told what is wrong
            return Optional.empty();
        }
    }

    /// The mapping of an import, for another file.
    ///
    /// @return empty where there is no such import
    /// @throws InvalidMapping where it can't be followed any more
    public Optional<Mapping> mapping(long id, Path file, String fileName) {
        Optional<Mapping> mapping = rows.findById(id).map(row -> mappings.read(row.mapping()));
        return mapping.map(Mapping::withoutFormat)
                .filter(bare -> isCorrection(file, fileName, bare))
                .or(() -> mapping);
    }

    private boolean isCorrection(Path file, String fileName, Mapping mapping) {
        try (RowReader reader = RowReaders.open(file, fileName, mapping.format(), settings)) {
            return reader.isCorrection();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + fileName + " can't be read", e);
        }
    }
}
