package io.keqing.segment;

import io.keqing.customer.DerivedFields;
import io.keqing.field.Label;
import io.keqing.record.Database;
import io.keqing.record.Region;
import io.keqing.segment.ClassHistory.Stay;
import io.keqing.segment.SchemeDefinition.Rule;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The classes of one customer with their reasons, worked out at the moment they are asked for by the same SQL that
/// keeps them; since when comes from the history.
@Singleton
public final class ClassFacts implements DerivedFields {
    private static final Set<String> NONE = Set.of();

    private final Database database;
    private final Schemes schemes;
    private final FactsMoment moment;
    private final ClassHistory history;
    private final Region region;

    ClassFacts(Database database, Schemes schemes, FactsMoment moment, ClassHistory history, Region region) {
        this.database = database;
        this.schemes = schemes;
        this.moment = moment;
        this.history = history;
        this.region = region;
    }

    /// A class of a customer.
    ///
    /// @param because the rule that put them there, and what it found
    /// @param since the day it began, null where they never left the starting class
    /// @param stays how it was before, the latest first
    public record Explained(
            Scheme scheme,
            String name,
            Label because,
            @Nullable Instant since,
            List<Stay> stays) {}

    @Override
    public List<Derived> of(int customer) {
        List<Derived> derived = new ArrayList<>();
        for (Explained each : explained(customer)) {
            // the relation that somebody gave stands with the record; a start is nothing to tell
            if (each.scheme() != Scheme.RELATION
                    && !each.name().equals(each.scheme().start())) {
                derived.add(new Derived(each.scheme().field(), each.name(), each.because(), each.since(), NONE));
            }
        }
        return derived;
    }

    /// All classes of a customer, in the order of the schemes.
    public List<Explained> explained(int customer) {
        List<SchemeDefinition> inForce = schemes.inForce();
        return database.read(connection -> explained(connection, inForce, customer));
    }

    private List<Explained> explained(Connection connection, List<SchemeDefinition> inForce, int customer)
            throws SQLException {
        String facts = java.util.stream.Stream.of(Fact.values())
                .map(fact -> "(" + fact.value() + ")::text")
                .collect(Collectors.joining(", "));
        String rules =
                inForce.stream().map(scheme -> FactsSql.rule(scheme.scheme())).collect(Collectors.joining(", "));
        FactsSql.Text text = new FactsSql(inForce)
                .ofKeys(ClassCuts.values(connection), false)
                .with(" select " + rules + ", " + facts + " from worked w cross join p");
        List<Explained> explained = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(text.sql())) {
            int place = moment.bind(connection, select, Instant.now());
            for (int i = 0; i < FactsSql.KEY_PARAMETERS; i++) {
                select.setArray(place++, FactsQueue.integers(connection, new int[] {customer}));
            }
            text.bind(select, place);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    for (int i = 0; i < inForce.size(); i++) {
                        SchemeDefinition scheme = inForce.get(i);
                        Rule rule = scheme.rules().get(row.getInt(i + 1) - 1);
                        List<Stay> stays = history.of(customer, scheme.scheme());
                        explained.add(new Explained(
                                scheme.scheme(),
                                rule.name(),
                                because(rule, row, inForce.size()),
                                since(stays, rule.name()),
                                stays));
                    }
                }
            }
        }
        return explained;
    }

    private @Nullable Instant since(List<Stay> stays, String name) {
        return stays.isEmpty() || !stays.getFirst().name().equals(name)
                ? null
                : stays.getFirst().since().atStartOfDay(region.zone()).toInstant();
    }

    private static Label because(Rule rule, ResultSet row, int before) throws SQLException {
        StringBuilder zh = new StringBuilder(rule.label().zh());
        StringBuilder en = new StringBuilder(rule.label().en());
        for (Condition condition : rule.when()) {
            String found = row.getString(before + 1 + condition.fact().ordinal());
            String value = condition.fact().isWord() || found == null ? String.valueOf(found) : number(found);
            zh.append("；").append(condition.fact().label().zh()).append(" ").append(value);
            en.append("; ").append(condition.fact().label().en()).append(" ").append(value);
        }
        return new Label(zh.append("。").toString(), en.append(".").toString());
    }

    private static String number(String found) {
        return new BigDecimal(found)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
