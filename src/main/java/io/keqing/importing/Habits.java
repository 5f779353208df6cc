package io.keqing.importing;

import java.time.ZoneId;

/// How the people who wrote a file write dates and numbers.
///
/// @param saidOrder the mapping says the order of dates, which makes years of two digits plain
/// @param decimalComma `1.234,5` is one thousand two hundred and thirty-four and a half
/// @param zone that of times that do not name one
record Habits(DateOrder dateOrder, boolean saidOrder, boolean decimalComma, ZoneId zone) {}
