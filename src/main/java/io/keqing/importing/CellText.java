package io.keqing.importing;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.keqing.importing.file.Row;
import io.keqing.importing.value.VisibleText;
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
            case Origin.Part part -> new Part(columns[0], Pattern.compile(part.pattern()));
            case Origin.Computed computed ->
                new Computed(
                        computed.operation(),
                        origin.columns().stream()
                                .map(name -> new Operand(name, header.indexOf(name)))
                                .toList());
        };
    }

    /// Without the blanks around it and without what only keeps spreadsheets from changing it.
    static String cell(Row row, int column) {
        return VisibleText.unwrapped(row.cell(column));
    }

    record One(int column) implements CellText {
        @Override
        public String of(Row row) {
            return cell(row, column);
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
                String part = cell(row, columns[i]);
                any |= !part.isEmpty();
                text.append(i == 0 ? "" : with).append(part);
            }
            return any ? text.toString().strip() : "";
        }
    }

    /// The first 20 hexadecimal digits (80 bits) of the SHA-256 of the cells as they stand, each ended by U+001F. Two
    /// different rows of a million get the same id once in a trillion files.
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

    /// The group of a pattern, where it is found first; empty where it is not.
    record Part(int column, Pattern pattern) implements CellText {
        @Override
        public String of(Row row) {
            Matcher found = pattern.matcher(cell(row, column));
            if (!found.find() || found.group(1) == null) {
                return "";
            }
            return found.group(1).strip();
        }
    }

    /// One column of a number that is worked out.
    record Operand(String name, int column) {}

    /// Not a text but a number: [ComputedNumber] works it out.
    record Computed(Origin.Operation operation, List<Operand> operands) implements CellText {
        /// The cells one behind the other, for messages; empty where all are.
        @Override
        public String of(Row row) {
            StringBuilder text = new StringBuilder();
            for (Operand operand : operands) {
                String cell = cell(row, operand.column());
                text.append(text.isEmpty() || cell.isEmpty() ? "" : " · ").append(cell);
            }
            return text.toString();
        }
    }
}
