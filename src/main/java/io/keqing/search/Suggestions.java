package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordFields;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.search.SavedSearch.Content;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How half a word could go on: people by name, values and names of fields, saved searches. Names are asked
/// of the engine, everything else is in memory or one row away. What somebody may not search is not suggested
/// to them.
@Singleton
public final class Suggestions {
    private static final int MOST_RECORDS = 5;
    private static final int MOST_VALUES = 8;
    private static final int MOST_OF_ONE_FIELD = 4;
    private static final int MOST_OF_THE_NAMED_FIELD = 12;
    private static final int MOST_FIELDS = 4;
    private static final int MOST_SAVED = 4;
    /// One letter begins too many values in Pinyin.
    private static final int SHORTEST_SPELLED = 2;

    private final RecordTypes types;
    private final Completions completions;
    private final FacetValues values;
    private final SavedSearches saved;

    Suggestions(RecordTypes types, Completions completions, FacetValues values, SavedSearches saved) {
        this.types = types;
        this.completions = completions;
        this.values = values;
        this.saved = saved;
    }

    /// @param text what stands in the box, up to the cursor
    /// @param type what the screen asks for, null for all types
    /// @throws InvalidQueryException for a text that is too long, and an unknown type
    /// @throws IndexUnavailableException where the engine does not answer
    public List<Suggestion> suggest(String text, @Nullable String type, Viewer viewer, Locale locale) {
        if (text.length() > SearchQuery.MAX_WORDS) {
            throw new InvalidQueryException(
                    "q must have at most " + SearchQuery.MAX_WORDS + " characters, had " + text.length());
        }
        List<RecordType> asked = asked(type);
        List<Suggestion> found = new ArrayList<>();
        if (text.isBlank()) {
            // somebody is about to type
            asked.forEach(each -> values.warm(each.name()));
        } else {
            Typed typed = Typed.of(text, type);
            if (Typed.isPlain(text.strip())) {
                found.addAll(records(text.strip(), viewer));
            }
            if (!typed.term().isBlank()) {
                List<RecordType> inside = typed.nested() && typed.type() != null
                        ? types.named(typed.type()).stream().toList()
                        : asked;
                found.addAll(values(typed, inside, viewer, locale));
                found.addAll(fields(typed, inside, viewer, locale));
            }
        }
        found.addAll(saved(text.strip(), viewer));
        return found;
    }

    private List<RecordType> asked(@Nullable String type) {
        if (type == null) {
            return types.all();
        }
        return List.of(types.named(type)
                .orElseThrow(() -> new InvalidQueryException("type must be one of "
                        + types.all().stream().map(RecordType::name).toList() + ", was \"" + type + "\"")));
    }

    private List<Suggestion> records(String typed, Viewer viewer) {
        List<Suggestion> found = new ArrayList<>();
        for (RecordType type : types.all()) {
            name(type).ifPresent(name -> {
                for (SearchResult.Hit hit : completions.named(type.name(), name, typed, MOST_RECORDS, viewer)) {
                    // whoever is known by an id only is called by it
                    Object called =
                            hit.fields().getOrDefault(name.name(), hit.id().id());
                    found.add(new Suggestion.Named(type.name(), hit.id(), called.toString(), details(type, hit)));
                }
            });
        }
        return found;
    }

    /// What a record of the type is known by: a text that results can be ordered by is a name.
    private static Optional<Field<?>> name(RecordType type) {
        return type.fields().fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Text && field.has(Use.SORT))
                .findFirst();
    }

    private static List<String> details(RecordType type, SearchResult.Hit hit) {
        return type.fields().fields().stream()
                .filter(field -> field.kind() instanceof ValueKind.Keyword && field.has(Use.COLUMN))
                .map(field -> hit.fields().get(field.name()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .distinct()
                .toList();
    }

    /// A value and how well it fits: those that begin with what was typed come first, then the more frequent.
    private record Fitting(RecordType type, FacetValues.Value value, boolean begins) {}

    private List<Suggestion> values(Typed typed, List<RecordType> asked, Viewer viewer, Locale locale) {
        String named = typed.field();
        String part = FacetValues.folded(typed.value());
        List<Fitting> fitting = new ArrayList<>();
        for (RecordType type : asked) {
            Set<String> only = named == null ? Set.of() : namedBy(type, named, viewer);
            for (FacetValues.Value value : values.of(type.name())) {
                boolean meant = named == null
                        ? !(value.field().kind() instanceof ValueKind.Flag) && !part.isEmpty()
                        : only.contains(value.field().name());
                if (meant && Masking.searches(value.field(), viewer)) {
                    fit(type, value, part).ifPresent(fitting::add);
                }
            }
        }
        fitting.sort(Comparator.comparing(Fitting::begins)
                .reversed()
                .thenComparing(fit -> -fit.value().count())
                .thenComparing(fit -> fit.value().value()));
        List<Suggestion> found = new ArrayList<>();
        int mostOfOne = named == null ? MOST_OF_ONE_FIELD : MOST_OF_THE_NAMED_FIELD;
        int most = named == null ? MOST_VALUES : MOST_OF_THE_NAMED_FIELD;
        for (Fitting fit : fitting) {
            Field<?> field = fit.value().field();
            long same = found.stream()
                    .filter(each -> each instanceof Suggestion.FieldValue value
                            && value.field().equals(field.name()))
                    .count();
            if (same < mostOfOne && found.size() < most) {
                suggestion(typed, fit, locale).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Fitting> fit(RecordType type, FacetValues.Value value, String part) {
        boolean inside = false;
        for (String form : value.forms()) {
            if (form.startsWith(part)) {
                return Optional.of(new Fitting(type, value, true));
            }
            inside |= holds(form, part);
        }
        inside |= part.length() >= SHORTEST_SPELLED
                && value.spelled().stream().anyMatch(spelled -> spelled.startsWith(part));
        return inside ? Optional.of(new Fitting(type, value, false)) : Optional.empty();
    }

    /// Inside a text, Chinese begins anywhere and everything else at the beginning of a word.
    private static boolean holds(String form, String part) {
        int at = form.indexOf(part);
        while (at > 0) {
            int before = form.codePointBefore(at);
            int first = part.codePointAt(0);
            if (Character.UnicodeScript.of(first) == Character.UnicodeScript.HAN
                    || !Character.isLetterOrDigit(before)) {
                return true;
            }
            at = form.indexOf(part, at + 1);
        }
        return false;
    }

    private static Optional<Suggestion> suggestion(Typed typed, Fitting fit, Locale locale) {
        FacetValues.Value value = fit.value();
        Field<?> field = value.field();
        String label = FacetLabel.of(
                Optional.of(field), new SearchResult.Value(value.value(), value.value(), value.count(), false), locale);
        boolean filter = !typed.nested() && !typed.negated();
        if (!filter && value.value().contains("\"")) {
            return Optional.empty(); // no way to write it
        }
        String words =
                filter ? typed.before().strip() : typed.before() + word(field, locale) + ":" + quoted(value.value());
        return Optional.of(new Suggestion.FieldValue(
                fit.type().name(),
                field.name(),
                field.label().in(locale),
                value.value(),
                label,
                value.count(),
                words,
                filter));
    }

    private List<Suggestion> fields(Typed typed, List<RecordType> asked, Viewer viewer, Locale locale) {
        String part = FacetValues.folded(typed.term());
        Set<String> names = new LinkedHashSet<>();
        List<Suggestion> found = new ArrayList<>();
        for (boolean begins : new boolean[] {true, false}) {
            for (RecordType type : asked) {
                named(type, viewer)
                        .filter(field ->
                                forms(field).anyMatch(form -> begins ? form.startsWith(part) : holds(form, part)))
                        .filter(field -> found.size() < MOST_FIELDS && names.add(field.name()))
                        .map(field -> new Suggestion.FieldName(
                                type.name(),
                                field.name(),
                                field.label().in(locale),
                                typed.before() + word(field, locale) + ":"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /// The fields a person may mean by what stands before a colon.
    private Set<String> namedBy(RecordType type, String typed, Viewer viewer) {
        String part = FacetValues.folded(typed);
        Set<String> exactly = new LinkedHashSet<>();
        Set<String> nearly = new LinkedHashSet<>();
        named(type, viewer).forEach(field -> {
            if (forms(field).anyMatch(part::equals)) {
                exactly.add(field.name());
            } else if (forms(field).anyMatch(form -> form.startsWith(part) || holds(form, part))) {
                nearly.add(field.name());
            }
        });
        return exactly.isEmpty() ? nearly : exactly;
    }

    private Stream<Field<?>> named(RecordType type, Viewer viewer) {
        Stream<Field<?>> declared =
                type.fields().fields().stream().filter(field -> !(field.kind() instanceof ValueKind.RunTime));
        Stream<Field<?>> born = values.fields(type.name()).stream()
                .filter(field -> type.fields().named(field.name()).isEmpty()
                        && RecordFields.named(field.name()).isEmpty());
        return Stream.of(declared, RecordFields.ALL.stream(), born)
                .flatMap(each -> each)
                .filter(field -> Masking.searches(field, viewer) || Masking.looksUp(field, viewer));
    }

    private static Stream<String> forms(Field<?> field) {
        return Stream.of(field.name(), field.label().zh(), field.label().en()).map(FacetValues::folded);
    }

    /// How a field is written in a question: by its label where that is one word.
    private static String word(Field<?> field, Locale locale) {
        String label = field.label().in(locale);
        boolean word = label.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        return word ? label : field.name();
    }

    private static String quoted(String value) {
        boolean plain = value.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        return plain ? value : "\"" + value + "\"";
    }

    private List<Suggestion> saved(String typed, Viewer viewer) {
        return saved.named(FacetValues.folded(typed), viewer).stream()
                .<Suggestion>mapMulti((search, to) -> {
                    if (search.content() instanceof Content.Question question) {
                        to.accept(new Suggestion.Saved(search.id(), search.name(), question.address()));
                    }
                })
                .limit(MOST_SAVED)
                .toList();
    }
}
