package io.keqing.importing.value;

import java.util.Locale;

/// In which order a date such as `3/4/2025` names its parts. Dates that begin with a four-digit year need none.
public enum DateOrder {
    DMY,
    MDY,
    YMD,
    /// Dates are numbers, days since the end of 1899 as workbooks count them: 45658.5 is noon of 1 January
    /// 2025. A number is a date only where somebody said so.
    SERIAL,
    /// The same, counted from 1904 as workbooks of old Macintoshes do.
    SERIAL1904;

    public boolean isSerial() {
        return this == SERIAL || this == SERIAL1904;
    }

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
