package io.keqing.importing;

import io.keqing.record.WriteCounts;

/// What became of the rows of a file, for one type of record. Once an import is finished,
/// `read = created + updated + unchanged + skipped + rejected`.
public record Counts(long read, long created, long updated, long unchanged, long skipped, long rejected) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plusRead() {
        return new Counts(read + 1, created, updated, unchanged, skipped, rejected);
    }

    Counts plusSkipped() {
        return new Counts(read + 1, created, updated, unchanged, skipped + 1, rejected);
    }

    Counts plusRejected() {
        return new Counts(read + 1, created, updated, unchanged, skipped, rejected + 1);
    }

    Counts with(WriteCounts written) {
        return new Counts(
                read,
                written.created(),
                written.updated(),
                written.unchanged(),
                skipped,
                rejected + written.rejected());
    }

    Counts plus(Counts more) {
        return new Counts(
                read + more.read,
                created + more.created,
                updated + more.updated,
                unchanged + more.unchanged,
                skipped + more.skipped,
                rejected + more.rejected);
    }
}
