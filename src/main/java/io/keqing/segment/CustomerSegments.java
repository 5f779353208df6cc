package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.field.Sensitivity;
import io.keqing.job.JobOwners;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.search.Clause;
import io.keqing.search.CustomerKeys;
import io.keqing.search.IndexQueue;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.QueryPrivacy;
import io.keqing.search.QueryText;
import io.keqing.search.Questions;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import io.keqing.segment.EvaluationTable.Found;
import io.keqing.segment.Segment.Evaluation;
import io.keqing.segment.SegmentRefusal.Kind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Saved groups of customers. A segment is a question; who is in it is worked out with the present rights of its
/// owner, so that it has the same members whoever asks, and kept each time it differs from before.
///
/// Whoever may not search personal fields learns nothing of a group in which such fields took part: it is not
/// there for them.
@Singleton
public final class CustomerSegments {
    private static final int NAME_LENGTH = 100;
    private static final int NOTE_LENGTH = 2_000;
    /// Of more conditions than these none is followed on its own.
    static final int MOST_CONDITIONS = 12;

    private final SegmentRows rows;
    private final EvaluationTable evaluations;
    private final CustomerKeys keys;
    private final SearchIndex index;
    private final IndexQueue queue;
    private final SearchUrl url;
    private final QueryPrivacy queryPrivacy;
    private final Questions questions;
    private final JobOwners owners;

    CustomerSegments(
            SegmentRows rows,
            EvaluationTable evaluations,
            CustomerKeys keys,
            SearchIndex index,
            IndexQueue queue,
            SearchUrl url,
            QueryPrivacy queryPrivacy,
            Questions questions,
            JobOwners owners) {
        this.rows = rows;
        this.evaluations = evaluations;
        this.keys = keys;
        this.index = index;
        this.queue = queue;
        this.url = url;
        this.queryPrivacy = queryPrivacy;
        this.questions = questions;
        this.owners = owners;
    }

    /// By name, those the viewer may know.
    public List<Segment> all(Viewer viewer) {
        return rows.inOrder().stream()
                .filter(row -> visible(row, viewer))
                .map(row -> seen(row, viewer))
                .toList();
    }

    /// @throws SegmentRefusal where there is none for the viewer
    public Segment one(long id, Viewer viewer) {
        return seen(known(id, viewer), viewer);
    }

    /// Keeps a question and works out who it finds.
    ///
    /// @param address `customers/search?…`; of a question about other records, their customers
    /// @throws SegmentRefusal where the name is malformed or taken, or the question must not be kept
    /// @throws InvalidQueryException where the question breaks a rule
    public Segment create(String name, String address, @Nullable String note, Viewer viewer) {
        String called = named(name, 0);
        String noted = noted(note);
        SearchQuery query = kept(address, viewer);
        Found found = found(query, 1, viewer);
        SegmentRow row =
                rows.save(new SegmentRow(null, called, noted, viewer.name(), url.address(query), 1, Instant.now()));
        evaluations.keep(id(row), found, Instant.now());
        return seen(row, viewer);
    }

    /// Changes what is given and leaves the rest. Another question is a new version, worked out at once; whoever
    /// changes it owns it from there on.
    public Segment change(
            long id, @Nullable String name, @Nullable String address, @Nullable String note, Viewer viewer) {
        SegmentRow old = changeable(id, viewer);
        SearchQuery query = kept(address == null ? old.address() : address, viewer);
        boolean other = !url.address(query).equals(old.address());
        int version = other ? old.version() + 1 : old.version();
        Found found = found(query, version, viewer);
        SegmentRow row = rows.update(new SegmentRow(
                id,
                name == null ? old.name() : named(name, id),
                note == null ? old.note() : noted(note),
                viewer.name(),
                url.address(query),
                version,
                Instant.now()));
        evaluations.keep(id, found, Instant.now());
        return seen(row, viewer);
    }

    public void delete(long id, Viewer viewer) {
        rows.delete(changeable(id, viewer));
    }

    /// Works out who is in it now, with its owner's rights.
    public Segment evaluate(long id, Viewer viewer) {
        SegmentRow row = known(id, viewer);
        evaluate(row);
        return seen(row, viewer);
    }

    void evaluate(SegmentRow row) {
        Viewer owner = Optional.ofNullable(row.owner())
                .flatMap(owners::present)
                .orElseThrow(() -> new SegmentRefusal(
                        Kind.RULE,
                        "A segment is worked out with its owner's rights, the owner of %d is gone: an ADMIN who changes it takes it over"
                                .formatted(id(row))));
        Found found = found(url.read(row.address()), row.version(), owner);
        evaluations.keep(id(row), found, Instant.now());
    }

    /// A question as a person types it among customers; one about other records becomes one about their customers.
    ///
    /// @param address `customers/search?…`
    public String words(String address) {
        SearchQuery query = url.read(address);
        return query.type().equals(CustomerFields.TYPE)
                ? QueryText.write(questions.clause(query))
                : questions.having(CustomerFields.TYPE, query).words();
    }

    /// The other way round.
    ///
    /// @throws InvalidQueryException where it is too long
    public String address(String words) {
        return url.address(SearchQuery.all(CustomerFields.TYPE).withWords(words));
    }

    /// How many customers a question finds, before it is kept.
    public int count(String address, Viewer viewer) {
        return keys.of(kept(address, viewer), viewer).getCardinality();
    }

    /// How many the question of a segment would have found at the end of a day, see [CustomerKeys#asOf].
    public int whatIf(long id, Instant moment, Viewer viewer) {
        SegmentRow row = known(id, viewer);
        return keys.asOf(kept(row.address(), viewer), moment, viewer).getCardinality();
    }

    private Found found(SearchQuery query, int version, Viewer owner) {
        // what is still on its way to the index is a reason to look again
        long seen = queue.backlog(null).documents() == 0 ? evaluations.documentVersion() : 0;
        RoaringBitmap members = keys.of(query, owner);
        List<Clause> conditions = questions.conditions(query);
        Map<String, RoaringBitmap> met = new LinkedHashMap<>();
        if (conditions.size() == 1) {
            met.put(QueryText.write(conditions.getFirst()), members);
        } else if (conditions.size() <= MOST_CONDITIONS) {
            for (Clause condition : conditions) {
                String text = QueryText.write(condition);
                met.put(text, keys.of(SearchQuery.all(CustomerFields.TYPE).withWords(text), owner));
            }
        }
        return new Found(version, searchesPersonal(owner) && queryPrivacy.touchesPersonal(query), seen, members, met);
    }

    private SearchQuery kept(String address, Viewer viewer) {
        SearchQuery read = url.read(address);
        // before it is written anew as a question of customers: what is wrong in it would be gone by then
        index.check(read, viewer);
        SearchQuery query = read.type().equals(CustomerFields.TYPE)
                ? read.withOrder(List.of())
                        .page(SearchQuery.all(read.type()).size(), null)
                        .withFacets(null)
                : questions.having(CustomerFields.TYPE, read);
        if (queryPrivacy.looksUpSecret(query)) {
            throw new SegmentRefusal(
                    Kind.RULE,
                    "A question for a phone number, e-mail, address, identity or card number is not kept: look it up anew");
        }
        return query;
    }

    private String named(String name, long except) {
        String called = name.strip();
        int length = called.codePointCount(0, called.length());
        if (length == 0 || length > NAME_LENGTH) {
            throw new SegmentRefusal(
                    Kind.RULE, "A segment's name must have 1 to %d characters, had %d".formatted(NAME_LENGTH, length));
        } else if (rows.countSameName(called, except) > 0) {
            throw new SegmentRefusal(Kind.CONFLICT, "A segment's name must be new, was '%s'".formatted(called));
        }
        return called;
    }

    private static String noted(@Nullable String note) {
        String noted = note == null ? "" : note.strip();
        if (noted.length() > NOTE_LENGTH) {
            throw new SegmentRefusal(
                    Kind.RULE,
                    "A segment's note must have at most %d characters, had %d".formatted(NOTE_LENGTH, noted.length()));
        }
        return noted;
    }

    private SegmentRow known(long id, Viewer viewer) {
        return rows.findById(id)
                .filter(row -> visible(row, viewer))
                .orElseThrow(() -> new SegmentRefusal(Kind.UNKNOWN, "There is no segment %d for you".formatted(id)));
    }

    private boolean visible(SegmentRow row, Viewer viewer) {
        if (searchesPersonal(viewer) || viewer.name().equals(row.owner())) {
            return true;
        }
        try {
            return queryPrivacy.hidden(url.read(row.address()), viewer).isEmpty() && latest(row, viewer) != null;
        } catch (InvalidQueryException e) {
            return false; // a field it asks about is gone; nobody can tell whether it was hidden
        }
    }

    private SegmentRow changeable(long id, Viewer viewer) {
        SegmentRow row = known(id, viewer);
        if (!changeable(row, viewer)) {
            throw new SegmentRefusal(
                    Kind.FORBIDDEN, "A segment is changed by its owner or an ADMIN, %d is not yours".formatted(id));
        }
        return row;
    }

    private static boolean changeable(SegmentRow row, Viewer viewer) {
        return viewer.name().equals(row.owner()) || viewer.is(Role.ADMIN);
    }

    private Segment seen(SegmentRow row, Viewer viewer) {
        return new Segment(
                id(row),
                row.name(),
                row.note(),
                row.owner(),
                row.address(),
                row.version(),
                row.changedAt(),
                changeable(row, viewer),
                latest(row, viewer));
    }

    private @Nullable Evaluation latest(SegmentRow row, Viewer viewer) {
        return evaluations.at(id(row), Instant.now(), searchesPersonal(viewer)).orElse(null);
    }

    static boolean searchesPersonal(Viewer viewer) {
        return Masking.searches(Sensitivity.PERSONAL, viewer);
    }

    static long id(SegmentRow row) {
        return Objects.requireNonNull(row.id());
    }
}
