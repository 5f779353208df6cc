package io.keqing.record;

import io.keqing.field.Field;
import java.util.List;
import java.util.Map;

/// What a set of rows says about its records and how it is to be taken.
///
/// @param mapped the fields that the rows give; the others are left alone, or emptied by [Empty#REPLACE]
/// @param cause who or what writes: `import:12`, `user:ann`; written to every row and to history
/// @param empty what an empty value means
/// @param combine how several rows of one record become one, by field name, `*` for all others; empty = one after
/// another
/// @param existingOnly rows of records that are not there are rejected
/// @param numberRepeats ids are content hashes: the second row with the same id is a further record, numbered
public record StagingPlan(
        RecordType type,
        List<Field<?>> mapped,
        String cause,
        Empty empty,
        Map<String, Combine> combine,
        boolean existingOnly,
        boolean numberRepeats) {

    public StagingPlan {
        mapped = List.copyOf(mapped);
        combine = Map.copyOf(combine);
        for (Field<?> field : mapped) {
            if (field.derived()) {
                throw new IllegalArgumentException(field + " is worked out by Keqing and cannot be written");
            }
        }
    }

    public static StagingPlan upsert(RecordType type, List<Field<?>> mapped, String cause, Empty empty) {
        return new StagingPlan(type, mapped, cause, empty, Map.of(), false, false);
    }

    /// What an empty value means.
    public enum Empty {
        /// The record keeps what it had.
        KEEP,
        /// The mapped field is emptied.
        CLEAR,
        /// The row is the whole record: fields that are not mapped are emptied too.
        REPLACE
    }

    /// How the values of several rows become one.
    public enum Combine {
        SUM,
        MIN,
        MAX,
        FIRST,
        LAST,
        /// Every distinct value: a list for keywords, joined by `, ` for words and texts.
        ALL
    }
}
