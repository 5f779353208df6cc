package io.keqing.record;

/// What became of the rows that were written, counted as if they had been applied one after another.
public record WriteCounts(long created, long updated, long unchanged, long rejected) {
    public static final WriteCounts NONE = new WriteCounts(0, 0, 0, 0);

    public WriteCounts plus(WriteCounts more) {
        return new WriteCounts(
                created + more.created, updated + more.updated, unchanged + more.unchanged, rejected + more.rejected);
    }

    public long total() {
        return created + updated + unchanged + rejected;
    }
}
