package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class IssueTextTest {
    private record Mail(String title, String text, String asked) {}

    private static List<Mail> mails() throws IOException {
        try (InputStream in = IssueTextTest.class.getResourceAsStream("/similar/mails.txt")) {
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Mail> mails = new ArrayList<>();
            for (String one : file.split("(?m)^=== ")) {
                if (!one.startsWith("#")) {
                    String[] parts = one.split("(?m)^--- ?$\n?");
                    int title = parts[0].indexOf('\n');
                    mails.add(new Mail(parts[0].substring(0, title), parts[0].substring(title + 1), parts[1].strip()));
                }
            }
            return mails;
        }
    }

    @TestFactory
    Stream<DynamicTest> ofAMail_theNewWordsAreAsked() throws IOException {
        return mails().stream()
                .map(mail -> DynamicTest.dynamicTest(
                        mail.title(),
                        () -> assertEquals(
                                mail.asked(), IssueText.read(mail.text()).text().replaceAll("(?m)[ \t]+$", ""))));
    }

    private static List<LeftOut.Part> parts(IssueText text) {
        return text.leftOut().stream().map(LeftOut::part).toList();
    }

    @Test
    void whatWasLeftOut_isTold_withItsLines() {
        IssueText text = IssueText.read("""
                The kettle leaks.

                Best wishes
                Nora

                On Mon, 2 Mar 2026 at 09:15, Help <help@shop.example> wrote:
                > Thank you.
                > Bye.
                """);
        assertEquals(
                List.of(new LeftOut(LeftOut.Part.QUOTE, 3), new LeftOut(LeftOut.Part.SIGNATURE, 2)), text.leftOut());
        assertEquals(List.of(), IssueText.read("The kettle leaks.").leftOut());
    }

    @Test
    void twentyKilobytesOfLog_leaveTheSentence_andWhatWentWrong() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            log.append("10:%02d:%02d DEBUG pool-%d Poller: looked at queue %d, nothing there%n"
                    .formatted(i / 60, i % 60, i % 3, i % 5));
        }
        String failure = "10:09:00 ERROR pool-1 Printer: ribbon empty, code L9-204\n";
        IssueText behind = IssueText.read("The labels come out white.\n\n" + log + failure);
        IssueText before = IssueText.read(failure + log + "\nThe labels come out white.");
        for (IssueText text : List.of(behind, before)) {
            assertEquals("The labels come out white.", text.text());
            assertEquals("The labels come out white.", text.meaning());
            assertTrue(text.evidence().contains("ribbon empty, code L9-204"), text.evidence());
            assertEquals(List.of("L9-204"), Codes.of(text.words()));
            assertEquals(List.of(new LeftOut(LeftOut.Part.LOG, 301)), text.leftOut());
        }
    }

    @Test
    void aStackAlone_isAskedByItsExceptions() {
        IssueText text = IssueText.read("""
                Exception in thread "main" java.lang.IllegalStateException: cannot open the ledger
                \tat shop.Ledger.open(Ledger.java:10)
                \tat shop.Main.main(Main.java:3)
                Caused by: java.io.FileNotFoundException: ledger.db
                \t... 2 more
                """);
        assertEquals("IllegalStateException: cannot open the ledger\nFileNotFoundException: ledger.db", text.meaning());
        assertEquals(List.of(LeftOut.Part.STACK), parts(text));
        IssueText python = IssueText.read("""
                Traceback (most recent call last):
                  File "shop.py", line 3, in <module>
                    main()
                ValueError: bad colour
                """);
        assertEquals("ValueError: bad colour", python.meaning());
    }

    @Test
    void aLogInWhichNothingFails_isAskedWhole() {
        String log = """
                09:15:00 INFO boiler on
                09:15:01 INFO boiler warm
                09:15:02 INFO boiler hot
                """;
        assertEquals(log.strip(), IssueText.read(log).text());
    }

    @Test
    void readingTakesNoLongerThanReading() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            IssueText.read("a".repeat(50_000));
            IssueText.read(("On " + "1 ".repeat(180) + "\n").repeat(120));
            IssueText.read("> ".repeat(20_000));
            IssueText.read("From: x\n".repeat(5_000));
            IssueText.read("<div>".repeat(8_000) + "deep");
            IssueText.read(("in this e-mail ".repeat(100) + "\n\n").repeat(30));
            IssueText.read("12:00:00 ".repeat(5_000));
            IssueText.read("- - - ".repeat(8_000));
        });
    }

    @Test
    void aRecord_isReadFieldByField() {
        IssueText joined = IssueText.joined(
                List.of(IssueText.read("Kettle"), IssueText.read("It leaks.\n\n> Thank you for your order.\n> Bye.")));
        assertEquals("Kettle\nIt leaks.", joined.meaning());
        assertEquals(List.of(LeftOut.Part.QUOTE), parts(joined));
    }
}
