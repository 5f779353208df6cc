package io.keqing.importing.file;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.ZoneId;

/// What an administrator may set about imports.
///
/// @param zone of times that do not name one, where the mapping does not either (`keqing.zone`)
/// @param longestRecord characters of one row (`keqing.import.longest-record`)
/// @param workers imports at once (`keqing.import.workers`)
/// @param largestFile bytes of an upload (`keqing.import.largest-file`, 2 GiB)
/// @param largestUnpacked bytes that an archive or one part of a workbook may unpack to
///     (`keqing.import.largest-unpacked`, 8 GiB)
/// @param mostRatio how many times its size an archive or a part of a workbook may unpack to
///     (`keqing.import.most-ratio`); deflate packs at most about 1 : 1,000, real tables 1 : 5 to 1 : 100
/// @param mostEntries of an archive or a workbook (`keqing.import.most-entries`)
/// @param sharedStringsMemory bytes of a workbook's shared texts that stay in memory, the others go to the disk
///     (`keqing.import.shared-strings-memory`, 64 MiB)
@Singleton
public record ImportSettings(
        ZoneId zone,
        int longestRecord,
        int workers,
        long largestFile,
        long largestUnpacked,
        int mostRatio,
        int mostEntries,
        long sharedStringsMemory) {
    @jakarta.inject.Inject
    ImportSettings(
            @Value("${keqing.zone:}") String zone,
            @Value("${keqing.import.longest-record:16777216}") int longestRecord,
            @Value("${keqing.import.workers:2}") int workers,
            @Value("${keqing.import.largest-file:2147483648}") long largestFile,
            @Value("${keqing.import.largest-unpacked:8589934592}") long largestUnpacked,
            @Value("${keqing.import.most-ratio:300}") int mostRatio,
            @Value("${keqing.import.most-entries:10000}") int mostEntries,
            @Value("${keqing.import.shared-strings-memory:67108864}") long sharedStringsMemory) {
        this(
                zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone),
                longestRecord,
                workers,
                largestFile,
                largestUnpacked,
                mostRatio,
                mostEntries,
                sharedStringsMemory);
    }

    /// The guards as they are without configuration.
    public ImportSettings(ZoneId zone, int longestRecord, int workers) {
        this(zone, longestRecord, workers, 1L << 31, 1L << 33, 300, 10_000, 1L << 26);
    }
}
