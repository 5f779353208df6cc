package io.keqing.importing.file;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.util.LocaleID;

/// Which currency the sign in a number format means. A sign that several countries use (`$`, `¥`, `kr`) means the one
/// of the locale that the format names beside it; without one it stays the sign that people see.
final class CurrencySign {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("₩", "KRW"),
            Map.entry("₹", "INR"),
            Map.entry("₽", "RUB"),
            Map.entry("₫", "VND"),
            Map.entry("฿", "THB"),
            Map.entry("₱", "PHP"),
            Map.entry("₴", "UAH"),
            Map.entry("₪", "ILS"),
            Map.entry("₺", "TRY"),
            Map.entry("₸", "KZT"),
            Map.entry("₦", "NGN"),
            Map.entry("R$", "BRL"),
            Map.entry("US$", "USD"),
            Map.entry("HK$", "HKD"),
            Map.entry("NT$", "TWD"),
            Map.entry("MOP$", "MOP"),
            Map.entry("S$", "SGD"),
            Map.entry("A$", "AUD"),
            Map.entry("AU$", "AUD"),
            Map.entry("C$", "CAD"),
            Map.entry("CA$", "CAD"),
            Map.entry("NZ$", "NZD"),
            Map.entry("MX$", "MXN"),
            Map.entry("CN¥", "CNY"),
            Map.entry("RMB", "CNY"),
            Map.entry("元", "CNY"),
            Map.entry("人民币", "CNY"),
            Map.entry("美元", "USD"),
            Map.entry("欧元", "EUR"),
            Map.entry("港元", "HKD"),
            Map.entry("日元", "JPY"),
            Map.entry("円", "JPY"),
            Map.entry("zł", "PLN"),
            Map.entry("Kč", "CZK"),
            Map.entry("Ft", "HUF"),
            Map.entry("RM", "MYR"),
            Map.entry("Rp", "IDR"));
    private static final Set<String> SHARED = Set.of("$", "¥", "￥");

    private CurrencySign() {}

    /// The code of a currency, or one of the signs `$` and `¥` where the format leaves it at that; empty where it is no
    /// sign of a currency.
    ///
    /// @param locale Windows' number of a locale in hexadecimal digits, empty where the format names none
    static String of(String sign, String locale) {
        String plain = sign.strip();
        String upper = plain.toUpperCase(Locale.ROOT);
        if (plain.isEmpty() || CODES.contains(upper)) {
            return upper;
        }
        String local = plain.equals("£") || !SIGNS.containsKey(plain) ? ofLocale(locale) : "";
        String known = SIGNS.getOrDefault(plain, "");
        if (!local.isEmpty() && (SHARED.contains(plain) || !locale.isEmpty())) {
            return local;
        }
        return SHARED.contains(plain) ? plain.replace('￥', '¥') : known;
    }

    /// @param locale a number, or a name as later versions write it: `en-US`
    private static String ofLocale(String locale) {
        Locale country = Locale.forLanguageTag(locale);
        if (locale.matches("[0-9A-Fa-f]{1,8}")) {
            LocaleID known = LocaleID.lookupByLcid((int) (Long.parseLong(locale, 16) & 0xFFFF));
            country = known == null ? Locale.ROOT : Locale.forLanguageTag(known.getLanguageTag());
        }
        if (!country.getCountry().matches("[A-Z]{2}")) {
            return "";
        }
        Currency currency = Currency.getInstance(country);
        return currency == null ? "" : currency.getCurrencyCode();
    }
}
