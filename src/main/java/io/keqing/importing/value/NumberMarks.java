package io.keqing.importing.value;

import org.jspecify.annotations.Nullable;

/// The signs that a column of numbers is written with.
///
/// @param decimal `.` or `,`
/// @param group between thousands, null where any will do
/// @param fixed somebody said so: a cell that is written otherwise is no number, it is not read by itself
public record NumberMarks(char decimal, @Nullable Character group, boolean fixed) {
    public static final NumberMarks POINT = new NumberMarks('.', null, false);
    public static final NumberMarks COMMA = new NumberMarks(',', null, false);

    boolean isComma() {
        return decimal == ',';
    }

    boolean mayGroup(char sign) {
        return group == null || group == sign;
    }
}
