package io.keqing.importing;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.TextMask;
import io.keqing.record.RunTimeField.Kind;
import io.keqing.record.RunTimeFields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the values of one run-time field look like, watched while a file is read: every one of them must be a number
/// for the field to be a number. Codes with leading zeros and long card or order numbers stay texts, for a number
/// would change them.
final class RunTimeGuess {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,15})?");
    private static final Pattern TELLING_NAME =
            Pattern.compile("(?i)phone|mobile|(?<![a-z])tel(?![a-z])|e-?mail|passport|"
                    + "id.?card|identity|(?<![a-z])ssn(?![a-z])|(?:bank|credit|debit).?card.?(?:no|num)|card.?(?:no|num)|iban|手机|"
                    + "电话|联系方式|邮箱|邮件|身份证|证件号|护照|银行卡|卡号|微信号");
    /// So many values are all looked at for what identifies people, then every 64th: the patterns are dear.
    private static final int CLOSELY = 1_000;
    private static final int EVERY = 64;

    private final String name;
    private long values;
    private long looked;
    private long addresses;
    private long longNumbers;
    private boolean numbers = true;
    private boolean days = true;

    RunTimeGuess(String name) {
        this.name = name;
    }

    void see(String value) {
        values++;
        numbers = numbers && value.length() <= 32 && NUMBER.matcher(value).matches();
        days = days && isDay(value);
        if (values <= CLOSELY || values % EVERY == 0) {
            looked++;
            List<String> found = TextMask.mask(value).found();
            if (found.size() == 1 && found.getFirst().equals(TextMask.normal(value))) {
                if (found.getFirst().length() >= 13 && found.getFirst().indexOf('@') < 0) {
                    longNumbers++;
                } else {
                    addresses++;
                }
            }
        }
    }

    private static boolean isDay(String value) {
        if (value.length() < 10 || value.length() > 35 || value.charAt(4) != '-') {
            return false;
        }
        try {
            LocalDate.parse(value.substring(0, 10));
            return value.length() == 10 || value.charAt(10) == ' ' || value.charAt(10) == 'T';
        } catch (DateTimeException e) {
            return false;
        }
    }

    Kind kind() {
        if (values == 0) {
            return Kind.TEXT;
        }
        return numbers ? Kind.NUMBER : days ? Kind.DAY : Kind.TEXT;
    }

    /// One long number in ten passes the check digit of a card by chance, so most of them must.
    Sensitivity sensitivity() {
        boolean telling = TELLING_NAME.matcher(name).find() && kind() != Kind.DAY;
        boolean sensitive = telling || addresses * 10 > looked || longNumbers * 2 > looked;
        return sensitive ? Sensitivity.SECRET : Sensitivity.OPEN;
    }

    RunTimeFields.Guess guess(Label label) {
        return new RunTimeFields.Guess(kind(), sensitivity(), label);
    }

    boolean isEmpty() {
        return values == 0;
    }

    @Override
    public String toString() {
        return name + " " + kind().name().toLowerCase(Locale.ROOT);
    }
}
