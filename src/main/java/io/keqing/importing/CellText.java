package io.keqing.importing;

import io.keqing.importing.file.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The text that a row has for one field, by column numbers.
sealed interface CellText {
    String of(Row row);

    static CellText from(Origin origin, List<String> header) {
        int[] columns = origin.columns().stream().mapToInt(header::indexOf).toArray();
        return switch (origin) {
            case Origin.Column column -> new One(columns[0]);
            case Origin.Constant constant -> new Same(constant.value());
            case Origin.Joined joined -> new Many(columns, joined.with());
            case Origin.Hashed hashed -> new Hash(columns);
        };
    }

    record One(int column) implements CellText {
        @Override
        public String of(Row row) {
            return row.cell(column).strip();
        }
    }

    record Same(String text) implements CellText {
        @Override
        public String of(Row row) {
            return text;
        }
    }

    /// Empty where every part is; an empty part keeps its place, or two ids could become one.
    @SuppressWarnings("ArrayRecordComponent")
    record Many(int[] columns, String with) implements CellText {
        @Override
        public String of(Row row) {
            StringBuilder text = new StringBuilder();
            boolean any = false;
            for (int i = 0; i < columns.length; i++) {
                String part = row.cell(columns[i]).strip();
                any |= !part.isEmpty();
                text.append(i == 0 ? "" : with).append(part);
            }
            return any ? text.toString().strip() : "";
        }
    }

    /// The first 20 hexadecimal digits (80 bits) of the SHA-256 of the cells, each ended by U+001F. Two different
    /// rows of a million get the same id once in a trillion files.
    @SuppressWarnings("ArrayRecordComponent")
    record Hash(int[] columns) implements CellText {
        private static final int DIGITS = 20;

        @Override
        public String of(Row row) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                for (int column : columns) {
                    sha.update(row.cell(column).strip().getBytes(StandardCharsets.UTF_8));
                    sha.update((byte) 0x1F);
                }
                return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
