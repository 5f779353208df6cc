package io.keqing.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.OutputStream;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An invented company's customers with three years of history, as CSV (UTF-8, RFC 4180, header, `;` between the
/// words of a keywords cell, instants in UTC).
///
/// The same seed, number and end day give the same bytes on every machine. Nothing is held in memory: each customer
/// is computed from their number, so any stretch can be written alone, and stretches that follow each other join
/// to the same file. On average a customer has about four interactions and one feedback; some have hundreds.
///
/// In March of the last full year satisfaction falls, because the warehouse in East China moves: parcels
/// sent from it are late (attribute `warehouse` and `deliveryDays` of orders), everybody waits longer,
/// comments say so. From 2,000 customers up there is one [Burst] of complaints. One customer in 200
/// registered twice (same name, phone and birthday).
public final class SampleWorld {
    /// The name of the source under which the sample is imported.
    public static final String SOURCE = "sample";

    public static final int FEWEST = 100;
    public static final int MOST = 10_000_000;

    /// How many rows were written.
    public record Counts(long customers, long interactions, long feedback) {
        public long total() {
            return customers + interactions + feedback;
        }
    }

    final long seed;
    final Seasons seasons;
    final Shop shop;
    final SampleTexts texts;
    final BurstPlan burst;
    final Desk desk;
    final Contacts contacts;
    private final int customers;
    private final People people;

    /// @param customers 100 to 10,000,000
    /// @param end the first day after the history, so that nothing happens on it or later
    public SampleWorld(long seed, int customers, LocalDate end) {
        if (customers < FEWEST || customers > MOST) {
            throw new IllegalArgumentException(
                    "a sample has " + FEWEST + " to " + MOST + " customers, was " + customers);
        }
        Traditional traditional = new Traditional();
        this.seed = seed;
        this.customers = customers;
        this.seasons = new Seasons(end);
        this.shop = new Shop(traditional);
        this.texts = new SampleTexts(seasons, shop, traditional);
        this.burst = new BurstPlan(seed, customers, seasons);
        this.desk = new Desk(seasons, shop);
        this.contacts = new Contacts(seed, seasons, traditional);
        this.people = new People(seed, seasons, shop, burst);
    }

    /// A world that ends today, in Chinese time.
    public SampleWorld(long seed, int customers, Clock clock) {
        this(seed, customers, LocalDate.now(clock.withZone(Seasons.ZONE)));
    }

    public int customers() {
        return customers;
    }

    /// First day of the history.
    public LocalDate start() {
        return seasons.start;
    }

    /// First day after the history.
    public LocalDate end() {
        return seasons.end;
    }

    /// The planted burst; empty below 2,000 customers.
    public Optional<Burst> burst() {
        return burst.burst(texts.planted.topic());
    }

    /// Writes one whole file. The stream is flushed, not closed.
    ///
    /// @throws java.io.UncheckedIOException when `out` cannot be written
    public Counts write(SampleFile file, OutputStream out) {
        Writer writer = new java.io.OutputStreamWriter(out, java.nio.charset.StandardCharsets.UTF_8);
        return switch (file) {
            case CUSTOMERS -> write(1, customers, writer, null, null);
            case INTERACTIONS -> write(1, customers, null, writer, null);
            case FEEDBACK -> write(1, customers, null, null, writer);
        };
    }

    /// Writes the rows of the customers `first` to `last` (1 is the first of all, both included), each file only
    /// where a writer is given. The header comes with customer 1. Writers are flushed, not closed.
    ///
    /// @throws java.io.UncheckedIOException when a writer fails
    public Counts write(
            int first,
            int last,
            @Nullable Writer customersOut,
            @Nullable Writer interactionsOut,
            @Nullable Writer feedbackOut) {
        if (first < 1 || last > customers || first > last) {
            throw new IllegalArgumentException(
                    "customers are numbered 1 to " + customers + ", asked for " + first + " to " + last);
        }
        return new Run(first == 1, customersOut, interactionsOut, feedbackOut).write(first, last);
    }

    private final class Run {
        private final @Nullable CsvWriter customersCsv;
        private final @Nullable CsvWriter interactionsCsv;
        private final @Nullable CsvWriter feedbackCsv;
        private final CustomerRows customerRows = new CustomerRows(SampleWorld.this);
        private final InteractionRows interactionRows = new InteractionRows(SampleWorld.this);
        private final FeedbackRows feedbackRows = new FeedbackRows(SampleWorld.this);
        private long interactionCount;
        private long feedbackCount;

        Run(
                boolean header,
                @Nullable Writer customersOut,
                @Nullable Writer interactionsOut,
                @Nullable Writer feedbackOut) {
            customersCsv = csv(customersOut, SampleFile.CUSTOMERS, header);
            interactionsCsv = csv(interactionsOut, SampleFile.INTERACTIONS, header);
            feedbackCsv = csv(feedbackOut, SampleFile.FEEDBACK, header);
        }

        private static @Nullable CsvWriter csv(@Nullable Writer out, SampleFile file, boolean header) {
            if (out == null) {
                return null;
            }
            CsvWriter csv = CsvWriter.builder().bufferSize(1 << 16).build(out);
            if (header) {
                csv.writeRecord(file.columns());
            }
            return csv;
        }

        Counts write(int first, int last) {
            for (int number = first; number <= last; number++) {
                Person person = people.person(number);
                if (customersCsv != null) {
                    customerRows.write(customersCsv, person);
                }
                if (interactionsCsv != null || feedbackCsv != null) {
                    history(person);
                }
            }
            flush(customersCsv);
            flush(interactionsCsv);
            flush(feedbackCsv);
            return new Counts(customersCsv == null ? 0 : last - first + 1, interactionCount, feedbackCount);
        }

        private void history(Person person) {
            Contact contact = contacts.contact(person);
            List<Happening> story = Story.of(SampleWorld.this, person);
            if (interactionsCsv != null) {
                for (Happening what : story) {
                    interactionRows.write(interactionsCsv, person, contact, what);
                }
                interactionCount += story.size();
            }
            if (feedbackCsv != null) {
                List<Reply> replies = Replies.of(SampleWorld.this, person, story);
                for (Reply reply : replies) {
                    feedbackRows.write(feedbackCsv, person, contact, reply);
                }
                feedbackCount += replies.size();
            }
        }

        private static void flush(@Nullable CsvWriter csv) {
            if (csv != null) {
                try {
                    csv.flush();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException("the sample could not be written", e);
                }
            }
        }
    }
}
