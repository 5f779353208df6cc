package io.keqing.importing;

import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Mappings kept under a name for the next file of the same kind.
@Singleton
public final class Presets {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");

    private final PresetRows rows;
    private final Mappings mappings;

    Presets(PresetRows rows, Mappings mappings) {
        this.rows = rows;
        this.mappings = mappings;
    }

    /// In the order of their names.
    public List<String> names() {
        return rows.all().stream().map(PresetRow::name).toList();
    }

    public Optional<Mapping> find(String name) {
        return rows.findByName(name).map(row -> mappings.read(row.mapping()));
    }

    /// @throws IllegalArgumentException for a name that is none
    public void keep(String name, Mapping mapping, Viewer viewer) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a preset's name must be 1 to 100 letters, digits, blanks, dots, hyphens "
                            + "or underscores and begin with a letter or digit, was \"" + name + "\"");
        }
        rows.put(name, mapping.json(), Instant.now(), viewer.name());
    }
}
