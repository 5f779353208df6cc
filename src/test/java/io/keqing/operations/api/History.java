package io.keqing.operations.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One history, in a January of its own.
///
/// @param calls `ID {…}` puts a record, `+ID {…}` changes it; D stands for the month and the year
/// @param fcr solved at the first go, of so many
/// @param fcrLeftOut why others do not count, such as `{endBeforeStart=1}`
/// @param waits how many resolution counts
/// @param minutes its P50 by calendar, null where it is not reached
record History(
        String name,
        List<String> calls,
        String fcr,
        String fcrLeftOut,
        int waits,
        @Nullable Double minutes,
        String leftOut) {
    private static final String HELPED = "'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': 'D06T10:00:00Z'";

    private static History of(
            String name,
            String fcr,
            String fcrLeftOut,
            int waits,
            @Nullable Double minutes,
            String leftOut,
            String... calls) {
        return new History(name, List.of(calls), fcr, fcrLeftOut, waits, minutes, leftOut);
    }

    static final List<History> ALL = List.of(
            of("asked and solved", "1 of 1", "{}", 1, 120d, "{}", "a {" + HELPED + "}"),
            of("reopened", "0 of 1", "{}", 1, null, "{}", "a {" + HELPED + "}", "+a {'status': 'reopened'}"),
            of(
                    "reopened, solved again 18 days later",
                    "0 of 1",
                    "{}",
                    1,
                    18 * 1440 + 120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'status': 'reopened'}",
                    "+a {'status': 'resolved', 'resolvedAt': 'D24T10:00:00Z'}"),
            of(
                    "back to work without the word, then closed",
                    "0 of 1",
                    "{}",
                    1,
                    2 * 1440 + 120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'status': 'open', 'resolvedAt': null}",
                    "+a {'status': 'closed', 'resolvedAt': 'D08T10:00:00Z'}"),
            of(
                    "the time of its solution was put right",
                    "1 of 1",
                    "{}",
                    1,
                    180d,
                    "{}",
                    "a {" + HELPED + "}",
                    "+a {'resolvedAt': 'D06T11:00:00Z'}"),
            of("solved, then closed", "1 of 1", "{}", 1, 120d, "{}", "a {" + HELPED + "}", "+a {'status': 'closed'}"),
            of(
                    "asked three times before it was solved",
                    "0 of 3",
                    "{}",
                    3,
                    7 * 1440 + 120d,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D01T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}",
                    "b {'status': 'resolved', 'at': 'D03T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}",
                    "c {'status': 'resolved', 'at': 'D05T08:00:00Z', 'resolvedAt': 'D10T10:00:00Z'}"),
            of(
                    "asked again three days after",
                    "1 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'status': 'resolved', 'at': 'D09T08:00:00Z', 'resolvedAt': 'D09T10:00:00Z'}"),
            of(
                    "asked again eight days after",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'status': 'resolved', 'at': 'D14T10:00:01Z', 'resolvedAt': 'D14T12:00:01Z'}"),
            of(
                    "asked about something else",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'topic': 'other', 'status': 'resolved', 'at': 'D07T08:00:00Z', 'resolvedAt': 'D07T10:00:00Z'}"),
            of(
                    "somebody else asked",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'customer': 'neighbour', " + HELPED + "}"),
            of(
                    "one contact kept twice",
                    "2 of 2",
                    "{}",
                    2,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'kind': 'enquiry', " + HELPED + "}"),
            of(
                    "ordered afterwards",
                    "1 of 1",
                    "{}",
                    1,
                    120d,
                    "{}",
                    "a {" + HELPED + "}",
                    "b {'kind': 'order', 'at': 'D07T08:00:00Z'}"),
            of(
                    "an earlier one was never solved",
                    "2 of 2",
                    "{}",
                    3,
                    120d,
                    "{}",
                    "a {'status': 'open', 'at': 'D02T08:00:00Z'}",
                    "b {" + HELPED + "}",
                    "c {'topic': 'other', " + HELPED + "}"),
            of(
                    "solved before it was asked",
                    "0 of 0",
                    "{endBeforeStart=1}",
                    0,
                    null,
                    "{endBeforeStart=1}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': 'D02T08:00:00Z'}"),
            of(
                    "solved half a minute before it was asked, by two clocks",
                    "1 of 1",
                    "{}",
                    1,
                    0d,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:30Z', 'resolvedAt': 'D06T08:00:00Z'}"),
            of("still open", "0 of 0", "{}", 1, null, "{}", "a {'status': 'open', 'at': 'D06T08:00:00Z'}"),
            of(
                    "closed, nobody says when",
                    "0 of 0",
                    "{}",
                    0,
                    null,
                    "{withoutEnd=1}",
                    "a {'status': 'closed', 'at': 'D06T08:00:00Z'}"),
            of(
                    "open, solved on a day that stands for none",
                    "0 of 0",
                    "{}",
                    1,
                    null,
                    "{}",
                    "a {'status': 'open', 'at': 'D06T08:00:00Z', 'resolvedAt': '1899-12-30T00:00:00Z'}"),
            of(
                    "closed on a day that stands for none",
                    "0 of 0",
                    "{}",
                    0,
                    null,
                    "{withoutEnd=1}",
                    "a {'status': 'closed', 'at': 'D06T08:00:00Z', 'resolvedAt': '0001-01-01T00:00:00Z'}"),
            of(
                    "to be solved in the year 2190",
                    "0 of 0",
                    "{}",
                    1,
                    null,
                    "{}",
                    "a {'status': 'resolved', 'at': 'D06T08:00:00Z', 'resolvedAt': '2190-01-01T00:00:00Z'}"),
            of(
                    "nobody knows whose it was",
                    "0 of 0",
                    "{withoutCustomer=1}",
                    1,
                    120d,
                    "{}",
                    "a {'customer': null, " + HELPED + "}"));
}
