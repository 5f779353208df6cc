package io.keqing.segment;

import io.keqing.customer.CustomerFields;
import io.keqing.customer.CustomerRecords;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Option;
import io.keqing.field.ValueKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A way to part all customers into classes: by value, by need, by how they behave, by how loyal they are. Its classes
/// are the options of its field; which rules lead to them is data, see [SchemeDefinition].
public enum Scheme {
    RFM(CustomerFields.RFM),
    VALUE_BAND(CustomerFields.VALUE_BAND),
    LIFECYCLE(CustomerFields.LIFECYCLE),
    LOYALTY(CustomerFields.LOYALTY),
    RELATION(CustomerFields.RELATION),
    NEED(CustomerFields.NEED),
    BEHAVIOUR(CustomerFields.BEHAVIOUR),
    CHURN_RISK(CustomerFields.CHURN_RISK);

    private final Field<String> field;

    Scheme(Field<String> field) {
        this.field = field;
    }

    /// Its name for programs, that of its field.
    public String id() {
        return field.name();
    }

    public Field<String> field() {
        return field;
    }

    public Label label() {
        return field.label();
    }

    /// The column of `customer_facts` that holds the class.
    String column() {
        return field.column();
    }

    public List<Option> classes() {
        return ((ValueKind.Choice) field.kind()).options();
    }

    /// The class of whoever meets no rule.
    public String start() {
        return this == RELATION ? "prospect" : CustomerRecords.start(field);
    }

    /// What people read for a class, the name itself for one that is none any more.
    public Label labelOf(String name) {
        return classes().stream()
                .filter(option -> option.value().equals(name))
                .map(Option::label)
                .findFirst()
                .orElseGet(() -> new Label(name, name));
    }

    public static Optional<Scheme> named(String id) {
        return Stream.of(values()).filter(scheme -> scheme.id().equals(id)).findFirst();
    }
}
