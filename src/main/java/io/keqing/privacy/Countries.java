package io.keqing.privacy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The country that a record names, as files have it: `CN`, `CHN`, `China`, `中国`.
final class Countries {
    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE, Locale.GERMAN, Locale.FRENCH);
    private static final Map<String, String> REGIONS = regions();

    private Countries() {}

    /// Its two letters of ISO 3166; empty where no country is meant.
    static Optional<String> region(@Nullable String country) {
        return country == null ? Optional.empty() : Optional.ofNullable(REGIONS.get(flat(country)));
    }

    private static Map<String, String> regions() {
        Map<String, String> regions = new HashMap<>();
        for (String region : PhoneNumberUtil.getInstance().getSupportedRegions()) {
            Locale country = Locale.of("", region);
            LANGUAGES.forEach(language -> regions.putIfAbsent(flat(country.getDisplayCountry(language)), region));
            try {
                regions.put(flat(country.getISO3Country()), region);
            } catch (MissingResourceException e) {
                continue; // a region of the phone network that ISO 3166 has no three letters for
            }
        }
        PhoneNumberUtil.getInstance().getSupportedRegions().forEach(region -> regions.put(flat(region), region));
        Map.of(
                        "uk",
                        "GB",
                        "england",
                        "GB",
                        "great britain",
                        "GB",
                        "usa",
                        "US",
                        "america",
                        "US",
                        "英格兰",
                        "GB",
                        "台湾",
                        "TW",
                        "香港",
                        "HK",
                        "澳门",
                        "MO",
                        "中华人民共和国",
                        "CN")
                .forEach(regions::put);
        return Map.copyOf(regions);
    }

    private static String flat(String country) {
        return country.strip().toLowerCase(Locale.ROOT);
    }
}
