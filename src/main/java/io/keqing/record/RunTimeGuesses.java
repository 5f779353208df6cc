package io.keqing.record;

import io.keqing.field.Label;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.TextMask;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the values met so far let one think of run-time fields: their kind holds for all values, their
/// sensitivity for many of them. Feed it every value, then give its guesses to [RunTimeRegistry].
public final class RunTimeGuesses {
    /// Of all scopes together: a file may name another survey in each row.
    private static final int MOST_NAMES = 2 * RunTimeFields.MOST_NAMES;
    private static final int LONGEST_NUMBER = 17;
    /// Digits from which a number may be that of a card or an identity.
    private static final int LONG_NUMBER = 13;
    /// So many values are all looked at for what identifies people, then every 64th: the patterns are dear.
    private static final int CLOSELY = 1_000;

    private static final int EVERY = 64;
    /// No leading zeros: `00123` is a code, and as a number it would be found and sorted as another one.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,2})?");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[ T]\\d{2}:\\d{2}.{0,24})?");

    private static final Pattern TELLING_NAME = Pattern.compile(
            "phone|mobile|(^|[^a-z])(tel|fax|ssn|iban)([^a-z]|$)|telephone|cell.?(no|number)|e-?mail|passport|"
                    + "id.?card|identity|(card|account).?(no|number)|whatsapp|wechat.?id|address|电话|手机|邮箱|邮件地址|"
                    + "身份证|证件号|护照|卡号|银行账|账号|微信号|住址|地址",
            Pattern.CASE_INSENSITIVE);

    /// Says something about the number or address, and not what it is: 手机价格, "Email opt out", "phone model".
    private static final Pattern ABOUT_IT = Pattern.compile(
            "(^|[^a-z])(prices?|costs?|fees?|bills?|models?|brands?|types?|kinds?|plans?|counts?|number of|usage|duration|"
                    + "minutes|seconds|opt.?(in|out)|consent|preferred|preference|valid|verified|status|os|version|score|"
                    + "satisfaction|quality|coverage)([^a-z]|$)|价格?$|费用?|型号|品牌|机型|款式|类型|类别|套餐|时长|次数|数量|系统|版本|"
                    + "偏好|同意|是否|满意|评分|评价|质量|状态|渠道",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CAMEL = Pattern.compile("([a-z])([A-Z])");

    /// What people are called and when they were born. Staff are not meant: who is in charge is open in the
    /// catalogue.
    private static final Pattern PERSONAL_NAME = Pattern.compile(
            "(^|[^a-z])(first|last|full|middle|maiden|given|family|nick|sur|screen|display)[ ._-]?name([^a-z]|$)|"
                    + "(^|[^a-z])(requester|submitter|customer|client|contact|caller|user|person|patient|guest|member|"
                    + "sender|recipient|receiver|reporter|holder|buyer|passenger|student|parent|spouse|applicant|visitor|"
                    + "consumer|subscriber|respondent|billing|shipping)[ ._-]*name([^a-z]|$)|"
                    + "(^|[^a-z])(birth.?(date|day)|date.?of.?birth|dob)([^a-z]|$)|"
                    + "姓名|联系人|收货人|收件人|寄件人|昵称|监护人|(客户|用户|顾客|会员|患者|学生|家长|申请人|买家)名(称|字)?$|出生(日期|年月)|生日",
            Pattern.CASE_INSENSITIVE);

    private final Map<RunTimeScope, Map<String, Seen>> scopes = new LinkedHashMap<>();
    private int known;

    private static final class Seen {
        boolean numbers = true;
        boolean days = true;
        boolean telling;
        boolean personal;
        boolean sixOrMore;
        long values;
        long looked;
        long contacts;
        long longNumbers;

        Sensitivity sensitivity() {
            return secret() ? Sensitivity.SECRET : personal ? Sensitivity.PERSONAL : Sensitivity.OPEN;
        }

        /// One random long number in ten passes the check digit of a card, so most of them must.
        boolean secret() {
            return (telling && sixOrMore) || contacts * 10 > looked || longNumbers * 2 > looked;
        }
    }

    /// Takes in the values of one record.
    ///
    /// @param scope in which their names have a meaning
    public void see(RunTimeScope scope, Map<String, List<String>> values) {
        Map<String, Seen> names = scopes.computeIfAbsent(scope, place -> new LinkedHashMap<>());
        values.forEach((name, list) -> {
            if (!list.isEmpty() && (known < MOST_NAMES || names.containsKey(name))) {
                Seen seen = names.computeIfAbsent(name, this::named);
                for (String value : list) {
                    look(seen, value.strip());
                }
            }
        });
    }

    private Seen named(String name) {
        known++;
        Seen seen = new Seen();
        seen.telling =
                TELLING_NAME.matcher(name).find() && !ABOUT_IT.matcher(name).find();
        seen.personal = PERSONAL_NAME.matcher(words(name)).find();
        return seen;
    }

    /// `firstName` and `requesterName` as the words they are.
    private static String words(String name) {
        return CAMEL.matcher(name).replaceAll("$1 $2");
    }

    private static void look(Seen seen, String value) {
        seen.values++;
        seen.sixOrMore = seen.sixOrMore || value.length() >= 6;
        seen.numbers = seen.numbers && isNumber(value);
        seen.days = seen.days && isDay(value);
        if (seen.values <= CLOSELY || seen.values % EVERY == 0) {
            seen.looked++;
            lookForPeople(seen, value);
        }
    }

    /// The whole value is one such number: a sentence that mentions one does not make its field secret.
    private static void lookForPeople(Seen seen, String value) {
        List<String> found = TextMask.mask(value).found();
        if (found.size() == 1 && found.getFirst().equals(TextMask.normal(value))) {
            if (found.getFirst().length() >= LONG_NUMBER && found.getFirst().indexOf('@') < 0) {
                seen.longNumbers++;
            } else {
                seen.contacts++;
            }
        }
    }

    private static boolean isNumber(String value) {
        return value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches();
    }

    /// A day, or a day and a time as exports write them: the index keeps the day.
    private static boolean isDay(String value) {
        if (!DAY.matcher(value).matches()) {
            return false;
        }
        try {
            LocalDate.parse(value.substring(0, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// By scope, then by name.
    public Map<RunTimeScope, Map<String, RunTimeFields.Guess>> guesses() {
        Map<RunTimeScope, Map<String, RunTimeFields.Guess>> guesses = new LinkedHashMap<>();
        scopes.forEach((scope, names) -> {
            Map<String, RunTimeFields.Guess> each = new LinkedHashMap<>();
            names.forEach((name, seen) -> each.put(
                    name, new RunTimeFields.Guess(kind(seen), seen.sensitivity(), new Label(name, name), null)));
            guesses.put(scope, each);
        });
        return guesses;
    }

    private static RunTimeField.Kind kind(Seen seen) {
        if (seen.values == 0 || seen.secret()) {
            return RunTimeField.Kind.TEXT;
        }
        return seen.numbers ? RunTimeField.Kind.NUMBER : seen.days ? RunTimeField.Kind.DAY : RunTimeField.Kind.TEXT;
    }
}
