package io.keqing.importing.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which sign is the decimal one in a column of numbers. A cell proves it by both signs (`1,234.50`), by one sign more
/// than once (`1,234,567`), or by a sign that cannot part thousands (`0.750`, `1250.500`, `3,5`); `1,234` leaves it
/// open. What stays open, and cells that contradict the rest, are told: nobody's money is multiplied by a thousand
/// without a word.
public final class NumberVotes {
    private static final Pattern CORE = Pattern.compile("[.,]?\\d[\\d.,'’ \\u00A0\\u2009\\u202F]*");

    private static final Pattern BLANKS = Pattern.compile("['’ \\u00A0\\u2009\\u202F]");

    private final Sign comma = new Sign(',');
    private final Sign point = new Sign('.');
    private long given;

    /// What was seen of one sign.
    private static final class Sign {
        private final char sign;
        /// By itself a proof that no three digits contradict.
        private long firm;
        /// One sign, and not three digits behind it.
        private long loose;
        private long open;
        /// Three digits, the last a zero: decimals whose zeros were cut never end so.
        private long openWithZero;
        private String proof = "";
        private String firstOpen = "";
        private long firstOpenLine;
        private String firstLoose = "";
        private long firstLooseLine;

        Sign(char sign) {
            this.sign = sign;
        }

        long proofs() {
            return firm + loose;
        }

        void prove(String text) {
            firm++;
            proof = proof.isEmpty() || loose > 0 && firm == 1 ? text : proof;
        }

        /// Thousands for the most part, among them cells with one or two digits behind the same sign.
        boolean isContradicted() {
            return firm == 0 && loose > 0 && openWithZero > 0 && open >= loose;
        }
    }

    /// @param text of a cell, not blank
    public void see(String text, long line) {
        given++;
        if (text.length() > NumberText.LONGEST || text.indexOf(',') < 0 && text.indexOf('.') < 0) {
            return;
        }
        int first = text.charAt(0) == '-' ? 1 : 0;
        if (isPlain(text, first)) {
            seeOne(text.indexOf(',') >= 0 ? comma : point, text.substring(first), text, line);
            return;
        }
        Matcher found = CORE.matcher(NumberText.halfWidth(text));
        if (!found.find()) {
            return;
        }
        String number = BLANKS.matcher(found.group()).replaceAll("");
        int lastComma = number.lastIndexOf(',');
        int lastPoint = number.lastIndexOf('.');
        if (lastComma >= 0 && lastPoint >= 0) {
            Sign last = lastComma > lastPoint ? comma : point;
            if (number.indexOf(last.sign) == number.lastIndexOf(last.sign)) {
                last.prove(text);
            }
            return;
        }
        seeOne(lastComma >= 0 ? comma : point, number, text, line);
    }

    /// Whether it is digits with one sign among them, as most numbers are.
    private static boolean isPlain(String text, int first) {
        int signs = 0;
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            signs += c == '.' || c == ',' ? 1 : 0;
            if (c != '.' && c != ',' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return signs == 1 && text.length() > first + 1;
    }

    private void seeOne(Sign sign, String number, String text, long line) {
        int at = number.indexOf(sign.sign);
        if (at != number.lastIndexOf(sign.sign)) {
            if (NumberText.isGrouped(number)) {
                (sign == comma ? point : comma).prove(text);
            }
            return;
        }
        int decimals = number.length() - at - 1;
        boolean mayGroup = at >= 1 && at <= 3 && number.charAt(0) != '0';
        if (decimals == 3 && !mayGroup) {
            sign.prove(text);
        } else if (decimals == 3) {
            sign.open++;
            sign.openWithZero += number.endsWith("0") ? 1 : 0;
            sign.firstOpenLine = sign.firstOpen.isEmpty() ? line : sign.firstOpenLine;
            sign.firstOpen = sign.firstOpen.isEmpty() ? text : sign.firstOpen;
        } else if (decimals > 0) {
            sign.loose++;
            sign.proof = sign.proof.isEmpty() ? text : sign.proof;
            sign.firstLooseLine = sign.firstLoose.isEmpty() ? line : sign.firstLooseLine;
            sign.firstLoose = sign.firstLoose.isEmpty() ? text : sign.firstLoose;
        }
    }

    /// @param rule the same for all cells that are counted together
    public record Remark(String rule, long count, long line, String value) {}

    /// @param isProven by cells of the column itself
    public record Verdict(NumberMarks marks, boolean isProven, List<Remark> remarks) {}

    /// What the cells prove, null where they leave it open: for the other columns of the file.
    public @Nullable Character proven() {
        long commas = comma.isContradicted() ? 0 : comma.proofs();
        long points = point.isContradicted() ? 0 : point.proofs();
        if (comma.firm != point.firm && comma.firm + point.firm > 0) {
            return comma.firm > point.firm ? ',' : '.';
        }
        if (commas != points) {
            return commas > points ? ',' : '.';
        }
        return null;
    }

    /// @param elsewhere what other columns of the file prove, null where they don't
    /// @param isEuropean semicolons between values are used where the comma is the decimal sign
    /// @param isTyped cells are numbers that a program wrote, with a point
    public Verdict verdict(@Nullable Character elsewhere, boolean isEuropean, boolean isTyped) {
        Character own = proven();
        if (own == null && (comma.isContradicted() || point.isContradicted())) {
            own = comma.isContradicted() ? '.' : ',';
        }
        char decimal = own != null ? own : guess(elsewhere, isEuropean, isTyped);
        NumberMarks marks = decimal == ',' ? NumberMarks.COMMA : NumberMarks.POINT;
        boolean isProven = own != null && !comma.isContradicted() && !point.isContradicted();
        return new Verdict(marks, isProven, remarks(decimal, isProven, isTyped));
    }

    private char guess(@Nullable Character elsewhere, boolean isEuropean, boolean isTyped) {
        boolean isPointOnly = comma.open == 0 && point.open > 0;
        if (isPointOnly && isTyped) {
            return '.';
        }
        if (elsewhere != null) {
            return elsewhere;
        }
        // every number with three decimals: written by a database, not grouped by hand
        return isEuropean && !(isPointOnly && point.open == given) ? ',' : '.';
    }

    private List<Remark> remarks(char decimal, boolean isProven, boolean isTyped) {
        List<Remark> remarks = new ArrayList<>();
        for (Sign sign : List.of(comma, point)) {
            boolean isSure = sign == point && decimal == '.' && (isTyped || isProven) && sign.openWithZero == 0;
            if (sign.open > 0 && !isSure) {
                String rule = isProven
                        ? "the decimal sign is \"" + decimal + "\", as " + (decimal == ',' ? comma : point).proof
                                + " shows"
                        : "it is open whether a sign parts thousands or decimals: read with the decimal sign \""
                                + decimal + "\"; \"decimal\" in the mapping decides";
                remarks.add(new Remark(rule, sign.open, sign.firstOpenLine, sign.firstOpen));
            }
            if (sign.loose > 0 && sign.sign != decimal) {
                remarks.add(new Remark(
                        "the decimal sign of the column is \"" + decimal
                                + "\": a number written otherwise was read by itself",
                        sign.loose,
                        sign.firstLooseLine,
                        sign.firstLoose));
            }
        }
        return remarks;
    }
}
