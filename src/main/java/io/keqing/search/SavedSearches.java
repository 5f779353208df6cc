package io.keqing.search;

import io.keqing.field.Label;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.SavedSearch.Content;
import io.keqing.search.SavedSearchRefusal.Kind;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Searches kept under a name. Kept is the address: what is relative in it stays relative, and opening one is
/// going to its address. Whoever may see a shared one asks it with their own rights.
@Singleton
public final class SavedSearches {
    static final int MOST = 200;
    private static final int NAME_LENGTH = 100;
    private static final int PAGE = 50;

    private final SavedSearchRows rows;
    private final Looks looks;
    private final SearchCounts counts;
    private final SearchIndex index;
    private final SearchUrl url;
    private final QueryPrivacy queryPrivacy;
    private final TransactionOperations<Connection> transactions;

    SavedSearches(
            SavedSearchRows rows,
            Looks looks,
            SearchCounts counts,
            SearchIndex index,
            SearchUrl url,
            QueryPrivacy queryPrivacy,
            TransactionOperations<Connection> transactions) {
        this.rows = rows;
        this.looks = looks;
        this.counts = counts;
        this.index = index;
        this.url = url;
        this.queryPrivacy = queryPrivacy;
        this.transactions = transactions;
    }

    /// The person's own and the shared ones, by name.
    public List<SavedSearch> all(Viewer person) {
        Map<Long, LookRow> looked = looks.of(person);
        return rows.visible(person.name()).stream()
                .map(row -> seen(row, looked.get(id(row)), person))
                .toList();
    }

    /// Those whose name has this in it, folded.
    List<SavedSearch> named(String part, Viewer person) {
        return rows.visible(person.name()).stream()
                .filter(row -> FacetValues.folded(row.name()).contains(part))
                .map(row -> seen(row, null, person))
                .toList();
    }

    /// @throws SavedSearchRefusal where there is none that the person may see
    public SavedSearch one(long id, Viewer person) {
        return seen(visible(id, person), looks.of(person).get(id), person);
    }

    /// How many records each finds, for this person; all of them in one request to the engine.
    ///
    /// @throws IndexUnavailableException where the engine does not answer
    public List<SavedSearch.Counted> counted(List<SavedSearch> searches, Viewer person) {
        Map<Long, LookRow> looked = looks.of(person);
        List<SearchCounts.Asked> asked = new ArrayList<>();
        for (SavedSearch search : searches) {
            if (search.content() instanceof Content.Question question) {
                LookRow look = looked.get(search.id());
                asked.add(new SearchCounts.Asked(question.query(), look == null ? null : look.highestKey()));
            }
        }
        var answers = (asked.isEmpty() ? List.<SearchCounts.Counted>of() : counts.count(asked, person)).iterator();
        return searches.stream()
                .map(search -> switch (search.content()) {
                    case Content.Question question -> counted(search, answers.next());
                    case Content.Hidden hidden ->
                        new SavedSearch.Counted(search, null, null, hiddenRule(hidden.fields(), person));
                    case Content.Unreadable unreadable ->
                        new SavedSearch.Counted(search, null, null, unreadable.reason());
                })
                .toList();
    }

    private static SavedSearch.Counted counted(SavedSearch search, SearchCounts.Counted answer) {
        return switch (answer) {
            case SearchCounts.Counted.Found found ->
                new SavedSearch.Counted(search, found.total(), found.newer(), null);
            case SearchCounts.Counted.Refused refused -> new SavedSearch.Counted(search, null, null, refused.reason());
        };
    }

    /// Whoever saves a search has looked at it.
    ///
    /// @param address a search's own, such as `interactions/search?q=&f.kind=complaint`
    /// @throws SavedSearchRefusal where the name is malformed or taken, or the search must not be kept
    /// @throws InvalidQueryException where the search breaks a rule, or a part is wrong or hidden from them
    public SavedSearch create(String name, String address, boolean shared, Viewer person) {
        String called = named(name);
        SearchQuery query = kept(address, person);
        int here = looks.here(query.type());
        long id = transactions.executeWrite(status -> {
            rows.lockOwner(person.name());
            if (rows.countOf(person.name()) >= MOST) {
                throw new SavedSearchRefusal(Kind.RULE, "A person keeps at most %d searches".formatted(MOST));
            }
            checkNew(person.name(), called, 0);
            return id(rows.save(row(null, called, url.address(query), person.name(), shared)));
        });
        looks.note(person, List.of(id), here);
        return one(id, person);
    }

    /// Changes what is given and leaves the rest.
    ///
    /// @throws SavedSearchRefusal as [#create], and where the search is not the person's to change
    public SavedSearch change(
            long id, @Nullable String name, @Nullable String address, @Nullable Boolean shared, Viewer person) {
        String called = name == null ? null : named(name);
        String kept = address == null ? null : url.address(kept(address, person));
        transactions.executeWrite(status -> {
            SavedSearchRow old = changeable(id, person);
            String owner = old.owner();
            if (owner != null) {
                rows.lockOwner(owner);
            }
            if (called != null && owner != null) {
                checkNew(owner, called, id);
            }
            boolean open = shared == null ? old.shared() : shared;
            if (!open && !person.name().equals(owner)) {
                throw new SavedSearchRefusal(
                        Kind.RULE, "Only its owner makes a search private, search %d is not yours".formatted(id));
            }
            return rows.update(
                    row(id, called == null ? old.name() : called, kept == null ? old.address() : kept, owner, open));
        });
        return one(id, person);
    }

    /// @throws SavedSearchRefusal where there is no such search, or it is not the person's to delete
    public void delete(long id, Viewer person) {
        rows.delete(changeable(id, person));
    }

    /// The person has looked at what it finds: only what comes after this is new.
    ///
    /// @throws SavedSearchRefusal where there is no such search
    /// @throws InvalidQueryException where it can't be asked
    public SavedSearch look(long id, Viewer person) {
        SavedSearch search = one(id, person);
        switch (search.content()) {
            case Content.Question question ->
                looks.note(person, List.of(id), looks.here(question.query().type()));
            case Content.Hidden hidden -> throw new InvalidQueryException(hiddenRule(hidden.fields(), person));
            case Content.Unreadable unreadable -> throw new InvalidQueryException(unreadable.reason());
        }
        return one(id, person);
    }

    /// Whether somebody may ask a kept search, all of it, now.
    ///
    /// @throws InvalidQueryException where a part of it is wrong by now, or hidden from the person
    /// @throws SavedSearchRefusal where there is no such search for the person
    public void check(long id, Viewer person) {
        switch (one(id, person).content()) {
            case Content.Question question -> index.check(question.query(), person);
            case Content.Hidden hidden -> throw new InvalidQueryException(hiddenRule(hidden.fields(), person));
            case Content.Unreadable unreadable -> throw new InvalidQueryException(unreadable.reason());
        }
    }

    /// Asks the first page of a question for somebody who reads it. Where the question is a saved search of
    /// theirs, by whatever way they came to it, they have then looked at it.
    public <T> T looking(SearchQuery query, Viewer person, Supplier<T> search) {
        List<Long> kept = rows.at(url.address(bare(query)), person.name()).stream()
                .map(SavedSearches::id)
                .toList();
        if (kept.isEmpty()) {
            return search.get();
        }
        int here = looks.here(query.type());
        T answer = search.get();
        looks.note(person, kept, here);
        return answer;
    }

    /// The address under which a question would be kept.
    public String address(SearchQuery query) {
        return url.address(bare(query));
    }

    private SearchQuery kept(String address, Viewer person) {
        SearchQuery query = bare(url.read(address));
        index.check(query, person);
        if (queryPrivacy.looksUpSecret(query)) {
            throw new SavedSearchRefusal(
                    Kind.RULE,
                    "A search for a phone number, e-mail, address, identity or card number is not kept: look it up anew");
        }
        return query;
    }

    /// Size, place and facets belong to whoever asks, not to the question; and in which order somebody chose
    /// is none of its business either.
    private static SearchQuery bare(SearchQuery query) {
        List<Filter> sorted = query.filters().stream()
                .map(filter -> new Filter(
                        filter.field(),
                        filter.anyOf().stream()
                                .sorted(Comparator.comparing(Filter.Condition::toString))
                                .toList()))
                .sorted(Comparator.comparing(Filter::field))
                .toList();
        return query.withFilters(sorted).page(PAGE, null).withFacets(null);
    }

    private static String named(String name) {
        String called = name.strip();
        if (called.isEmpty() || called.codePointCount(0, called.length()) > NAME_LENGTH) {
            throw new SavedSearchRefusal(
                    Kind.RULE,
                    "A search's name must have 1 to %d characters, had %d"
                            .formatted(NAME_LENGTH, called.codePointCount(0, called.length())));
        }
        return called;
    }

    private void checkNew(String owner, String name, long except) {
        if (rows.countSameName(owner, name, except) > 0) {
            throw new SavedSearchRefusal(
                    Kind.CONFLICT, "A search's name must be new among its owner's, was '%s'".formatted(name));
        }
    }

    private SavedSearchRow visible(long id, Viewer person) {
        return rows.visible(id, person.name())
                .orElseThrow(() ->
                        new SavedSearchRefusal(Kind.UNKNOWN, "There is no saved search %d for you".formatted(id)));
    }

    private SavedSearchRow changeable(long id, Viewer person) {
        SavedSearchRow row = visible(id, person);
        if (!changeable(row, person)) {
            throw new SavedSearchRefusal(
                    Kind.FORBIDDEN,
                    "A shared search is changed by its owner or an ADMIN, search %d is not yours".formatted(id));
        }
        return row;
    }

    private static boolean changeable(SavedSearchRow row, Viewer person) {
        return person.name().equals(row.owner()) || person.is(Role.ADMIN);
    }

    private SavedSearch seen(SavedSearchRow row, @Nullable LookRow look, Viewer person) {
        return new SavedSearch(
                id(row),
                row.name(),
                row.owner(),
                row.shared(),
                changeable(row, person),
                content(row.address(), person),
                look == null ? null : look.lookedAt());
    }

    private Content content(String address, Viewer person) {
        SearchQuery query;
        try {
            query = url.read(address);
        } catch (InvalidQueryException e) {
            return new Content.Unreadable(address, e.label());
        }
        List<String> hidden = queryPrivacy.hidden(query, person);
        return hidden.isEmpty() ? new Content.Question(address, query) : new Content.Hidden(query.type(), hidden);
    }

    private static Label hiddenRule(List<String> fields, Viewer person) {
        String names = String.join(", ", fields);
        return new Label(
                "只有可以搜索其字段的人才能使用此搜索：%s 对 %s 不可见".formatted(names, person.roles()),
                "A search answers only those who may search its fields: %s is hidden from %s"
                        .formatted(names, person.roles()));
    }

    private static SavedSearchRow row(
            @Nullable Long id, String name, String address, @Nullable String owner, boolean shared) {
        return new SavedSearchRow(id, name, address, owner, shared ? null : owner, Instant.now());
    }

    private static long id(SavedSearchRow row) {
        return Objects.requireNonNull(row.id());
    }
}
