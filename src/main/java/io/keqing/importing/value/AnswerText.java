package io.keqing.importing.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number in an answer that carries its label: `10 - 非常愿意`, `5分`, `4/5`, `Very satisfied (5)`, `★★★★☆`.
public final class AnswerText {
    private static final int LONGEST = 100;
    private static final String NUMBER = "(?<n>-?\\d{1,4}(?:[.,]\\d{1,3})?)";
    private static final Pattern NUMBER_FIRST = Pattern.compile(
            "[(\\[]?" + NUMBER + "[)\\]]? *(?:分|星|颗星|级|points?|pts?\\.?|stars?|[-–—:=.、,_|/(\\[ ])(?<label>\\D*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_LAST =
            Pattern.compile("\\D*[\\D&&[^-.,]] *[-–—:=(\\[|/]? *" + NUMBER + " *(?:分|星|级|points?|stars?)? *[)\\]]?");
    private static final Pattern OF = Pattern.compile(
            NUMBER + " *(?:分|星)? *(?:/|out of|of|von|sur) *\\d{1,4} *(?:分|星|points?|stars?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STARS = Pattern.compile("(?<full>(?:[★⭐]\\uFE0F?|🌟)+)[☆✩]*");

    private AnswerText() {}

    /// @param raw of a score; a plain number is none of these
    public static Optional<String> numberIn(String raw) {
        String text = NumberText.halfWidth(raw.strip());
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher stars = STARS.matcher(text);
        if (stars.matches()) {
            return Optional.of(Long.toString(
                    stars.group("full").codePoints().filter(c -> c != 0xFE0F).count()));
        }
        Matcher of = OF.matcher(text);
        if (of.matches()) {
            return Optional.of(of.group("n"));
        }
        Matcher first = NUMBER_FIRST.matcher(text);
        if (first.matches()) {
            return Optional.of(first.group("n"));
        }
        Matcher last = NUMBER_LAST.matcher(text);
        return last.matches() ? Optional.of(last.group("n")) : Optional.empty();
    }
}
