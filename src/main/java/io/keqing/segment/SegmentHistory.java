package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.segment.Segment.Evaluation;
import io.keqing.segment.SegmentRefusal.Kind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Who is and who was in a segment, and why. Bitmaps are compared, so that the size of the groups hardly counts.
@Singleton
public final class SegmentHistory {
    private static final int CHUNK = 1_000;
    private static final int MOST_OVERLAPPED = 100;
    private static final String REDEFINED = "the question was changed";

    private final CustomerSegments segments;
    private final EvaluationTable evaluations;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;

    SegmentHistory(
            CustomerSegments segments,
            EvaluationTable evaluations,
            RecordStore store,
            RecordTypes types,
            RecordMasking masking) {
        this.segments = segments;
        this.evaluations = evaluations;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
    }

    /// @param name as the viewer may see it, null where there is none
    public record Member(RecordId id, @Nullable String name) {}

    /// @param total members when it was worked out; of these, whoever was merged or erased since is on no page
    /// @param next where to go on, null at the end
    public record Page(
            Evaluation evaluation,
            int total,
            List<Member> members,
            @Nullable String next) {}

    /// @param because the conditions that are met now and were not before, or the other way round
    public record Moved(RecordId id, List<String> because) {}

    /// @param from what is compared, null where the segment was not worked out by then: then nobody was in it
    /// @param came how many joined; `joined` leaves out who was merged or erased since
    public record Changes(
            @Nullable Evaluation from, Evaluation to, int came, int went, List<Moved> joined, List<Moved> left) {}

    /// @param shared customers in both, by the place of the segments; on the diagonal their own sizes
    public record Overlaps(List<Segment> segments, List<List<Integer>> shared) {}

    /// Members in a fixed order, by the last evaluation not after a moment; a page's `next` stays with its evaluation.
    ///
    /// @param cursor the page before's `next`
    /// @param size 1 to 1,000
    public Page members(long id, @Nullable Instant asOf, @Nullable String cursor, int size, Viewer viewer) {
        segments.one(id, viewer);
        if (size < 1 || size > CHUNK) {
            throw new SegmentRefusal(Kind.RULE, "size must be 1 to %d, was %d".formatted(CHUNK, size));
        }
        Place place = cursor == null ? new Place(at(id, asOf, viewer), 0) : place(id, cursor, viewer);
        RoaringBitmap members = evaluations.members(place.evaluation());
        List<Integer> keys = new ArrayList<>(size);
        int end = Math.min(place.offset() + size, members.getCardinality());
        for (int i = place.offset(); i < end; i++) {
            keys.add(members.select(i));
        }
        return new Page(
                place.evaluation(),
                members.getCardinality(),
                documents(keys).stream()
                        .map(document -> member(document, viewer))
                        .toList(),
                end < members.getCardinality() ? place.evaluation().id() + "-" + end : null);
    }

    private record Place(Evaluation evaluation, int offset) {}

    private Place place(long id, String cursor, Viewer viewer) {
        try {
            String[] parts = cursor.split("-", 2);
            int offset = Integer.parseInt(parts[parts.length - 1]);
            Optional<Evaluation> evaluation =
                    evaluations.byId(id, Long.parseLong(parts[0]), CustomerSegments.searchesPersonal(viewer));
            if (parts.length == 2 && offset >= 0 && evaluation.isPresent()) {
                return new Place(evaluation.get(), offset);
            }
        } catch (NumberFormatException e) {
            // said below, with the value
        }
        throw new SegmentRefusal(Kind.RULE, "cursor must be the 'next' of this segment's members, was " + cursor);
    }

    /// Who came and who left between two moments, with the conditions that made the difference.
    public Changes changes(long id, Instant from, @Nullable Instant to, Viewer viewer) {
        segments.one(id, viewer);
        if (to != null && to.isBefore(from)) {
            throw new SegmentRefusal(Kind.RULE, "'to' must not be before 'from', was %s and %s".formatted(to, from));
        }
        Evaluation after = at(id, to, viewer);
        Evaluation before = evaluations
                .at(id, from, CustomerSegments.searchesPersonal(viewer))
                .orElse(null);
        RoaringBitmap then = before == null ? new RoaringBitmap() : evaluations.members(before);
        RoaringBitmap now = evaluations.members(after);
        Map<String, RoaringBitmap> met = evaluations.conditions(after);
        Map<String, RoaringBitmap> metBefore = before == null ? Map.of() : evaluations.conditions(before);
        // without anything to compare with there is no reason to tell
        Map<String, RoaringBitmap> reasons = before == null ? Map.of() : met;
        boolean redefined = before != null && before.version() != after.version();
        RoaringBitmap came = RoaringBitmap.andNot(now, then);
        RoaringBitmap went = RoaringBitmap.andNot(then, now);
        return new Changes(
                before,
                after,
                came.getCardinality(),
                went.getCardinality(),
                moved(came, reasons, metBefore, redefined),
                moved(went, metBefore, met, redefined));
    }

    private List<Moved> moved(
            RoaringBitmap who, Map<String, RoaringBitmap> met, Map<String, RoaringBitmap> notMet, boolean redefined) {
        List<Moved> moved = new ArrayList<>();
        List<Integer> chunk = new ArrayList<>();
        var keys = who.getIntIterator();
        while (keys.hasNext()) {
            chunk.add(keys.next());
            if (chunk.size() == CHUNK || !keys.hasNext()) {
                documents(chunk)
                        .forEach(document -> moved.add(new Moved(
                                document.id(), redefined ? List.of(REDEFINED) : because(document.key(), met, notMet))));
                chunk.clear();
            }
        }
        return moved;
    }

    private static List<String> because(int key, Map<String, RoaringBitmap> met, Map<String, RoaringBitmap> notMet) {
        return met.entrySet().stream()
                .filter(condition -> condition.getValue().contains(key))
                .filter(condition -> {
                    RoaringBitmap other = notMet.get(condition.getKey());
                    return other == null || !other.contains(key);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /// How many customers each two of them share.
    ///
    /// @param ids 1 to 100 of them
    public Overlaps overlaps(List<Long> ids, Viewer viewer) {
        if (ids.isEmpty() || ids.size() > MOST_OVERLAPPED) {
            throw new SegmentRefusal(
                    Kind.RULE, "ids must name 1 to %d segments, named %d".formatted(MOST_OVERLAPPED, ids.size()));
        }
        List<Segment> some = ids.stream().map(id -> segments.one(id, viewer)).toList();
        List<RoaringBitmap> members = ids.stream()
                .map(id -> evaluations.members(at(id, null, viewer)))
                .toList();
        List<List<Integer>> shared = members.stream()
                .map(one -> members.stream()
                        .map(other -> RoaringBitmap.andCardinality(one, other))
                        .toList())
                .toList();
        return new Overlaps(some, shared);
    }

    private Evaluation at(long id, @Nullable Instant moment, Viewer viewer) {
        return evaluations
                .at(id, moment == null ? Instant.now() : moment, CustomerSegments.searchesPersonal(viewer))
                .orElseThrow(() -> new SegmentRefusal(
                        Kind.RULE,
                        "Segment %d was not worked out by %s".formatted(id, moment == null ? "now" : moment)));
    }

    private List<Document> documents(List<Integer> keys) {
        return store.load(customers, keys).stream()
                .sorted(Comparator.comparingInt(Document::key))
                .toList();
    }

    private Member member(Document document, Viewer viewer) {
        Object name = masking.seen(document, viewer).get(CustomerFields.NAME);
        return new Member(document.id(), name == null ? null : name.toString());
    }
}
