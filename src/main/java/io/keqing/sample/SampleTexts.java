package io.keqing.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What customers and staff write: subjects, bodies and resolutions of interactions, in three kinds of writing.
///
/// A problem's own sentences carry the meaning; an opening, what was tried, what it costs the customer and what they
/// want stand around them, each or none. So two cases of the same problem share the matter and not the words.
final class SampleTexts {
    private final Seasons seasons;
    private final Grammar[] grammars = new Grammar[Language.values().length];
    private final List<Map<String, Grammar.Phrase>> lists = new ArrayList<>();
    private final List<Map<String, String[]>> words = new ArrayList<>();
    private final List<Weighted<Problem>> problemsOf = new ArrayList<>();
    private final Traditional traditional;
    final Problem late;
    final Problem planted;

    SampleTexts(Seasons seasons, Shop shop, Traditional traditional) {
        this.seasons = seasons;
        this.traditional = traditional;
        Map<String, List<String>> english = Words.of("texts-en.txt").sections();
        Map<String, List<String>> chinese = Words.of("texts-zh.txt").sections();
        Map<String, List<String>> hant = new LinkedHashMap<>();
        chinese.forEach((name, lines) ->
                hant.put(name, lines.stream().map(traditional::of).toList()));
        List<Map<String, List<String>>> sources = List.of(chinese, hant, english);
        for (int i = 0; i < grammars.length; i++) {
            Grammar grammar = new Grammar(sources.get(i));
            grammars[i] = grammar;
            Map<String, Grammar.Phrase> phrases = new HashMap<>();
            chinese.keySet().forEach(name -> phrases.put(name, grammar.list(name)));
            lists.add(phrases);
            Map<String, String[]> plain = new HashMap<>();
            for (String name : List.of("tag", "preference")) {
                plain.put(name, sources.get(i).getOrDefault(name, List.of()).toArray(String[]::new));
            }
            words.add(plain);
        }
        List<Problem> problems = new ArrayList<>(Problem.read("problems-goods.txt", grammars, traditional));
        problems.addAll(Problem.read("problems-service.txt", grammars, traditional));
        this.late = keyed(problems, "late");
        this.planted = keyed(problems, BurstPlan.PROBLEM);
        for (Shop.Product product : shop.products) {
            List<Problem> own = problems.stream()
                    .filter(problem -> problem.concerns(product))
                    .filter(problem -> problem != late && (problem != planted || product != shop.newProduct))
                    .toList();
            problemsOf.add(new Weighted<>(
                    own, problem -> problem.weight() * (problem.groups().contains("all") ? 0.4 : 1)));
        }
    }

    private static Problem keyed(List<Problem> problems, String key) {
        return problems.stream()
                .filter(problem -> problem.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the sample's problems have no @" + key));
    }

    /// Something that can go wrong with this product. Lateness comes from deliveries, not from here; and the new
    /// product's firmware belongs to the planted series alone.
    Problem problem(Shop.Product product, Dice dice) {
        return problemsOf.get(product.number()).pick(dice);
    }

    Grammar.Phrase phrase(Language language, String list) {
        Grammar.Phrase phrase = lists.get(language.ordinal()).get(list);
        if (phrase == null) {
            throw new IllegalStateException("the sample's texts have no list [" + list + "]");
        }
        return phrase;
    }

    /// One plain word of a list of words.
    String word(Language language, String list, Dice dice) {
        String[] found = words.get(language.ordinal()).get(list);
        if (found == null) {
            throw new IllegalStateException("the sample's texts have no list [" + list + "]");
        }
        return dice.pick(found);
    }

    Grammar.Phrase carrier(Language language) {
        return phrase(language, "carrier");
    }

    Grammar.Phrase noTopic(Language language) {
        return phrase(language, "topic-none");
    }

    Grammar.Phrase excuse(Language language, boolean moving) {
        return phrase(language, moving ? "why-move" : "why");
    }

    boolean moving(int day) {
        return seasons.moving(day);
    }

    String date(int day) {
        return seasons.date(day);
    }

    void store(Language language, String store, StringBuilder out) {
        out.append(language == Language.HANT ? traditional.of(store) : store);
    }

    String warehouse(Language language, String warehouse) {
        return switch (language) {
            case ZH -> warehouse;
            case HANT -> traditional.of(warehouse);
            case EN ->
                switch (warehouse.charAt(1)) {
                    case '东' -> "East China warehouse";
                    case '南' -> "South China warehouse";
                    case '北' -> "North China warehouse";
                    default -> "West China warehouse";
                };
        };
    }

    void subject(StringBuilder out, Happening what, Scene scene, Dice dice) {
        Problem problem = what.problem;
        if (troubled(what) && problem != null) {
            problem.in(scene.language()).subject().say(out, scene, dice);
        } else {
            say(what.kind.text + "subject", out, scene, dice);
        }
    }

    void body(StringBuilder out, Happening what, Scene scene, Dice dice) {
        Problem problem = what.problem;
        if (troubled(what) && problem != null) {
            complain(out, what, problem, scene, dice);
        } else if (what.kind != Happening.Kind.ORDER || dice.chance(0.45)) {
            say(what.kind.text + "body", out, scene, dice);
        }
    }

    private void complain(StringBuilder out, Happening what, Problem problem, Scene scene, Dice dice) {
        String joiner = scene.language().joiner();
        Grammar.Phrase[] bodies = problem.in(scene.language()).body();
        maybe(0.5, "open", joiner, out, scene, dice);
        maybe(0.6, "what", joiner, out, scene, dice);
        int at = dice.below(bodies.length);
        bodies[at].say(out, scene, dice);
        if (bodies.length > 1 && dice.chance(0.4)) {
            out.append(joiner);
            bodies[(at + 1) % bodies.length].say(out, scene, dice);
        }
        if (problem.reason().equals("product")) {
            after(0.45, "tried", joiner, out, scene, dice);
        }
        after(what.kind == Happening.Kind.COMPLAINT ? 0.6 : 0.3, "impact", joiner, out, scene, dice);
        after(0.65, "ask", joiner, out, scene, dice);
        if (what.channel == Happening.Channel.PHONE) {
            after(0.6, "agent", joiner, out, scene, dice);
        }
    }

    /// Empty where nothing was solved.
    void resolution(StringBuilder out, Happening what, Scene scene, Dice dice) {
        Problem problem = what.problem;
        if (what.resolved < 0 || !what.solved) {
            return;
        }
        if (problem != null) {
            problem.in(scene.language()).fix().say(out, scene, dice);
        } else if (what.kind == Happening.Kind.ENQUIRY) {
            say("enquiryfix", out, scene, dice);
        }
    }

    private static boolean troubled(Happening what) {
        return what.kind == Happening.Kind.CASE || what.kind == Happening.Kind.COMPLAINT;
    }

    void say(String list, StringBuilder out, Scene scene, Dice dice) {
        phrase(scene.language(), list).say(out, scene, dice);
    }

    private void maybe(double share, String list, String joiner, StringBuilder out, Scene scene, Dice dice) {
        if (dice.chance(share)) {
            say(list, out, scene, dice);
            out.append(joiner);
        }
    }

    /// Says it, after a joiner, in `share` of the cases.
    void after(double share, String list, String joiner, StringBuilder out, Scene scene, Dice dice) {
        if (dice.chance(share)) {
            out.append(joiner);
            say(list, out, scene, dice);
        }
    }
}
