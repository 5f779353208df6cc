package io.keqing.report;

import io.keqing.field.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sheet that was counted: tables of figures below each other, and charts of them.
///
/// @param blocks in their order from the top; a chart stands below the table it shows
record Figures(Label title, List<Block> blocks) {
    Figures {
        blocks = List.copyOf(blocks);
    }

    sealed interface Block {}

    /// A line of running text.
    record Note(Label text) implements Block {}

    /// @param rows cells: a text, a label, a number, a day; null for none
    record Table(Label title, List<Head> heads, List<List<@Nullable Object>> rows, Look look) implements Block {
        /// A plain one.
        Table(Label title, List<Head> heads, List<List<@Nullable Object>> rows) {
            this(title, heads, rows, Look.PLAIN);
        }
    }

    enum Look {
        PLAIN,
        /// Coloured by value from the second column on.
        HEAT
    }

    record Head(Label label, Form form) {
        static Head text(String zh, String en) {
            return new Head(new Label(zh, en), Form.TEXT);
        }

        static Head of(String zh, String en, Form form) {
            return new Head(new Label(zh, en), form);
        }
    }

    /// How the cells of a column are shown.
    enum Form {
        TEXT("@"),
        COUNT("#,##0"),
        NUMBER("#,##0.0"),
        /// A part of one.
        PERCENT("0.0%"),
        P("0.0000"),
        MONEY("#,##0.00"),
        DAY("yyyy-mm-dd");

        private final String pattern;

        Form(String pattern) {
            this.pattern = pattern;
        }

        String pattern() {
            return pattern;
        }
    }

    /// A native chart over columns of a table, counted from 0.
    ///
    /// @param whiskers for a bar: the columns of both ends of its interval
    record Chart(
            Kind kind,
            Label title,
            Table of,
            int category,
            List<Integer> series,
            @Nullable Whiskers whiskers) implements Block {
        Chart(Kind kind, Label title, Table of, int category, Integer... series) {
            this(kind, title, of, category, List.of(series), null);
        }
    }

    enum Kind {
        LINE,
        BAR,
        STACKED,
        /// Lying bars, for a few scores side by side.
        LYING
    }

    record Whiskers(int low, int high) {}
}
