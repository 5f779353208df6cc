package io.keqing.importing;

import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mappings under a name for the next file of the same kind: those that come with the portal, and those that somebody
/// kept.
@Singleton
public final class Presets {
    private static final Logger LOG = LoggerFactory.getLogger(Presets.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");

    private final PresetRows rows;
    private final Mappings mappings;
    private final BuiltInPresets builtIn;

    Presets(PresetRows rows, Mappings mappings, BuiltInPresets builtIn) {
        this.rows = rows;
        this.mappings = mappings;
        this.builtIn = builtIn;
    }

    /// Those kept, in the order of their names, then those built in, in the order of theirs.
    public List<Preset> all() {
        List<Preset> all = new ArrayList<>();
        for (PresetRow row : rows.all()) {
            if (!isBuiltIn(row.name())) {
                try {
                    all.add(Preset.kept(row.name(), mappings.read(row.mapping())));
                } catch (InvalidMapping e) {
                    // kept under an older catalogue: whoever asks for it by name is told what is wrong with it
                    LOG.warn("The preset {} can't be followed any more: {}", row.name(), e.problems());
                }
            }
        }
        all.addAll(builtIn.all());
        return all;
    }

    public Optional<Preset> find(String name) {
        return builtIn.all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .or(() -> rows.findByName(name).map(row -> Preset.kept(name, mappings.read(row.mapping()))));
    }

    /// The presets that a file with this header may be of, best first.
    ///
    /// @param kind of the file, as [io.keqing.importing.file.RowReader#kind] has it
    public List<PresetMatch> recognised(List<String> header, String kind) {
        return PresetMatch.of(all(), header, kind);
    }

    public boolean isBuiltIn(String name) {
        return BuiltInPresets.NAMES.contains(name);
    }

    /// @throws IllegalArgumentException for a name that is none or that of a preset that is built in
    public void keep(String name, Mapping mapping, Viewer viewer) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a preset's name must be 1 to 100 letters, digits, blanks, dots, hyphens "
                            + "or underscores and begin with a letter or digit, was \"" + name + "\"");
        }
        if (isBuiltIn(name)) {
            throw new IllegalArgumentException(
                    "the preset \"" + name + "\" is built-in, keep yours under another name");
        }
        rows.put(name, mapping.json(), Instant.now(), viewer.name());
    }
}
