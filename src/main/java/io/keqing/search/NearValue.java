package io.keqing.search;

import java.util.List;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// How near a value lies to one that somebody wrote and no record has.
final class NearValue {
    /// Letters left out, added, changed or swapped, as the engine counts them.
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance();

    static final int FAR = 100;

    private static final List<String> ENDINGS = List.of("市", "省", "县", "区", "自治区", "会员", "卡", "级", " city");

    private NearValue() {}

    /// 0 for the same but for an ending such as 市, then by how much of it differs; [#FAR] where it is another one.
    ///
    /// @param forms of the value, folded
    /// @param asked folded
    static int distance(List<String> forms, String asked) {
        return forms.stream().mapToInt(form -> distance(form, asked)).min().orElse(FAR);
    }

    /// Whether a word is this very value, with or without the ending of places.
    static boolean isPlace(String form, String asked) {
        return distance(form, asked) == 0;
    }

    private static int distance(String form, String asked) {
        if (form.isEmpty() || asked.isEmpty()) {
            return FAR;
        } else if (bare(form).equals(bare(asked))) {
            return 0;
        } else if (form.contains(asked) || asked.contains(form) && form.length() > 1) {
            return 1 + Math.abs(form.length() - asked.length());
        }
        int slips = SLIPS.apply(form, asked);
        int most = Math.max(form.length(), asked.length()) / 3;
        return slips <= most ? FAR / 2 + slips : FAR;
    }

    private static String bare(String text) {
        String whole = text.strip();
        return ENDINGS.stream()
                .filter(ending -> whole.endsWith(ending) && whole.length() > ending.length())
                .findFirst()
                .map(ending -> whole.substring(0, whole.length() - ending.length()))
                .orElse(whole);
    }
}
