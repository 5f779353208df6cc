package io.keqing.importing.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a value was refused or taken otherwise, in the language of the screen. Rules are kept in English, as
/// REST and the list of rejects tell them; here each is known by its English text and said again. One that is
/// not known stays English.
final class RuleText {
    private static final int OF_VALUES = 28;
    private static final int OF_TABLES = 11;
    static final int RULES = OF_VALUES + OF_TABLES;
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

    private final Texts texts;
    private final List<Pattern> english = new ArrayList<>();

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
        for (int i = 0; i < RULES; i++) {
            Matcher known = pattern(i).matcher(rule);
            if (known.matches()) {
                Object[] arguments = new Object[known.groupCount()];
                for (int group = 0; group < arguments.length; group++) {
                    arguments[group] = known.group(group + 1);
                }
                return texts.of(locale, key(i), arguments);
            }
        }
        return rule;
    }

    static String key(int rule) {
        return rule < OF_VALUES ? "importing.rule." + (rule + 1) : "importing.rule.table." + (rule - OF_VALUES + 1);
    }

    private Pattern pattern(int rule) {
        while (english.size() <= rule) {
            String text = texts.of(Locale.ENGLISH, key(english.size())).replace("''", "'");
            StringBuilder pattern = new StringBuilder();
            int at = 0;
            Matcher argument = ARGUMENT.matcher(text);
            while (argument.find()) {
                pattern.append(Pattern.quote(text.substring(at, argument.start())))
                        .append("(.+?)");
                at = argument.end();
            }
            english.add(Pattern.compile(pattern + Pattern.quote(text.substring(at)), Pattern.DOTALL));
        }
        return english.get(rule);
    }
}
