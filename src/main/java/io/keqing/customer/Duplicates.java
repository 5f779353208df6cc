package io.keqing.customer;

import io.keqing.customer.DuplicateGroups.Group;
import io.keqing.customer.DuplicateGroups.Link;
import io.keqing.field.Field;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordEditor;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Customers who are likely the same people, for a person to merge or keep apart. Nothing is ever merged by
/// itself.
@Singleton
public final class Duplicates {
    /// So many of one group are shown; the others follow as these are decided.
    static final int SHOWN = 20;

    public static final int MOST = 200;

    private static final int LITTLE = 200;

    private final Database database;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final DuplicateGroups groups;
    private final MatchQueue queue;

    Duplicates(Database database, RecordStore store, RecordTypes types, RecordMasking masking, MatchQueue queue) {
        this.database = database;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.groups = new DuplicateGroups(database);
        this.queue = queue;
    }

    /// Which groups: those with a customer whom an import wrote last, or who is of a source.
    public record Asked(@Nullable Long importId, @Nullable String source) {
        public static final Asked ALL = new Asked(null, null);
    }

    /// @param total groups altogether
    /// @param waiting customers not compared yet
    /// @param common values that too many share to be a sign
    /// @param next the cursor of the next page
    public record Page(
            int total,
            long waiting,
            List<Likely> groups,
            List<Common> common,
            @Nullable String next) {}

    /// One group.
    ///
    /// @param strength of its strongest pair: more is likelier, one who agrees on all has 10
    /// @param members as the viewer may see them, the one that is there longest first
    /// @param more members that are not shown
    /// @param pairs strongest first, of the members shown
    public record Likely(int strength, List<Member> members, int more, List<Agreement> pairs) {}

    public record Member(RecordId id, Map<Field<?>, Object> fields) {}

    /// @param fields on which the two agree
    public record Agreement(RecordId one, RecordId other, List<Field<?>> fields, int strength) {}

    /// @param fields what is shared
    /// @param values how many such values are not taken as a sign
    /// @param customers how many customers have one of them
    public record Common(List<Field<?>> fields, int values, long customers) {}

    /// Somebody's decision that two customers are two.
    public record Apart(long id, RecordId one, RecordId other, String user, Instant at) {}

    /// One page of groups, strongest first.
    ///
    /// @throws IllegalArgumentException for a cursor that is none, and a size outside 1 to [#MOST]
    public Page page(Asked asked, int size, @Nullable String cursor, Viewer viewer) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("size must be 1 to " + MOST + ", was " + size);
        }
        List<Group> all = matching(asked);
        int from = cursor == null || cursor.isEmpty() ? 0 : behind(all, DuplicatesCursor.read(cursor));
        List<Group> page = all.subList(from, Math.min(all.size(), from + size));
        Set<Integer> keys = new HashSet<>();
        page.forEach(group -> keys.addAll(shown(group)));
        Map<Integer, Document> documents = new HashMap<>();
        store.load(customers, keys).forEach(document -> documents.put(document.key(), document));
        List<Likely> likely = new ArrayList<>();
        for (Group group : page) {
            likely(group, documents, viewer).ifPresent(likely::add);
        }
        boolean last = from + page.size() >= all.size();
        return new Page(
                all.size(),
                queue.waiting(),
                likely,
                common(),
                last || page.isEmpty() ? null : cursorBehind(page.getLast()));
    }

    /// Customers that wait to be compared.
    public long waiting() {
        return queue.waiting();
    }

    /// Compares here and now what waits, where that is little: who took a decision sees the list as it left it.
    public void catchUp() {
        if (queue.waiting() <= LITTLE) {
            queue.compareNext();
        }
    }

    /// Groups with a customer whom this cause wrote last, `import:12`.
    public int count(String cause) {
        return with(groups.now().groups(), "cause", cause).size();
    }

    private List<Group> matching(Asked asked) {
        List<Group> all = groups.now().groups();
        if (asked.importId() != null) {
            all = with(all, "cause", "import:" + asked.importId());
        }
        if (asked.source() != null) {
            all = with(all, "source", asked.source());
        }
        return all;
    }

    private List<Group> with(List<Group> all, String column, String value) {
        Set<Integer> keys = database.read(connection -> {
            Set<Integer> found = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("select key from customer where " + column
                    + " = ? and key in (select a from customer_pair where not apart union select b from customer_pair "
                    + "where not apart)")) {
                select.setString(1, value);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getInt(1));
                    }
                }
            }
            return found;
        });
        return all.stream()
                .filter(group -> group.members().stream().anyMatch(keys::contains))
                .toList();
    }

    /// Of a long group those of its strongest links.
    private static List<Integer> shown(Group group) {
        if (group.members().size() <= SHOWN) {
            return group.members();
        }
        Set<Integer> shown = new TreeSet<>();
        for (Link link : group.links()) {
            if (shown.size() <= SHOWN - 2) {
                shown.add(link.a());
                shown.add(link.b());
            }
        }
        return List.copyOf(shown);
    }

    /// Empty where the members went since.
    private Optional<Likely> likely(Group group, Map<Integer, Document> documents, Viewer viewer) {
        Map<Integer, Member> members = new LinkedHashMap<>();
        for (int key : shown(group)) {
            Document document = documents.get(key);
            if (document != null) {
                members.put(key, new Member(document.id(), masking.seen(document, viewer)));
            }
        }
        List<Agreement> pairs = new ArrayList<>();
        for (Link link : group.links()) {
            Member one = members.get(link.a());
            Member other = members.get(link.b());
            if (one != null && other != null) {
                pairs.add(new Agreement(one.id(), other.id(), Likeness.fields(link.agree()), link.strength()));
            }
        }
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Likely(
                        group.strength(),
                        List.copyOf(members.values()),
                        group.members().size() - shown(group).size(),
                        pairs));
    }

    private int behind(List<Group> all, DuplicatesCursor cursor) {
        OptionalInt first = store.keyOf(customers, cursor.first());
        int from = 0;
        while (from < all.size()
                && (all.get(from).strength() > cursor.strength()
                        || (all.get(from).strength() == cursor.strength()
                                && first.isPresent()
                                && all.get(from).first() <= first.getAsInt()))) {
            from++;
        }
        return from;
    }

    private @Nullable String cursorBehind(Group group) {
        return store.load(customers, List.of(group.first())).stream()
                .findFirst()
                .map(document -> new DuplicatesCursor(group.strength(), document.id()).written())
                .orElse(null);
    }

    private List<Common> common() {
        return database.read(connection -> {
            List<Common> common = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select kind, count(*), sum(customers) from customer_match_common group by kind order by kind");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    common.add(new Common(MatchKind.values()[row.getInt(1)].fields(), row.getInt(2), row.getLong(3)));
                }
            }
            return common;
        });
    }

    /// Records that two customers are two: they are not proposed again unless they come to agree on
    /// something else.
    ///
    /// @return empty where one of them is not there
    /// @throws IllegalArgumentException where both are the same
    public Optional<Apart> keepApart(RecordId one, RecordId other, Viewer viewer) {
        requireEditor(viewer);
        OptionalInt a = store.keyOf(customers, one);
        OptionalInt b = store.keyOf(customers, other);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        if (a.getAsInt() == b.getAsInt()) {
            throw new IllegalArgumentException(
                    "Two customers can be kept apart, %s and %s are one".formatted(one, other));
        }
        Pair pair = Pair.of(a.getAsInt(), b.getAsInt());
        return database.inTransaction(connection -> {
            MatchQueue.lock(connection);
            long id = new KeptApart(connection).decide(pair, viewer.name());
            mark(connection, pair, true);
            return decisions(connection, " where d.id = ?", id).stream().findFirst();
        });
    }

    /// Takes such a decision back.
    ///
    /// @return whether there was one
    public boolean takeBack(long id, Viewer viewer) {
        requireEditor(viewer);
        return database.inTransaction(connection -> {
            MatchQueue.lock(connection);
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from customer_apart where id = ? returning merged_into('customers', a), "
                            + "merged_into('customers', b)")) {
                delete.setLong(1, id);
                try (ResultSet row = delete.executeQuery()) {
                    if (!row.next()) {
                        return false;
                    }
                    mark(connection, Pair.of(row.getInt(1), row.getInt(2)), false);
                    return true;
                }
            }
        });
    }

    private static void mark(Connection connection, Pair pair, boolean apart) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update customer_pair set apart = ? where a = ? and b = ?")) {
            update.setBoolean(1, apart);
            update.setInt(2, pair.a());
            update.setInt(3, pair.b());
            update.executeUpdate();
        }
        PairFinder.moved(connection);
    }

    /// The decisions that two are two, newest first.
    public List<Apart> keptApart(int limit) {
        return database.read(connection -> decisions(connection, " order by d.id desc limit ?", limit));
    }

    private static List<Apart> decisions(Connection connection, String which, long parameter) throws SQLException {
        List<Apart> decisions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select d.id, a.source, a.id, b.source, b.id, d.user_name, d.at from customer_apart d "
                        + "join customer a on a.key = merged_into('customers', d.a) "
                        + "join customer b on b.key = merged_into('customers', d.b)" + which)) {
            select.setLong(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    decisions.add(new Apart(
                            row.getLong(1),
                            new RecordId(row.getString(2), row.getString(3)),
                            new RecordId(row.getString(4), row.getString(5)),
                            row.getString(6),
                            row.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return decisions;
    }

    private static void requireEditor(Viewer viewer) {
        if (!RecordEditor.mayEdit(viewer)) {
            throw new IllegalArgumentException(
                    "to decide about duplicates one must have one of SUPPORT, MANAGER, ADMIN, was " + viewer.roles());
        }
    }
}
