package io.keqing.importing.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which code page bytes that are no Unicode are written in: the one under which they are letters of
/// one script that are frequent in one of its languages. Made for lists of names: ten characters must
/// do, which no detector that counts pairs of letters needs less than hundreds of. Where another fits
/// nearly as well the file is read and the doubt told.
///
/// @param note null where there is no doubt
record EncodingGuess(Charset charset, @Nullable FileNote note) {
    private static final double SURE = 0.5;
    private static final double NEAR = 0.1;
    /// Katakana of half the width, as banks and tills write names; no other text has as many in a row.
    private static final double HALF_WIDTH = 0.7;
    private static final int LONGEST_SAMPLE = 30;
    /// What most files here are written in, and what stands at the end because it is rare today.
    private static final List<CodePage> CODE_PAGES = List.of(
            new CodePage("GB18030", 0.06),
            new CodePage("windows-1252", 0.06),
            new CodePage("Big5-HKSCS", 0),
            new CodePage("windows-31j", 0),
            new CodePage("EUC-JP", 0),
            new CodePage("x-windows-949", 0),
            new CodePage("windows-1250", 0),
            new CodePage("windows-1251", 0),
            new CodePage("windows-1254", 0),
            new CodePage("windows-1257", -0.02),
            new CodePage("windows-1253", -0.02),
            new CodePage("KOI8-R", -0.04),
            new CodePage("IBM866", -0.04),
            new CodePage("ISO-8859-2", -0.04),
            new CodePage("IBM850", -0.06),
            new CodePage("x-MacRoman", -0.06));

    private record CodePage(String name, double prior) {}

    private record Reading(Charset charset, double score, String text) {}

    /// @param lines those with bytes above 127, at least one
    static EncodingGuess of(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        byte[] bytes = all.toByteArray();
        List<Reading> readings = new ArrayList<>();
        for (CodePage page : CODE_PAGES) {
            // a runtime made small may lack some
            if (Charset.isSupported(page.name())) {
                Charset charset = Charset.forName(page.name());
                CharFrequency frequency = CharFrequency.of(page.name());
                double score = frequency == null ? Alphabet.score(bytes, charset) : pairs(bytes, charset, frequency);
                readings.add(new Reading(charset, score + page.prior(), new String(bytes, charset)));
            }
        }
        readings.sort(Comparator.comparingDouble(Reading::score).reversed());
        Reading best = readings.getFirst();
        Reading second = best;
        for (Reading reading : readings) {
            if (!reading.text().equals(best.text())) {
                second = reading;
                break;
            }
        }
        boolean sure = best.score() >= SURE && best.score() - second.score() >= NEAR;
        return new EncodingGuess(best.charset(), sure || second == best ? null : doubt(best, second));
    }

    private static FileNote doubt(Reading best, Reading second) {
        return new FileNote(
                "the encoding is a guess: look at the letters, and name another as \"encoding\" in the mapping where"
                        + " they are wrong",
                1,
                0,
                shown(best) + "; " + shown(second));
    }

    private static String shown(Reading reading) {
        StringBuilder sample = new StringBuilder();
        String[] words = reading.text().split("[\\x00-\\x20,;|\"]+", -1);
        for (String word : words) {
            if (word.chars().anyMatch(c -> c > 127) && sample.length() < LONGEST_SAMPLE) {
                sample.append(sample.isEmpty() ? "" : " ").append(word.strip());
            }
        }
        String text = sample.length() > LONGEST_SAMPLE ? sample.substring(0, LONGEST_SAMPLE) + "…" : sample.toString();
        return reading.charset().name() + ": " + Cleaner.clean(text);
    }

    /// How likely the characters of two bytes are in their language, on average; 1 = only the most
    /// frequent.
    private static double pairs(byte[] bytes, Charset charset, CharFrequency frequency) {
        double sum = 0;
        double count = 0;
        boolean korean = charset.name().toLowerCase(Locale.ROOT).contains("949");
        boolean japanese = charset.name().contains("31") || charset.name().contains("JP");
        int at = 0;
        String text = new String(bytes, charset);
        // the bytes of each character, found by writing it again
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 128) {
                at++;
                continue;
            }
            byte[] written = Character.toString(c).getBytes(charset);
            boolean same = written.length <= bytes.length - at && startsWith(bytes, at, written);
            if (c == Cleaner.REPLACEMENT || !same) {
                sum -= 1;
                count += 1;
                at = c == Cleaner.REPLACEMENT || written.length == 0 ? nextPlain(bytes, at) : at + written.length;
                i = c == Cleaner.REPLACEMENT ? nextPlainText(text, i) : i;
                continue;
            }
            boolean mark = !Character.isLetterOrDigit(c);
            count += mark ? 0.3 : 1;
            sum += mark
                    ? isPrivate(c) ? -1 : 0.15
                    : written.length == 1
                            ? japanese && inRow(text, i) ? HALF_WIDTH : 0
                            : weight(frequency.rank(bytes, at), korean, c);
            at += written.length;
        }
        return count == 0 ? 0 : sum / count;
    }

    /// Whether the character before `next`, of half the width, has another beside it.
    private static boolean inRow(String text, int next) {
        return next < text.length() && isHalf(text.charAt(next)) || next > 1 && isHalf(text.charAt(next - 2));
    }

    private static boolean isHalf(char c) {
        return c >= '\uFF61' && c <= '\uFF9F';
    }

    private static double weight(int rank, boolean korean, int c) {
        if (rank == CharFrequency.UNKNOWN || rank < 0) {
            return Character.isIdeographic(c) ? 0.15 : 0.05;
        }
        // Korean has half as many in use
        double places = korean ? rank * 2.0 : rank;
        return places <= 500 ? 1 : Math.max(0.15, 1 - 0.24 * (Math.log(places / 500) / Math.log(2)));
    }

    private static boolean isPrivate(int c) {
        int type = Character.getType(c);
        return type == Character.PRIVATE_USE || type == Character.UNASSIGNED || type == Character.CONTROL;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] part) {
        for (int i = 0; i < part.length; i++) {
            if (bytes[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    /// After bytes that are no character: the next line, where both are in step again.
    private static int nextPlain(byte[] bytes, int at) {
        int next = at;
        while (next < bytes.length && bytes[next] != '\n') {
            next++;
        }
        return next;
    }

    private static int nextPlainText(String text, int at) {
        int next = text.indexOf('\n', at);
        return next < 0 ? text.length() : next;
    }
}
