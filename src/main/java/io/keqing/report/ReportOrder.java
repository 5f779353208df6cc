package io.keqing.report;

import io.keqing.privacy.Viewer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// For whom a plan is made into a file, and how.
///
/// @param viewer sees in it what they would see on the screen
/// @param portal where the portal is reached, such as `http://localhost:8080/`; null where that is
///     not known
/// @param raw CSV only: texts that a spreadsheet would take for formulas are left as they are
/// @param encoding CSV only
/// @param workbook the bytes of one of the house's own that is filled; null for one of ours
record ReportOrder(
        ReportPlan plan,
        Viewer viewer,
        Moment moment,
        Locale locale,
        ExportFormat format,
        @Nullable String portal,
        boolean raw,
        CsvEncoding encoding,
        byte @Nullable [] workbook) {}
