package io.keqing.search.elastic;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Sensitivity;
import io.keqing.field.Use;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import io.keqing.search.Clause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A number or address of somebody: who has it, for those who may look people up; and for everybody the ids and
/// texts that hold it as it was typed, since an order number may look the same.
final class ContactTranslator {
    private static final int OWN_REGION = 10;
    private static final int WHOLE = 100;
    private static final int ENDING = 50;
    private static final int SIMILAR = 20;

    private final Viewer viewer;
    private final ContactForms forms;
    private final boolean tolerant;
    private final List<Field<?>> lookedUp;

    /// @param tolerant also finds an address by the one without its tag
    ContactTranslator(FieldSet type, Viewer viewer, ContactForms forms, boolean tolerant) {
        this.viewer = viewer;
        this.forms = forms;
        this.tolerant = tolerant;
        this.lookedUp = type.fields().stream()
                .filter(field -> field.sensitivity() == Sensitivity.SECRET && Masking.looksUp(field, viewer))
                .toList();
    }

    /// As it stands in texts and ids.
    static Words.Term term(Clause.Contact contact, boolean negated) {
        String text = contact.text().replaceFirst("^[*＊]", "");
        return new Words.Term(text, parts(text).size() > 1, negated);
    }

    /// Whether a tolerant translation would find more.
    boolean tolerates(List<Words.Term> terms) {
        return !lookedUp.isEmpty()
                && terms.stream()
                        .anyMatch(term -> !term.negated() && term.text().indexOf('@') > 0);
    }

    Map<String, Object> query(Clause.Contact contact, WordsTranslator words, boolean excludes) {
        String text = contact.text();
        List<Map<String, Object>> ways = new ArrayList<>(lookUps(text, excludes));
        Words.Term term = term(contact, excludes);
        ways.add(words.query(term));
        String digits = text.replaceAll("[^\\d]", "");
        if (text.indexOf('@') < 0 && !digits.equals(term.text())) {
            ways.add(words.query(new Words.Term(digits, true, excludes)));
        }
        if (term.exact() && !excludes && !ContactForms.isSomebodys(text)) {
            // it may have been several words all the same
            ways.add(Json.of(
                    "bool",
                    Json.of(
                            "must",
                            parts(text).stream()
                                    .map(part -> words.query(new Words.Term(part, false, false)))
                                    .toList())));
        }
        return Json.any(ways);
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split("[\\s\\p{Z}]+"))
                .filter(part -> part.codePoints().anyMatch(Character::isLetterOrDigit))
                .toList();
    }

    /// Who has the number or address.
    List<Map<String, Object>> lookUps(String text, boolean excludes) {
        ContactForms.Question question = forms.ofQuestion(text);
        Optional<String> ending = ContactForms.ending(text);
        List<Map<String, Object>> ways = new ArrayList<>();
        for (Field<?> field : lookedUp) {
            if (field.has(Use.CONTACT)) {
                String path = Place.formsPath(field);
                ways.add(scored(terms(path, question.whole()), WHOLE));
                if (!question.first().isEmpty()) {
                    ways.add(scored(terms(path, question.first()), OWN_REGION));
                }
                if (tolerant && !excludes && !question.similar().isEmpty()) {
                    ways.add(scored(terms(path, question.similar()), SIMILAR));
                }
                if (!excludes && ending.isPresent()) {
                    ways.addAll(ending(field, ending.get()));
                }
            }
        }
        return ways;
    }

    /// The whole of what was typed, as one value: an address where somebody lives, an identity number, last
    /// digits.
    List<Map<String, Object>> wholeText(String text, Clause asked) {
        String normal = TextMask.normal(text);
        boolean alone = asked instanceof Clause.Word;
        List<Map<String, Object>> ways = new ArrayList<>();
        for (Field<?> field : lookedUp) {
            if (field.has(Use.CONTACT)) {
                ways.add(scored(Json.term(Place.formsPath(field), ContactForms.other(normal)), WHOLE));
                if (alone) {
                    ContactForms.ending(text).ifPresent(ending -> ways.addAll(ending(field, ending)));
                }
            } else {
                ways.add(scored(Json.term(Place.path(field), normal), WHOLE));
            }
        }
        return ways;
    }

    /// By its last digits a number is found by those alone who see it as it is.
    private List<Map<String, Object>> ending(Field<?> field, String ending) {
        return Masking.shows(field, viewer)
                ? List.of(scored(Json.of("prefix", Json.of(Place.formsPath(field), ending)), ENDING))
                : List.of();
    }

    private static Map<String, Object> terms(String path, List<String> forms) {
        return Json.of("terms", Json.of(path, forms));
    }

    private static Map<String, Object> scored(Map<String, Object> filter, int boost) {
        return Json.of("constant_score", Json.of("filter", filter, "boost", boost));
    }
}
