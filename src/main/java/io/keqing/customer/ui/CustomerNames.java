package io.keqing.customer.ui;

import io.keqing.customer.CustomerFields;
import io.keqing.field.RecordId;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Personal;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.keqing.ui.ReferenceNames;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Customers by name, for those who may read names.
@Singleton
final class CustomerNames implements ReferenceNames {
    private static final String SQL = """
            select c.source, c.id, c.name
              from unnest(?::text[], ?::text[]) as asked (source, id)
              join customer c on c.source = asked.source and c.id = asked.id
             where c.name is not null
            """;

    private final Database database;

    CustomerNames(Database database) {
        this.database = database;
    }

    @Override
    public String type() {
        return CustomerFields.TYPE;
    }

    @Override
    public Map<RecordId, String> names(Collection<RecordId> ids, Viewer viewer) {
        if (!Masking.shows(CustomerFields.NAME, viewer)) {
            return Map.of();
        }
        List<RecordId> asked = List.copyOf(ids);
        return database.read(connection -> {
            Map<RecordId, String> names = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(SQL)) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "text", asked.stream().map(RecordId::source).toArray()));
                select.setArray(
                        2,
                        connection.createArrayOf(
                                "text", asked.stream().map(RecordId::id).toArray()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Personal<String> name = new Personal<>(row.getString(3));
                        Object seen = Masking.seen(CustomerFields.NAME, name, viewer);
                        names.put(new RecordId(row.getString(1), row.getString(2)), String.valueOf(seen));
                    }
                }
            }
            return names;
        });
    }
}
