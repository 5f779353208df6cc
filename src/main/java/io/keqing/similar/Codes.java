package io.keqing.similar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What names one thing exactly and reads like no other word: error codes, order and tracking numbers,
/// exceptions, models of products. Whether one is rare enough to lift who holds it, the index says; years,
/// dates, amounts, sizes and times never are one.
final class Codes {
    /// Of more in one text the first are taken.
    static final int MOST = 12;

    private static final int LEAST_DIGITS = 6;
    private static final int LEAST_NAMED_DIGITS = 4;
    private static final int LEAST = 3;
    private static final int LONGEST = 40;
    /// Characters beside a number that tell what it is.
    private static final int NEIGHBOURS = 30;

    /// Latin letters, digits and what joins them; a Chinese character ends a code.
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9]|[-_./#:](?=[A-Za-z0-9])){1," + (LONGEST - 1) + "}");

    private static final Pattern EXCEPTION =
            Pattern.compile("(?:[A-Za-z_$][\\w$]*\\.)*[A-Z][A-Za-z0-9]*(?:Exception|Error|Fault|Failure)");
    private static final Pattern CONSTANT =
            Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|SIG[A-Z]{3,5}|E(?:CONN|NO|ACC|ADDR|HOST|NET|TIME)[A-Z]+");
    private static final Pattern NAMED_NUMBER = Pattern.compile(
            "(?i)(?:order|tracking|parcel|shipment|invoice|ticket|case|serial|error|code|ref(?:erence)?|no\\.?|nr\\.?|number|#"
                    + "|单号|订单号?|訂單號?|编号|編號|号码|快递|运单|工单|发票|序列号|错误码?|错误代码|代码|报错|故障码?)\\s*(?:is|number|no\\.?|nr\\.?|code|id|号|是|为)?\\s*[:：#]?\\s*$");

    private static final Pattern MEASURE = Pattern.compile(
            "(?i)[\\d.,]+(?:st|nd|rd|th|am|pm|kg|g|mg|km|m|cm|mm|mi|ft|in|h|hr|hrs|min|mins|s|sec|ms|gb|mb|tb|kb|k|w|kw|v|a|ah|mah|hz|ghz|mhz|px|p|x|l|ml|oz|lb|lbs|eur|usd|cny|rmb|gbp|jpy|nm|fps|d|days?|w|weeks?|months?|years?|times?|pcs?|c|f|db)");
    private static final Pattern DATE = Pattern.compile(
            "\\d{1,4}[-/.]\\d{1,2}(?:[-/.]\\d{1,4})?|(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])|\\d{4}-\\d{2}-\\d{2}T.*|Q[1-4]|[12]\\d{3}|\\d{1,2}:\\d{2}(?::\\d{2})?.*|\\d+[/-]\\d+|\\d{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\d{0,4}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNIT_BEHIND = Pattern.compile(
            "^\\s?(?:%|％|°|℃|元|块|美元|欧元|角|分钟|小时|天|日|年|月|周|次|个|件|台|公斤|斤|克|米|厘米|人|岁|€|\\$|£|¥"
                    + "|(?:days?|hours?|minutes?|weeks?|months?|years?|times|euros?|dollars?|usd|eur|cny|rmb|yuan|percent|people|pieces|km|kg)\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MONEY_BEFORE =
            Pattern.compile("(?i)(?:[$€£¥￥]|usd|eur|cny|rmb|gbp|金额|价格|共|付了|花了)\\s?$");

    private Codes() {}

    /// Without repetitions, as they stand in the text.
    static List<String> of(String text) {
        Set<String> codes = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find() && codes.size() < MOST) {
            String word = token.group();
            boolean inAddress = token.start() > 0 && text.charAt(token.start() - 1) == '@'
                    || token.end() < text.length() && text.charAt(token.end()) == '@';
            if (!inAddress && isCode(word, before(text, token.start()), behind(text, token.end()))) {
                String code = EXCEPTION.matcher(word).matches() ? word.substring(word.lastIndexOf('.') + 1) : word;
                if (seen.add(code.toLowerCase(Locale.ROOT))) {
                    codes.add(code);
                }
            }
        }
        return new ArrayList<>(codes);
    }

    private static String before(String text, int at) {
        return text.substring(Math.max(0, at - NEIGHBOURS), at);
    }

    private static String behind(String text, int at) {
        return text.substring(at, Math.min(text.length(), at + NEIGHBOURS));
    }

    private static boolean isCode(String word, String before, String behind) {
        if (word.length() < LEAST || DATE.matcher(word).matches()) {
            return false;
        }
        if (EXCEPTION.matcher(word).matches() && word.length() > "Exception".length()
                || CONSTANT.matcher(word).matches()) {
            return true;
        }
        if (word.contains("://") || word.matches("(?i)(?:www|https?)[.:].*")) {
            return false;
        }
        long digits = word.chars().filter(Character::isDigit).count();
        if (digits == 0 || MEASURE.matcher(word).matches()) {
            return false;
        }
        boolean letters = word.chars().anyMatch(c -> Character.isLetter(c));
        if (letters) {
            return digits + word.chars().filter(Character::isUpperCase).count() >= 2 || word.startsWith("0x");
        }
        boolean named = NAMED_NUMBER.matcher(before).find();
        boolean amount = UNIT_BEHIND.matcher(behind).find()
                || MONEY_BEFORE.matcher(before).find()
                || word.indexOf('.') >= 0;
        return !amount && (digits >= LEAST_DIGITS || named && digits >= LEAST_NAMED_DIGITS);
    }
}
