package io.keqing.report;

import io.keqing.privacy.Viewer;
import org.jspecify.annotations.Nullable;

/// Hears of every file with records that leaves the house.
interface TakenAway {
    /// @param what a template, or the type of a download
    /// @param report its number, null for a download that was made while somebody waited
    void add(Viewer viewer, String what, ExportFormat format, Made made, long bytes, @Nullable Long report);
}
