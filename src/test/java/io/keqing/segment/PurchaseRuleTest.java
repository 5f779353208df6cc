package io.keqing.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nobody decides for themselves what an order is: statements call the functions of the database.
class PurchaseRuleTest {
    /// The kind compared with a word, or picked by it, in SQL.
    private static final Pattern OWN_RULE =
            Pattern.compile("kind\\s*(=|<>|in\\s*\\()\\s*'(order|return)'|when\\s+'(order|return)'");

    @Test
    void noStatementHasARuleOfItsOwn() throws IOException {
        List<String> own = new ArrayList<>();
        int read = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                read++;
                if (OWN_RULE.matcher(Files.readString(file)).find()) {
                    own.add(file.toString());
                }
            }
        }
        assertTrue(read > 500, "the sources were found: " + read);
        assertEquals(List.of(), own);
        assertTrue(OWN_RULE.matcher("where i.kind = 'order' and").find(), "the pattern finds what it looks for");
        assertTrue(OWN_RULE.matcher("case kind when 'return' then").find());
    }
}
