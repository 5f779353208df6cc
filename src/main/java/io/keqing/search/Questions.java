package io.keqing.search;

import io.keqing.field.Field;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Takes questions apart and puts them together anew, with the names of the catalogue and without asking whether
/// somebody may ask them.
@Singleton
public final class Questions {
    private final FieldNames names;

    public Questions(FieldNames names) {
        this.names = names;
    }

    /// What was typed.
    public QueryText text(SearchQuery question) {
        return QueryText.read(question.words(), question.type(), names);
    }

    /// The fields of a type that a name may mean.
    List<Field<?>> fields(String type, String name) {
        return names.fields(type, name);
    }

    /// A question's conditions, all of which must hold: the parts of its words, then its filters.
    ///
    /// @throws InvalidQueryException where a part would be left out: the rest is another question
    public List<Clause> conditions(SearchQuery question) {
        List<Clause> all = new ArrayList<>();
        QueryText text = text(question);
        if (!text.mistakes().isEmpty()) {
            throw InvalidQueryException.of(question.words(), text.mistakes());
        }
        Clause words = text.clause();
        if (words instanceof Clause.All several) {
            all.addAll(several.of());
        } else {
            all.add(words);
        }
        question.filters().forEach(filter -> all.add(new Clause.On(filter)));
        return List.copyOf(all);
    }

    /// Words and filters as one clause.
    ///
    /// @throws InvalidQueryException as [#conditions]
    public Clause clause(SearchQuery question) {
        List<Clause> all = conditions(question);
        return all.size() == 1 ? all.getFirst() : new Clause.All(all);
    }

    /// A question of the customers who have a record that the given one finds.
    ///
    /// @throws InvalidQueryException as [#conditions], and where it becomes too long
    public SearchQuery having(String customers, SearchQuery records) {
        return SearchQuery.all(customers).withWords(QueryText.write(new Clause.Has(records.type(), clause(records))));
    }
}
