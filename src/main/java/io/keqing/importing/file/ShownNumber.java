package io.keqing.importing.file;

import java.util.regex.Pattern;

/// Numbers and dates of files that have both, the value and the text that people see.
final class ShownNumber {
    private static final Pattern ZEROS = Pattern.compile("0\\d+");
    private static final Pattern CODE = Pattern.compile("\\p{L}{1,5}-?\\d+");
    private static final Pattern PLAIN = Pattern.compile("[-+(]?[\\d.,'’\\h\\u202F]+(?:[Ee][-+]?\\d+)?%?\\)?-?");

    private ShownNumber() {}

    /// The value, but for ids as people see them: digits filled up with zeros, or letters right in
    /// front of them.
    static String of(String value, String shown) {
        String text = shown.strip();
        if (value.isBlank()) {
            return text;
        }
        boolean isId = ZEROS.matcher(text).matches() || CODE.matcher(text).matches();
        String number = SheetCell.number(value.strip());
        return isId && text.endsWith(number.replaceFirst("^-", "")) ? text : number;
    }

    /// The value where the text is nothing but a number; the text where it says more: a date, a
    /// currency, a unit.
    static String exact(String value, String shown) {
        String text = shown.strip();
        if (text.isEmpty() || PLAIN.matcher(text).matches()) {
            return of(value, text);
        }
        return text;
    }

    /// A day, or a day and a time, of ISO 8601; a time alone where the day is that on which
    /// spreadsheets begin.
    static String date(String iso) {
        int t = iso.indexOf('T');
        if (t < 0) {
            return iso.strip();
        }
        String day = iso.substring(0, t);
        String time = iso.substring(t + 1).replaceFirst("[.,]\\d*", "");
        boolean none = time.isEmpty() || time.equals("00:00:00") || time.equals("00:00");
        if (day.equals("1899-12-30") || day.equals("1899-12-31")) {
            return time.isEmpty() ? day : time;
        }
        return none ? day : day + " " + time;
    }
}
