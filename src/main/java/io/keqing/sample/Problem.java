package io.keqing.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One thing that goes wrong, with the words customers and staff find for it.
///
/// @param groups the product groups it can happen to; `goods` = whatever is shipped, `all` = everything
/// @param topics by [Language#ordinal()]; the field `topic` always takes the first
/// @param reason root cause: product, service, price, delivery, app, billing
/// @param codes error codes, empty where there are none
record Problem(
        String key, Set<String> groups, String[] topics, String reason, String[] codes, int weight, Says[] says) {
    /// What is said about it in one language.
    record Says(Grammar.Phrase subject, Grammar.Phrase[] body, Grammar.Phrase fix) {}

    String topic() {
        return topics[0];
    }

    boolean concerns(Shop.Product product) {
        return groups.contains("all")
                || (groups.contains("goods") && product.shipped())
                || groups.contains(product.group());
    }

    Says in(Language language) {
        return says[language.ordinal()];
    }

    /// All problems of a word list; `grammars` by [Language#ordinal()].
    static List<Problem> read(String file, Grammar[] grammars, Traditional traditional) {
        List<Problem> problems = new ArrayList<>();
        List<String> stanza = new ArrayList<>();
        for (String line : Words.lines(file)) {
            if (line.startsWith("@") && !stanza.isEmpty()) {
                problems.add(of(stanza, grammars, traditional));
                stanza.clear();
            }
            stanza.add(line);
        }
        problems.add(of(stanza, grammars, traditional));
        return problems;
    }

    private static Problem of(List<String> stanza, Grammar[] grammars, Traditional traditional) {
        String[] head = stanza.getFirst().substring(1).split("\\|", -1);
        if (head.length != 6) {
            throw new IllegalStateException("a problem has 6 columns, was: " + stanza.getFirst());
        }
        List<String> chinese = stanza.subList(1, stanza.size());
        List<String> hant = chinese.stream()
                .map(line -> line.startsWith("z") ? line.substring(0, 3) + traditional.of(line.substring(3)) : line)
                .toList();
        return new Problem(
                head[0],
                Set.of(head[1].split(",")),
                new String[] {head[2], traditional.of(head[2]), head[0]},
                head[3],
                head[4].equals("-") ? new String[0] : head[4].split(","),
                Integer.parseInt(head[5]),
                new Says[] {
                    says('z', chinese, grammars[Language.ZH.ordinal()]),
                    says('z', hant, grammars[Language.HANT.ordinal()]),
                    says('e', chinese, grammars[Language.EN.ordinal()])
                });
    }

    private static Says says(char language, List<String> lines, Grammar grammar) {
        List<Grammar.Phrase> bodies =
                lines(language, 'b', lines).stream().map(grammar::compile).toList();
        return new Says(
                grammar.anyOf(lines(language, 's', lines)),
                bodies.toArray(Grammar.Phrase[]::new),
                grammar.anyOf(lines(language, 'f', lines)));
    }

    private static List<String> lines(char language, char part, List<String> lines) {
        List<String> found = lines.stream()
                .filter(line -> line.charAt(0) == language && line.charAt(1) == part)
                .map(line -> line.substring(3))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("a problem of the sample has no '" + language + part + "' line, it has: "
                    + Arrays.toString(lines.toArray()));
        }
        return found;
    }
}
