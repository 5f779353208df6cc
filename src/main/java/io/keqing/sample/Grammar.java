package io.keqing.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compiles sentences such as `{p}[没信号|信号弱]` once, so that saying one costs a few appends.
///
/// `[a|b]` is one of its parts, drawn anew each time; `{x}` is a [Slot] filled by the scene, or any
/// other name of a list of this language, from which one entry is drawn. Both nest.
final class Grammar {
    /// A piece of a sentence.
    sealed interface Phrase {
        void say(StringBuilder out, Scene scene, Dice dice);
    }

    private record Literal(String text) implements Phrase {
        @Override
        public void say(StringBuilder out, Scene scene, Dice dice) {
            out.append(text);
        }
    }

    private record Filled(Slot slot) implements Phrase {
        @Override
        public void say(StringBuilder out, Scene scene, Dice dice) {
            scene.fill(slot, out, dice);
        }
    }

    private record Drawn(Phrase[] parts) implements Phrase {
        @Override
        public void say(StringBuilder out, Scene scene, Dice dice) {
            dice.pick(parts).say(out, scene, dice);
        }
    }

    private record Sequence(Phrase[] parts) implements Phrase {
        @Override
        public void say(StringBuilder out, Scene scene, Dice dice) {
            for (Phrase part : parts) {
                part.say(out, scene, dice);
            }
        }
    }

    private final Map<String, List<String>> sources;
    private final Map<String, Phrase> lists = new HashMap<>();

    Grammar(Map<String, List<String>> sources) {
        this.sources = sources;
    }

    /// One entry of the list `name`, drawn anew each time it is said.
    Phrase list(String name) {
        Phrase known = lists.get(name);
        if (known != null) {
            return known;
        }
        List<String> lines = sources.get(name);
        if (lines == null) {
            throw new IllegalStateException("the sample's texts have no list [" + name + "]");
        }
        Phrase list = anyOf(lines);
        lists.put(name, list);
        return list;
    }

    Phrase anyOf(List<String> lines) {
        return new Drawn(lines.stream().map(this::compile).toArray(Phrase[]::new));
    }

    Phrase compile(String line) {
        Reader reader = new Reader(line);
        Phrase phrase = reader.sequence();
        if (reader.at < line.length()) {
            throw new IllegalStateException("unexpected '" + line.charAt(reader.at) + "' in the sample text: " + line);
        }
        return phrase;
    }

    private final class Reader {
        private final String line;
        private int at;

        Reader(String line) {
            this.line = line;
        }

        /// Up to the end of the line, or to the `|` or `]` that ends this part.
        Phrase sequence() {
            List<Phrase> parts = new ArrayList<>();
            StringBuilder literal = new StringBuilder();
            while (at < line.length() && line.charAt(at) != '|' && line.charAt(at) != ']') {
                char c = line.charAt(at);
                if (c == '{' || c == '[') {
                    flush(literal, parts);
                    parts.add(c == '{' ? slot() : choice());
                } else {
                    literal.append(c);
                    at++;
                }
            }
            flush(literal, parts);
            return parts.size() == 1 ? parts.getFirst() : new Sequence(parts.toArray(Phrase[]::new));
        }

        private Phrase choice() {
            List<Phrase> parts = new ArrayList<>();
            do {
                at++;
                parts.add(sequence());
            } while (at < line.length() && line.charAt(at) == '|');
            if (at >= line.length()) {
                throw new IllegalStateException("no ] closes the [ in the sample text: " + line);
            }
            at++;
            return new Drawn(parts.toArray(Phrase[]::new));
        }

        private Phrase slot() {
            int end = line.indexOf('}', at);
            if (end < 0) {
                throw new IllegalStateException("no } closes the { in the sample text: " + line);
            }
            String name = line.substring(at + 1, end);
            at = end + 1;
            Slot slot = Slot.of(name);
            return slot == null ? list(name) : new Filled(slot);
        }

        private static void flush(StringBuilder literal, List<Phrase> parts) {
            if (!literal.isEmpty()) {
                parts.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
