package io.keqing.importing;

import io.keqing.importing.file.HeaderNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A preset whose file this seems to be.
///
/// @param matched columns of the file that the preset has a place for
/// @param share of the file's columns that these are, 0 to 1
public record PresetMatch(Preset preset, int matched, double share) {
    private static final Comparator<PresetMatch> BEST_FIRST = Comparator.comparingInt(PresetMatch::matched)
            .reversed()
            .thenComparing(match -> match.preset().name());

    /// The presets whose columns are all there, those with most of them first.
    ///
    /// @param kind of the file, as [io.keqing.importing.file.RowReader#kind] has it
    static List<PresetMatch> of(List<Preset> presets, List<String> header, String kind) {
        HeaderNames names = new HeaderNames(header);
        List<PresetMatch> matches = new ArrayList<>();
        for (Preset preset : presets) {
            boolean isOfKind = preset.kinds().isEmpty() || preset.kinds().contains(kind);
            if (isOfKind && !preset.columns().isEmpty() && names.hasAll(preset.columns())) {
                int matched = names.among(preset.known());
                matches.add(new PresetMatch(preset, matched, (double) matched / header.size()));
            }
        }
        matches.sort(BEST_FIRST);
        return matches;
    }
}
