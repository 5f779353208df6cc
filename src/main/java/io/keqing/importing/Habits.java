package io.keqing.importing;

import java.time.ZoneId;

/// How the people who wrote a file write dates and numbers.
///
/// @param decimalComma `1.234,5` is one thousand two hundred and thirty-four and a half
/// @param zone that of times that do not name one
record Habits(DateOrder dateOrder, boolean decimalComma, ZoneId zone) {}
