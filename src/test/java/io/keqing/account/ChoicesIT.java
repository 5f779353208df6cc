package io.keqing.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keqing.privacy.Role;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoicesIT implements TestPropertyProvider {
    @Inject
    Users users;

    @Inject
    Choices choices;

    @Override
    public Map<String, String> getProperties() {
        return Map.of("keqing.indexer.enabled", "false", "keqing.sample.customers", "0");
    }

    @BeforeAll
    void people() {
        users.create("lin", "lin's password", Set.of(Role.SUPPORT));
        users.create("mei", "mei's password", Set.of(Role.SUPPORT));
    }

    @Test
    void aChoiceIsKeptWithItsPerson_andTakenBack() {
        choices.keep("lin", "columns.customers", "[1]");
        choices.keep("lin", "columns.customers", "[2]");
        choices.keep("lin", "columns.feedback", "[3]");
        choices.keep("mei", "columns.customers", "[4]");
        assertEquals(Optional.of("[2]"), choices.find("lin", "columns.customers"));
        assertEquals(Optional.of("[4]"), choices.find("mei", "columns.customers"));
        choices.keep("lin", "columns.customers", null);
        assertEquals(Optional.empty(), choices.find("lin", "columns.customers"));
        assertEquals(Optional.of("[3]"), choices.find("lin", "columns.feedback"));
    }

    @Test
    void whoeverIsDeleted_leavesNoChoices() {
        users.create("gone", "gone's password", Set.of(Role.SUPPORT));
        choices.keep("gone", "columns.customers", "[1]");
        users.delete("gone");
        users.create("gone", "gone's password", Set.of(Role.SUPPORT));
        assertEquals(Optional.empty(), choices.find("gone", "columns.customers"));
    }

    @Test
    void aChoiceMayBeTooLong() {
        assertEquals(
                "a choice must have at most 50000 characters, had 50001",
                assertThrows(IllegalArgumentException.class, () -> choices.keep("lin", "x", "x".repeat(50_001)))
                        .getMessage());
    }
}
