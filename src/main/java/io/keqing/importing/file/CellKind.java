package io.keqing.importing.file;

import java.util.regex.Pattern;

/// What a cell looks like, for telling headers from rows and one dialect from another. Rough on purpose: it is asked
/// hundreds of thousands of times before a file is read.
public enum CellKind {
    EMPTY,
    NUMBER,
    DATE,
    ADDRESS,
    CODE,
    WORDS,
    OTHER;

    private static final int LONGEST = 200;
    private static final Pattern DATE_TIME = Pattern.compile("\\d{1,4}[-/.年]\\d{1,2}[-/.月]\\d{1,4}日?(?:[T ].{1,24})?"
            + "|\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[AaPp][Mm])?|\\d{1,2}-[A-Za-z]{3}-\\d{2,4}(?: .{1,20})?");

    /// As the readers of workbooks give amounts with a currency and numbers that are too long.
    private static final Pattern OF_A_SHEET = Pattern.compile("[A-Z]{3} -?\\d+(?:\\.\\d+)?|-?\\d(?:\\.\\d+)?E\\+\\d+");

    public static CellKind of(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.length() > LONGEST) {
            return OTHER;
        }
        int digits = 0;
        int numeric = 0;
        int letters = 0;
        int blanks = 0;
        int joints = 0;
        int marks = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (Character.isLetter(c)) {
                letters++;
            } else if (c == ' ' || c == '\u3000') {
                blanks++;
            } else if (c == '-' || c == '_' || c == '#') {
                joints++;
                numeric += c == '-' ? 1 : 0;
            } else if (".,+%$€£¥￥()'".indexOf(c) >= 0) {
                numeric++;
                marks++;
            } else {
                marks++;
            }
        }
        if (digits > 0 && letters == 0 && digits + numeric + blanks == text.length() && isNumber(text, digits)) {
            return NUMBER;
        }
        if (digits > 0
                && letters > 0
                && letters <= 3
                && OF_A_SHEET.matcher(text).matches()) {
            return NUMBER;
        }
        if (digits >= 3 && DATE_TIME.matcher(text).matches()) {
            return DATE;
        }
        if (blanks == 0 && (text.startsWith("http") && text.contains("://") || isMail(text))) {
            return ADDRESS;
        }
        if (digits > 0 && letters + joints > 0 && blanks == 0 && marks == 0) {
            return CODE;
        }
        return marks == 0 || letters > 0 && isWords(text) ? WORDS : OTHER;
    }

    /// A number has few marks for its digits, and they do not stand one after another.
    private static boolean isNumber(String text, int digits) {
        if (text.length() - digits > digits + 3) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '.' || c == ',' || c == '-') && (i + 1 == text.length() || !isDigit(text.charAt(i + 1)))) {
                return false;
            }
            if (c == '-' && isDigit(text.charAt(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isMail(String text) {
        int at = text.indexOf('@');
        return at > 0 && text.indexOf('.', at) > 0 && text.indexOf('@', at + 1) < 0;
    }

    /// Words with an apostrophe, brackets or a full stop among them, and none of the characters that set values apart.
    private static boolean isWords(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == ';' || c == '\t' || c == '|' || c == '"' || c == '\n' || c == '{') {
                return false;
            }
        }
        return text.charAt(0) != '\'';
    }

    /// Kinds that a column either is or is not, unlike words.
    boolean tells() {
        return this == NUMBER || this == DATE || this == ADDRESS;
    }
}
