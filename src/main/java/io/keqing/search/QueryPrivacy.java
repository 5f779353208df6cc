package io.keqing.search;

import io.keqing.field.Field;
import io.keqing.field.Sensitivity;
import io.keqing.privacy.ContactForms;
import io.keqing.privacy.Masking;
import io.keqing.privacy.TextMask;
import io.keqing.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a question itself gives away: the fields it asks about, and the values it holds.
@Singleton
public final class QueryPrivacy {
    private final FieldNames names;
    private final Questions questions;

    QueryPrivacy(FieldNames names, Questions questions) {
        this.names = names;
        this.questions = questions;
    }

    /// A field by its name or label and the type that has it.
    private record Named(String type, String field) {}

    /// Fields the question asks about that the viewer may neither search nor look up.
    public List<String> hidden(SearchQuery query, Viewer viewer) {
        return fields(query)
                .filter(named -> sensitivity(named)
                        .filter(sensitivity -> !open(sensitivity, viewer))
                        .isPresent())
                .map(Named::field)
                .toList();
    }

    /// Whether the question looks somebody up by a number or address of theirs. Such a question is asked and
    /// forgotten: kept, it would be a copy of the secret that no erasure finds.
    public boolean looksUpSecret(SearchQuery query) {
        return fields(query)
                        .anyMatch(named -> sensitivity(named)
                                .filter(Sensitivity.SECRET::equals)
                                .isPresent())
                || Stream.concat(
                                Stream.of(query.words()),
                                query.filters().stream().flatMap(QueryPrivacy::values))
                        .anyMatch(text -> !TextMask.mask(text).found().isEmpty())
                || namesSomebody(questions.text(query).clause());
    }

    /// Whether a number or address stands in it that is somebody's for sure, or the end of one.
    private static boolean namesSomebody(Clause clause) {
        return switch (clause) {
            case Clause.Contact(String text) ->
                ContactForms.isSomebodys(text)
                        || ContactForms.ending(text).isPresent() && !Character.isDigit(text.charAt(0));
            case Clause.All all -> all.of().stream().anyMatch(QueryPrivacy::namesSomebody);
            case Clause.Any any -> any.of().stream().anyMatch(QueryPrivacy::namesSomebody);
            case Clause.Not not -> namesSomebody(not.of());
            case Clause.Has has -> namesSomebody(has.of());
            case Clause.Of of -> namesSomebody(of.of());
            case Clause.Word word -> false;
            case Clause.Phrase phrase -> ContactForms.isSomebodys(phrase.text());
            case Clause.Prefix prefix -> false;
            case Clause.Pattern pattern -> false;
            case Clause.On on -> values(on.filter()).anyMatch(ContactForms::isSomebodys);
            case Clause.Lately lately -> false;
            case Clause.InSegment in -> false;
        };
    }

    /// Whether what it finds may depend on what some roles may not search: it asks about a personal field,
    /// searches words, or the members of a group.
    public boolean touchesPersonal(SearchQuery query) {
        return fields(query)
                        .anyMatch(named -> sensitivity(named)
                                .filter(sensitivity -> sensitivity != Sensitivity.OPEN)
                                .isPresent())
                || searches(questions.text(query).clause());
    }

    private static boolean searches(Clause clause) {
        return switch (clause) {
            case Clause.Word word -> true;
            case Clause.Phrase phrase -> true;
            case Clause.Prefix prefix -> true;
            case Clause.Pattern pattern -> true;
            case Clause.Contact contact -> true;
            case Clause.InSegment in -> true;
            case Clause.On on -> false;
            case Clause.Lately lately -> false;
            case Clause.All all -> all.of().stream().anyMatch(QueryPrivacy::searches);
            case Clause.Any any -> any.of().stream().anyMatch(QueryPrivacy::searches);
            case Clause.Not not -> searches(not.of());
            case Clause.Has has -> searches(has.of());
            case Clause.Of of -> searches(of.of());
        };
    }

    private static boolean open(Sensitivity sensitivity, Viewer viewer) {
        return Masking.searches(sensitivity, viewer) || Masking.looksUp(sensitivity, viewer);
    }

    private Stream<Named> fields(SearchQuery query) {
        Set<Named> fields = new LinkedHashSet<>();
        query.filters().forEach(filter -> fields.add(new Named(query.type(), filter.field())));
        query.order().forEach(order -> fields.add(new Named(query.type(), order.field())));
        gather(questions.text(query).clause(), query.type(), fields);
        return fields.stream();
    }

    /// The fields that stand in the words, wherever they stand.
    private static void gather(Clause clause, String type, Set<Named> into) {
        switch (clause) {
            case Clause.On on -> into.add(new Named(type, on.filter().field()));
            case Clause.All all -> all.of().forEach(part -> gather(part, type, into));
            case Clause.Any any -> any.of().forEach(part -> gather(part, type, into));
            case Clause.Not not -> gather(not.of(), type, into);
            case Clause.Has has -> gather(has.of(), has.type(), into);
            case Clause.Of of -> gather(of.of(), of.type(), into);
            case Clause.Word word -> {}
            case Clause.Phrase phrase -> {}
            case Clause.Prefix prefix -> {}
            case Clause.Pattern pattern -> {}
            case Clause.Contact contact -> {}
            case Clause.Lately lately -> {}
            case Clause.InSegment in -> {}
        }
    }

    private static Stream<String> values(Filter filter) {
        return filter.anyOf().stream().flatMap(condition -> switch (condition) {
            case Filter.Condition.Is is -> Stream.of(is.value());
            case Filter.Condition.Like like -> Stream.of(like.pattern());
            case Filter.Condition.Between between -> Stream.<String>empty();
            case Filter.Condition.Missing missing -> Stream.<String>empty();
            case Filter.Condition.Present present -> Stream.<String>empty();
        });
    }

    /// Of several fields that a name may mean, the one that tells most about people decides.
    private Optional<Sensitivity> sensitivity(Named named) {
        return names.fields(named.type(), named.field()).stream()
                .map(Field::sensitivity)
                .max(Comparator.naturalOrder());
    }
}
