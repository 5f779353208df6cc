package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.record.Document;
import io.keqing.record.RecordMasking;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordType;
import io.keqing.record.RecordTypes;
import io.keqing.record.Region;
import io.keqing.segment.ChurnDefinition.Limit;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lost customers whom it would pay most to win back: those who had spent most, with the last reason they gave. Who may
/// not be contacted for marketing is left out and counted.
@Singleton
public final class WinBack {
    private static final String LOST = """
            from customer_facts f join customer c on c.key = f.key
             where (f.standing = 'ended'
                or f.standing = 'orders' and ?::date - f.last_order > patience(?, ?, f.median_gap)
            """;
    private static final String ROWS =
            "select f.key, f.spent, f.orders, f.last_order, f.last_nps, (select i.reason from "
                    + "interaction i where i.customer_key = f.key and i.reason is not null order by i.at desc nulls last limit 1) "
                    + LOST
                    + ") and c.consent is distinct from false order by f.spent desc nulls last, f.key limit ? offset ?";
    private static final String COUNTS = "select count(*) filter (where c.consent is distinct from false), "
            + "count(*) filter (where c.consent is false) " + LOST + ")";

    private final Database database;
    private final ChurnDefinition definition;
    private final RecordStore store;
    private final RecordMasking masking;
    private final RecordType customers;
    private final Region region;

    WinBack(
            Database database,
            ChurnDefinition definition,
            RecordStore store,
            RecordMasking masking,
            RecordTypes types,
            Region region) {
        this.database = database;
        this.definition = definition;
        this.store = store;
        this.masking = masking;
        this.customers = types.get(CustomerFields.TYPE);
        this.region = region;
    }

    /// @param name as the viewer may see it
    /// @param spent in the portal's currency
    /// @param reason the last that was noted
    public record Lost(
            RecordId customer,
            @Nullable String name,
            @Nullable BigDecimal spent,
            int orders,
            @Nullable LocalDate lastOrder,
            @Nullable Double lastNps,
            @Nullable String reason) {}

    /// @param total who may be contacted
    /// @param withheld who may not
    public record Page(long total, long withheld, List<Lost> customers) {}

    private record Row(
            int key,
            @Nullable BigDecimal spent,
            int orders,
            @Nullable LocalDate lastOrder,
            @Nullable Double lastNps,
            @Nullable String reason) {}

    /// @param size 0 to 1,000
    public Page page(int size, int offset, Viewer viewer) {
        Limit limit = definition.now().limit();
        LocalDate today = region.today();
        return database.read(connection -> {
            long[] counts = new long[2];
            try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
                bind(select, limit, today);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    counts[0] = row.getLong(1);
                    counts[1] = row.getLong(2);
                }
            }
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(ROWS)) {
                bind(select, limit, today);
                select.setInt(4, size);
                select.setInt(5, offset);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(
                                row.getInt(1),
                                row.getBigDecimal(2),
                                row.getInt(3),
                                row.getObject(4, LocalDate.class),
                                row.getObject(5, Double.class),
                                row.getString(6)));
                    }
                }
            }
            Map<Integer, Document> documents = new HashMap<>();
            store.load(connection, customers, rows.stream().map(Row::key).toList())
                    .forEach(document -> documents.put(document.key(), document));
            List<Lost> lost = new ArrayList<>();
            for (Row row : rows) {
                Document document = documents.get(row.key());
                if (document != null) {
                    lost.add(new Lost(
                            document.id(),
                            (String) masking.seen(document, viewer).get(CustomerFields.NAME),
                            row.spent(),
                            row.orders(),
                            row.lastOrder(),
                            row.lastNps(),
                            row.reason()));
                }
            }
            return new Page(counts[0], counts[1], lost);
        });
    }

    private static void bind(PreparedStatement select, Limit limit, LocalDate today) throws java.sql.SQLException {
        select.setObject(1, today);
        select.setDouble(2, limit.silentDays());
        select.setDouble(3, limit.gaps());
    }
}
