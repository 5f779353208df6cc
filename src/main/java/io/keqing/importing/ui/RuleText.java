package io.keqing.importing.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a value was refused or taken otherwise, in the language of the screen. Rules are kept in English, as
/// REST and the list of rejects tell them; here each is known by its English text and said again. One that is
/// not known stays English.
final class RuleText {
    /// By the first part of their keys: how many there are. Those of values stand apart from those of files and rows.
    static final Map<String, Integer> RULES = rules();
    private static final String HINT = "importing.hint.";
    private static final int HINTS = 4;
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    private final Texts texts;
    private final Map<String, Pattern> english = new HashMap<>();

    /// The texts of the screens.
    interface Texts {
        String of(Locale locale, String key, Object... arguments);
    }

    RuleText(Texts texts) {
        this.texts = texts;
    }

    String in(Locale locale, String rule) {
        if (!locale.getLanguage().equals("zh")) {
            return rule;
        }
        for (int i = 1; i <= HINTS; i++) {
            Matcher hint =
                    Pattern.compile("(.+?)" + pattern(HINT + i), Pattern.DOTALL).matcher(rule);
            if (hint.matches()) {
                return in(locale, hint.group(1)) + texts.of(locale, HINT + i, groups(hint, 2));
            }
        }
        for (String key : keys()) {
            Matcher known = pattern(key).matcher(rule);
            if (known.matches()) {
                return texts.of(locale, key, groups(known, 1));
            }
        }
        return rule;
    }

    private static Map<String, Integer> rules() {
        Map<String, Integer> rules = new LinkedHashMap<>();
        rules.put("importing.rule.", 29);
        rules.put("importing.valueRule.", 27);
        rules.put("importing.bookRule.", 9);
        rules.put("importing.tableRule.", 11);
        return rules;
    }

    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        RULES.forEach((prefix, count) -> {
            for (int i = 1; i <= count; i++) {
                keys.add(prefix + i);
            }
        });
        return keys;
    }

    private static Object[] groups(Matcher known, int first) {
        Object[] groups = new Object[known.groupCount() - first + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = known.group(first + i);
        }
        return groups;
    }

    private Pattern pattern(String key) {
        return english.computeIfAbsent(key, missing -> {
            String text = texts.of(Locale.ENGLISH, missing).replace("''", "'");
            StringBuilder pattern = new StringBuilder();
            int at = 0;
            Matcher argument = ARGUMENT.matcher(text);
            while (argument.find()) {
                pattern.append(Pattern.quote(text.substring(at, argument.start())))
                        .append("(.+?)");
                at = argument.end();
            }
            return Pattern.compile(pattern + Pattern.quote(text.substring(at)), Pattern.DOTALL);
        });
    }
}
