package io.keqing.importing.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Scales whose steps are called by words, in Chinese and English, of five and of seven steps.
public final class AnswerWords {
    private static final List<Scale> SCALES = List.of(
            satisfaction("非常不满意,很不满意,极不满意,十分不满意,完全不满意|不满意,不太满意,比较不满意|一般,中立,普通,尚可,无所谓,基本满意|满意,比较满意,较满意"
                    + "|非常满意,很满意,十分满意,极满意,完全满意"),
            satisfaction("非常不满意,很不满意,极不满意|不满意|比较不满意,不太满意,有点不满意,略不满意|一般,中立,普通|比较满意,有点满意,略满意|满意|非常满意,很满意,极满意"),
            satisfaction("very dissatisfied,extremely dissatisfied,very unsatisfied,completely dissatisfied"
                    + "|dissatisfied,unsatisfied,somewhat dissatisfied,not satisfied"
                    + "|neutral,neither satisfied nor dissatisfied,neither dissatisfied nor satisfied,ok,okay"
                    + "|satisfied,somewhat satisfied|very satisfied,extremely satisfied,completely satisfied"),
            satisfaction(
                    "very dissatisfied,extremely dissatisfied|dissatisfied,moderately dissatisfied"
                            + "|somewhat dissatisfied,slightly dissatisfied|neutral,neither satisfied nor dissatisfied"
                            + "|somewhat satisfied,slightly satisfied|satisfied,moderately satisfied|very satisfied,extremely satisfied"),
            satisfaction("非常差,很差,极差|差,较差|一般,中等|好,良好,较好|非常好,很好,优秀"),
            satisfaction("very poor,terrible,very bad|poor,bad|fair,average,ok,okay,neutral|good|very good,excellent"),
            other("非常不同意,很不同意,完全不同意,强烈不同意|不同意,不太同意,比较不同意|一般,中立,不确定|同意,比较同意|非常同意,很同意,完全同意,强烈同意"),
            other("非常不同意,完全不同意|不同意|比较不同意,有点不同意|一般,中立,不确定|比较同意,有点同意|同意|非常同意,完全同意"),
            other("strongly disagree|disagree,somewhat disagree|neutral,neither agree nor disagree,undecided"
                    + "|agree,somewhat agree|strongly agree"),
            other("strongly disagree|disagree|somewhat disagree,slightly disagree|neutral,neither agree nor disagree"
                    + "|somewhat agree,slightly agree|agree|strongly agree"),
            other("非常不愿意,很不愿意,完全不愿意|不愿意,不太愿意|一般,中立,不确定|愿意,比较愿意|非常愿意,很愿意"),
            other("very unlikely,extremely unlikely|unlikely,somewhat unlikely|neutral,neither likely nor unlikely"
                    + "|likely,somewhat likely|very likely,extremely likely"),
            other("非常困难,很难|困难,比较困难|一般,中立|容易,比较容易|非常容易,很容易"),
            other("very difficult|difficult,somewhat difficult|neutral,neither easy nor difficult"
                    + "|easy,somewhat easy|very easy"));

    private AnswerWords() {}

    /// @param steps by word, from 1
    /// @param isSatisfaction more is better for sure, and of five steps the scale of `csat`
    private record Scale(Map<String, Integer> steps, int size, boolean isSatisfaction) {}

    /// What the words of a column mean.
    ///
    /// @param numbers by word as the column writes it
    /// @param isCertain five steps of satisfaction, which are 1 to 5 wherever a customer is asked
    public record Meaning(Map<String, String> numbers, int steps, boolean isCertain) {}

    private static Scale satisfaction(String steps) {
        return scale(steps, true);
    }

    private static Scale other(String steps) {
        return scale(steps, false);
    }

    private static Scale scale(String table, boolean isSatisfaction) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        String[] words = table.split("\\|", -1);
        for (int step = 0; step < words.length; step++) {
            for (String word : words[step].split(",", -1)) {
                steps.put(word, step + 1);
            }
        }
        return new Scale(Map.copyOf(steps), words.length, isSatisfaction);
    }

    /// The scale that all words are steps of, each another one: 满意 beside 比较满意 is a scale of seven. Two words at
    /// least, or a single one could be anything.
    public static Optional<Meaning> of(Collection<String> words) {
        if (words.size() < 2 || words.size() > 7) {
            return Optional.empty();
        }
        for (Scale scale : SCALES) {
            Map<String, String> numbers = new LinkedHashMap<>();
            for (String word : words) {
                Integer step = scale.steps().get(normal(word));
                if (step != null) {
                    numbers.put(word, Integer.toString(step));
                }
            }
            if (numbers.size() == words.size()
                    && numbers.values().stream().distinct().count() == numbers.size()) {
                return Optional.of(
                        new Meaning(Map.copyOf(numbers), scale.size(), scale.isSatisfaction() && scale.size() == 5));
            }
        }
        return Optional.empty();
    }

    /// Whether it is a step of some scale.
    public static boolean isStep(String word) {
        return word.length() <= 60
                && SCALES.stream().anyMatch(scale -> scale.steps().containsKey(normal(word)));
    }

    private static String normal(String word) {
        return NumberText.halfWidth(word.strip()).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
