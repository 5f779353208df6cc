package io.keqing.customer;

import io.keqing.field.Field;
import io.keqing.field.Label;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Facts and classes of a customer that rooms above work out, read from the truth at the moment they are asked
/// for. Beans of those rooms; whoever shows a customer asks them all and knows none of them.
public interface DerivedFields {
    /// What there is to say about the customer with this key; a fact without a value is left out.
    List<Derived> of(int customer);

    /// One fact or class that explains itself. It costs more words than a bare number, and answers the question
    /// that always follows it.
    ///
    /// @param field what it is; a class is a keyword
    /// @param because the rule and what it found
    /// @param since when it became so, null where that is not known or goes without saying
    /// @param kinds kinds of interactions and feedback it comes from, empty where it comes from none in
    /// particular
    record Derived(
            Field<?> field,
            Object value,
            Label because,
            @Nullable Instant since,
            Set<String> kinds) {
        public Derived {
            kinds = Set.copyOf(kinds);
        }
    }
}
