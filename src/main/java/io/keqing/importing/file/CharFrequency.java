package io.keqing.importing.file;

import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.prober.distributionanalysis.Big5DistributionAnalysis;
import org.mozilla.universalchardet.prober.distributionanalysis.EUCJPDistributionAnalysis;
import org.mozilla.universalchardet.prober.distributionanalysis.EUCKRDistributionAnalysis;
import org.mozilla.universalchardet.prober.distributionanalysis.GB2312DistributionAnalysis;
import org.mozilla.universalchardet.prober.distributionanalysis.SJISDistributionAnalysis;

/// How frequent a character of two bytes is in texts of its language, by the tables of Mozilla's
/// detector. Its own verdict is not used: it wants hundreds of characters, and a list of names has ten.
interface CharFrequency {
    int UNKNOWN = Integer.MAX_VALUE;

    /// The rank of the character, 1 = the most frequent one.
    int rank(byte[] bytes, int at);

    /// Null where the code page is none of East Asia.
    static @Nullable CharFrequency of(String charset) {
        return switch (charset) {
            case "GB18030" -> new Gb();
            case "Big5-HKSCS" -> new Big5();
            case "windows-31j" -> new ShiftJis();
            case "EUC-JP" -> new EucJp();
            case "x-windows-949" -> new EucKr();
            default -> null;
        };
    }

    private static int rank(int[] table, int order) {
        return order >= 0 && order < table.length ? table[order] : UNKNOWN;
    }

    final class Gb extends GB2312DistributionAnalysis implements CharFrequency {
        @Override
        public int rank(byte[] bytes, int at) {
            return CharFrequency.rank(charToFreqOrder, getOrder(bytes, at));
        }
    }

    final class Big5 extends Big5DistributionAnalysis implements CharFrequency {
        @Override
        public int rank(byte[] bytes, int at) {
            return CharFrequency.rank(charToFreqOrder, getOrder(bytes, at));
        }
    }

    final class ShiftJis extends SJISDistributionAnalysis implements CharFrequency {
        @Override
        public int rank(byte[] bytes, int at) {
            return CharFrequency.rank(charToFreqOrder, getOrder(bytes, at));
        }
    }

    final class EucJp extends EUCJPDistributionAnalysis implements CharFrequency {
        @Override
        public int rank(byte[] bytes, int at) {
            return CharFrequency.rank(charToFreqOrder, getOrder(bytes, at));
        }
    }

    final class EucKr extends EUCKRDistributionAnalysis implements CharFrequency {
        @Override
        public int rank(byte[] bytes, int at) {
            return CharFrequency.rank(charToFreqOrder, getOrder(bytes, at));
        }
    }
}
