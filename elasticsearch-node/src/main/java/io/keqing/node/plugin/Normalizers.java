package io.keqing.node.plugin;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import org.elasticsearch.common.settings.Settings;

/// ICU's normalizers by the settings of the official `analysis-icu` plugin: `name`, `mode`, `unicode_set_filter`.
final class Normalizers {
    private Normalizers() {}

    static Normalizer2 of(Settings settings) {
        String mode = settings.get("mode", "compose");
        Normalizer2.Mode direction = "decompose".equals(mode) ? Normalizer2.Mode.DECOMPOSE : Normalizer2.Mode.COMPOSE;
        return within(Normalizer2.getInstance(null, settings.get("name", "nfkc_cf"), direction), settings);
    }

    static Normalizer2 within(Normalizer2 normalizer, Settings settings) {
        String set = settings.get("unicode_set_filter");
        return set == null ? normalizer : new FilteredNormalizer2(normalizer, new UnicodeSet(set).freeze());
    }
}
