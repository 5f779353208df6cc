package io.keqing.search.elastic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How Chinese names are read and typed in Latin letters: without tones, with v for ü.
///
/// The readings are a table made from ICU's `Han-Latin` and `Han-Latin/Names` by a tool of ours, with a
/// second one by hand for what names need beyond it. It is looked up while documents are written, so no
/// cluster needs a plugin.
final class Pinyin {
    static final int MOST_READINGS = 8;
    private static final String READINGS = "pinyin.txt";
    private static final String NAMES = "pinyin-names.txt";
    private static final int MOST_CHARACTERS = 40;
    private static final int LONGEST_PERSON = 4;
    private static final int MOST_INITIALS = 8;
    private static final int LONGEST_TYPED = 40;
    private static final int LONGEST_SYLLABLE = 6;
    private static final int MOST_WAYS = 4;

    private static final Map<Integer, String> READING = new HashMap<>();
    private static final Map<Integer, List<String>> FURTHER = new HashMap<>();
    private static final Map<Integer, List<String>> SURNAME = new HashMap<>();
    private static final Map<String, List<String>> DOUBLE_SURNAME = new HashMap<>();
    private static final Set<String> SYLLABLES = new HashSet<>();

    static {
        for (String line : Folding.read(READINGS)) {
            boolean surname = line.startsWith("^");
            int blank = line.indexOf(' ');
            String syllable = line.substring(surname ? 1 : 0, blank);
            line.substring(blank + 1).codePoints().forEach(c -> {
                if (surname) {
                    SURNAME.put(c, List.of(syllable));
                } else {
                    READING.put(c, syllable);
                }
            });
            if (syllable.matches(".*[aeiouv].*")) {
                SYLLABLES.add(syllable);
            }
        }
        for (String line : Folding.read(NAMES)) {
            boolean surname = line.startsWith("^");
            String[] words = line.substring(surname ? 1 : 0).split(" ");
            List<String> readings = List.of(words).subList(1, words.length);
            if (surname) {
                SURNAME.putIfAbsent(words[0].codePointAt(0), readings);
            } else if (words[0].length() == 2) {
                DOUBLE_SURNAME.put(words[0], readings);
            } else {
                FURTHER.put(words[0].codePointAt(0), readings);
            }
        }
    }

    private Pinyin() {}

    /// A number that changes with the tables of readings.
    static int tables() {
        return 31 * Folding.read(READINGS).hashCode() + Folding.read(NAMES).hashCode();
    }

    /// What stands in the index beside a name: its readings, their initials, and of a person's name the surname
    /// with the initials of the rest, `wangxm`.
    static List<String> indexed(String name) {
        List<String> readings = readings(name);
        Set<String> indexed = new LinkedHashSet<>(readings);
        for (String reading : readings) {
            String initials = initials(reading);
            if (initials.length() > 1 && initials.length() <= MOST_INITIALS) {
                indexed.add(initials);
            }
            if (initials.length() > 2 && initials.length() <= LONGEST_PERSON) {
                indexed.add(reading.substring(0, reading.indexOf(' ')) + initials.substring(1));
            }
        }
        return List.copyOf(indexed);
    }

    /// Whether a character of a name has a syllable in its readings.
    static boolean isRead(int character) {
        return READING.containsKey(Folding.script(Character.toString(character)).codePointAt(0));
    }

    static String initials(String reading) {
        StringBuilder initials = new StringBuilder();
        for (String syllable : reading.split(" ")) {
            initials.append(syllable.charAt(0));
        }
        return initials.toString();
    }

    /// The name's Chinese characters, one syllable each, likeliest reading first, at most [#MOST_READINGS].
    /// Empty where it has none.
    static List<String> readings(String name) {
        int[] han = Folding.script(name)
                .codePoints()
                .filter(READING::containsKey)
                .limit(MOST_CHARACTERS)
                .toArray();
        List<List<String>> choices = new ArrayList<>();
        int at = 0;
        if (han.length >= 2 && han.length <= LONGEST_PERSON) {
            List<String> twoCharacters = han.length > 2 ? DOUBLE_SURNAME.get(new String(han, 0, 2)) : null;
            if (twoCharacters != null) {
                twoCharacters.forEach(syllable -> choices.add(List.of(syllable)));
                at = 2;
            } else {
                Set<String> first = new LinkedHashSet<>(SURNAME.getOrDefault(han[0], List.of()));
                first.addAll(read(han[0]));
                choices.add(List.copyOf(first));
                at = 1;
            }
        }
        for (; at < han.length; at++) {
            choices.add(read(han[at]));
        }
        return choices.isEmpty() ? List.of() : combined(choices);
    }

    private static List<String> read(int character) {
        Set<String> readings = new LinkedHashSet<>();
        readings.addAll(FURTHER.getOrDefault(character, List.of()));
        readings.add(READING.getOrDefault(character, ""));
        return List.copyOf(readings);
    }

    /// The first choices everywhere, then with one of them changed, then with two: the unlikely ones fall off
    /// the end.
    private static List<String> combined(List<List<String>> choices) {
        List<int[]> picks = new ArrayList<>(List.of(new int[choices.size()]));
        for (int next = 0; next < picks.size() && picks.size() < MOST_READINGS; next++) {
            int[] pick = picks.get(next);
            int last = pick.length - 1;
            while (last >= 0 && pick[last] == 0) {
                last--;
            }
            for (int place = last + 1; place < pick.length; place++) {
                for (int choice = 1; choice < choices.get(place).size() && picks.size() < MOST_READINGS; choice++) {
                    int[] changed = pick.clone();
                    changed[place] = choice;
                    picks.add(changed);
                }
            }
        }
        List<String> combined = new ArrayList<>();
        for (int[] pick : picks) {
            List<String> syllables = new ArrayList<>();
            for (int place = 0; place < pick.length; place++) {
                syllables.add(choices.get(place).get(pick[place]));
            }
            combined.add(String.join(" ", syllables));
        }
        return combined;
    }

    /// The ways to cut what was typed into syllables, those of fewest syllables first; none where it is no
    /// Pinyin.
    static List<List<String>> syllables(String typed) {
        String plain = Folding.form(
                typed.toLowerCase(Locale.ROOT).replaceAll("[üǖǘǚǜ]", "v").replaceAll("u\u0308", "v"));
        if (plain.length() > LONGEST_TYPED || !plain.matches("[a-z]+(?:['’-][a-z]+)*")) {
            return List.of();
        }
        List<List<String>> ways = new ArrayList<>();
        ways.add(List.of());
        for (String part : plain.split("['’-]")) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> way : ways) {
                for (List<String> cut : cut(part)) {
                    List<String> both = new ArrayList<>(way);
                    both.addAll(cut);
                    longer.add(both);
                }
            }
            ways = longer;
        }
        Set<List<String>> all = new LinkedHashSet<>();
        ways.stream()
                .sorted(Comparator.comparingInt(List::size))
                .limit(MOST_WAYS)
                .forEach(all::add);
        // lu may be meant for lü: keyboards have no such letter
        ways.stream()
                .map(way -> way.stream()
                        .map(syllable ->
                                syllable.equals("lu") || syllable.equals("nu") ? syllable.charAt(0) + "v" : syllable)
                        .toList())
                .limit(MOST_WAYS)
                .forEach(all::add);
        return all.stream().limit(MOST_WAYS).toList();
    }

    /// The ways to cut what somebody is still typing into syllables, the last of which may be the beginning of
    /// one, those of fewest first; none where it is no Pinyin. Blanks between syllables are borders.
    static List<List<String>> unfinished(String typed) {
        String plain = Folding.form(typed.strip().toLowerCase(Locale.ROOT).replace('ü', 'v'));
        if (plain.length() > LONGEST_TYPED || !plain.matches("[a-z]+(?:[ '’-]+[a-z]+)*")) {
            return List.of();
        }
        List<String> parts = List.of(plain.split("[ '’-]+"));
        List<List<String>> ways = new ArrayList<>(List.of(List.of()));
        for (String part : parts.subList(0, parts.size() - 1)) {
            ways = both(ways, cut(part));
        }
        String last = parts.getLast();
        List<List<String>> ends = new ArrayList<>(cut(last));
        for (int at = Math.max(0, last.length() - LONGEST_SYLLABLE); at < last.length(); at++) {
            String rest = last.substring(at);
            if (!SYLLABLES.contains(rest) && !beginning(rest).isEmpty()) {
                ends.addAll(both(cut(last.substring(0, at)), List.of(List.of(rest))));
            }
        }
        return both(ways, ends).stream()
                .sorted(Comparator.comparingInt(List::size))
                .limit(MOST_WAYS)
                .toList();
    }

    private static List<List<String>> both(List<List<String>> ways, List<List<String>> ends) {
        List<List<String>> longer = new ArrayList<>();
        for (List<String> way : ways) {
            for (List<String> end : ends) {
                List<String> all = new ArrayList<>(way);
                all.addAll(end);
                longer.add(all);
            }
        }
        return longer;
    }

    /// The syllables that begin so, itself among them.
    static List<String> beginning(String letters) {
        return SYLLABLES.stream()
                .filter(syllable -> syllable.startsWith(letters))
                .sorted()
                .toList();
    }

    /// Best ways for each end, built up from the front: at most [#MOST_WAYS] each, so that no text explodes.
    private static List<List<String>> cut(String letters) {
        List<List<List<String>>> until = new ArrayList<>();
        until.add(List.of(List.of()));
        for (int end = 1; end <= letters.length(); end++) {
            List<List<String>> ways = new ArrayList<>();
            for (int start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
                String syllable = syllable(letters.substring(start, end));
                if (syllable != null) {
                    for (List<String> before : until.get(start)) {
                        List<String> way = new ArrayList<>(before);
                        way.add(syllable);
                        ways.add(way);
                    }
                }
            }
            ways.sort(Comparator.comparingInt(List::size));
            until.add(ways.stream().limit(MOST_WAYS).toList());
        }
        return until.getLast();
    }

    private static @org.jspecify.annotations.Nullable String syllable(String letters) {
        String spelled = switch (letters) {
            case "lyu" -> "lv";
            case "nyu" -> "nv";
            case "lue" -> "lve";
            case "nue" -> "nve";
            default -> letters;
        };
        return SYLLABLES.contains(spelled) ? spelled : null;
    }
}
