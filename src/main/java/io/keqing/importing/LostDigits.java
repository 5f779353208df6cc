package io.keqing.importing;

import java.util.regex.Pattern;

/// Ids that were numbers in a spreadsheet and have lost digits there: `3.30102199003071E+17` stands for a thousand
/// people. The readers of workbooks give such numbers in that form, as spreadsheets show them and write them into CSV;
/// they are refused as ids, since what was lost can't be known and two people would become one.
final class LostDigits {
    static final String RULE =
            "must be no number with an exponent: a spreadsheet keeps 15 digits and the others are lost;"
                    + " format the column as text where the file comes from, and export it again";
    private static final Pattern EXPONENT =
            Pattern.compile("(?<![\\w.,])\\d(?:[.,]\\d{1,20})?[eE]\\+\\d{1,3}(?![\\w.,])");

    private LostDigits() {}

    static boolean in(String text) {
        return text.indexOf('+') > 0 && EXPONENT.matcher(text).find();
    }
}
