package io.keqing.importing.value;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Signs, words and codes of currencies beside a number.
public final class Currencies {
    private static final Map<String, String> SIGNS = signs();
    /// More than one country writes it: whose it is, is a guess that is told.
    private static final Set<String> SHARED = Set.of("$", "¥", "￥", "£", "元", "圆", "円", "块", "kr", "rs", "rs.", "₨");
    private static final Set<String> DOLLARS =
            Set.of("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS", "BND", "FJD", "JMD");
    private static final Set<String> YUAN = Set.of("CNY", "JPY");
    private static final Set<String> YUAN_WORD = Set.of("CNY", "TWD", "HKD", "MOP");
    private static final Pattern ANY = any();

    private Currencies() {}

    /// @param rest the text without it
    /// @param sign as it was written, empty where there is none
    record Found(String rest, String sign) {}

    private static Map<String, String> signs() {
        Map<String, String> signs = new HashMap<>();
        String table =
                "US$=USD U$=USD HK$=HKD NT$=TWD A$=AUD AU$=AUD C$=CAD CA$=CAD S$=SGD SG$=SGD NZ$=NZD R$=BRL MX$=MXN "
                        + "CN¥=CNY CN￥=CNY JP¥=JPY RMB¥=CNY ¥=CNY ￥=CNY $=USD €=EUR £=GBP ₩=KRW ₹=INR ₨=INR Rs.=INR Rs=INR ₽=RUB "
                        + "руб.=RUB руб=RUB ฿=THB ₫=VND ₱=PHP ₴=UAH ₪=ILS ₺=TRY ₦=NGN ₵=GHS ₡=CRC ₲=PYG ₸=KZT ₮=MNT ₭=LAK ₾=GEL zł=PLN "
                        + "Kč=CZK Ft=HUF lei=RON SFr.=CHF SFr=CHF Fr.=CHF kr=SEK RMB=CNY 人民币=CNY 元=CNY 元整=CNY 圆=CNY 块=CNY 块钱=CNY "
                        + "美元=USD 美金=USD 欧元=EUR 英镑=GBP 日元=JPY 日圆=JPY 円=JPY 港币=HKD 港元=HKD 新台币=TWD 台币=TWD 澳元=AUD 加元=CAD "
                        + "新加坡元=SGD 新元=SGD 韩元=KRW 韩币=KRW 卢布=RUB 泰铢=THB 卢比=INR 瑞士法郎=CHF 瑞郎=CHF 越南盾=VND 澳门元=MOP "
                        + "新西兰元=NZD 林吉特=MYR 令吉=MYR RM=MYR euro=EUR euros=EUR dollars=USD yuan=CNY yen=JPY";
        for (String entry : table.split(" ", -1)) {
            int at = entry.indexOf('=');
            signs.put(entry.substring(0, at).toLowerCase(Locale.ROOT), entry.substring(at + 1));
        }
        return Map.copyOf(signs);
    }

    private static Pattern any() {
        String codes = Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(code -> !code.startsWith("X"))
                .sorted()
                .collect(Collectors.joining("|"));
        String signs = SIGNS.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(sign -> Character.isLetter(sign.charAt(0)) && sign.charAt(0) < 0x3000 && sign.indexOf('$') < 0
                        ? "(?<!\\p{L})" + Pattern.quote(sign) + "(?![\\p{L}])"
                        : Pattern.quote(sign))
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<!\\p{L})(?:" + codes + ")(?!\\p{L})|" + signs, Pattern.CASE_INSENSITIVE);
    }

    /// A code goes before a sign: `$ 100 CAD` is Canadian.
    static Found in(String text) {
        if (isBare(text)) {
            return new Found(text, "");
        }
        Matcher any = ANY.matcher(text);
        String sign = "";
        StringBuilder rest = new StringBuilder();
        while (any.find()) {
            boolean isBetter = sign.isEmpty() || isCode(any.group()) && !isCode(sign);
            sign = isBetter ? any.group() : sign;
            any.appendReplacement(rest, "");
        }
        return new Found(any.appendTail(rest).toString(), sign);
    }

    private static boolean isBare(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' || c >= 0x80 || Character.isLetter(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCode(String sign) {
        return sign.length() == 3 && !SIGNS.containsKey(sign.toLowerCase(Locale.ROOT)) && sign.charAt(0) < 0x80;
    }

    /// The code of ISO 4217 that a sign means.
    ///
    /// @param house the portal's own currency, which a sign that several countries share means where it may
    public static Optional<String> code(String sign, String house) {
        if (sign.isEmpty()) {
            return Optional.empty();
        }
        String lower = sign.toLowerCase(Locale.ROOT);
        Set<String> may = switch (lower) {
            case "$" -> DOLLARS;
            case "¥", "￥" -> YUAN;
            case "元", "圆", "块" -> YUAN_WORD;
            case "kr" -> Set.of("SEK", "NOK", "DKK", "ISK");
            case "rs", "rs.", "₨" -> Set.of("INR", "PKR", "LKR", "NPR");
            default -> Set.of();
        };
        if (may.contains(house)) {
            return Optional.of(house);
        }
        String known = SIGNS.get(lower);
        return Optional.of(known != null ? known : sign.toUpperCase(Locale.ROOT));
    }

    public static boolean isShared(String sign) {
        return SHARED.contains(sign.toLowerCase(Locale.ROOT));
    }
}
