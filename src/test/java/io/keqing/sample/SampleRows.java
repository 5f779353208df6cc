package io.keqing.sample;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/// A whole world read back from its own files.
record SampleRows(
        SampleWorld world,
        SampleWorld.Counts counts,
        List<NamedCsvRecord> customers,
        List<NamedCsvRecord> interactions,
        List<NamedCsvRecord> feedback) {
    static final LocalDate END = LocalDate.of(2026, 3, 10);

    static SampleRows of(long seed, int customers) {
        SampleWorld world = new SampleWorld(seed, customers, END);
        StringWriter customersOut = new StringWriter();
        StringWriter interactionsOut = new StringWriter();
        StringWriter feedbackOut = new StringWriter();
        SampleWorld.Counts counts = world.write(1, customers, customersOut, interactionsOut, feedbackOut);
        return new SampleRows(world, counts, read(customersOut), read(interactionsOut), read(feedbackOut));
    }

    private static List<NamedCsvRecord> read(StringWriter csv) {
        return CsvReader.builder().ofNamedCsvRecord(new StringReader(csv.toString())).stream()
                .toList();
    }

    static double share(List<NamedCsvRecord> rows, Predicate<NamedCsvRecord> which) {
        return (double) rows.stream().filter(which).count() / rows.size();
    }
}
