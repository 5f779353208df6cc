package io.keqing.importing;

import java.util.Locale;

/// In which order a date such as `3/4/2025` names its parts. Dates that begin with a four-digit year need none.
public enum DateOrder {
    DMY,
    MDY,
    YMD;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
