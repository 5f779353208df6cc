package io.keqing.field;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One thing we know about a record. Declared once: table access, index, filters, grid, import, export and masking
/// all read it from here.
///
/// @param derived worked out by Keqing, never imported or edited
public record Field<V>(
        String name, ValueKind<V> kind, Label label, Sensitivity sensitivity, Set<Use> uses, boolean derived) {

    public Field {
        uses = Set.copyOf(uses);
        if (sensitivity == Sensitivity.SECRET && (uses.contains(Use.FACET) || uses.contains(Use.SORT))) {
            throw new IllegalArgumentException("a secret field is never a facet or a sort key, was " + name);
        }
    }

    private static <V> Field<V> of(String name, ValueKind<V> kind, String zh, String en) {
        return new Field<>(name, kind, new Label(zh, en), Sensitivity.OPEN, Set.of(), false);
    }

    public static Field<String> text(String name, String zh, String en) {
        return of(name, new ValueKind.Text(), zh, en).on(Use.SEARCH);
    }

    public static Field<String> keyword(String name, String zh, String en) {
        return of(name, new ValueKind.Keyword(), zh, en);
    }

    public static Field<List<String>> keywords(String name, String zh, String en) {
        return of(name, new ValueKind.Keywords(), zh, en);
    }

    public static Field<String> choice(String name, String zh, String en, Option... options) {
        return of(name, new ValueKind.Choice(List.of(options)), zh, en);
    }

    public static Field<Boolean> flag(String name, String zh, String en) {
        return of(name, new ValueKind.Flag(), zh, en);
    }

    public static Field<java.time.LocalDate> day(String name, String zh, String en) {
        return of(name, new ValueKind.Day(), zh, en);
    }

    public static Field<java.time.Instant> moment(String name, String zh, String en) {
        return of(name, new ValueKind.Moment(), zh, en);
    }

    public static Field<java.math.BigDecimal> money(String name, String zh, String en) {
        return of(name, new ValueKind.Money(), zh, en);
    }

    public static Field<Double> number(String name, String zh, String en, Double... edges) {
        return of(name, new ValueKind.Number(false, -Double.MAX_VALUE, Double.MAX_VALUE, List.of(edges)), zh, en);
    }

    /// A whole number within both ends, included.
    public static Field<Double> score(String name, String zh, String en, int lowest, int highest) {
        return of(name, new ValueKind.Number(true, lowest, highest, List.of()), zh, en);
    }

    /// A count: whole, not negative, cut at `edges` for its facet.
    public static Field<Double> count(String name, String zh, String en, Double... edges) {
        return of(name, new ValueKind.Number(true, 0, 1e15, List.of(edges)), zh, en);
    }

    public static Field<RecordId> reference(String name, String to, String zh, String en) {
        return of(name, new ValueKind.Reference(to), zh, en);
    }

    public static Field<java.util.Map<String, List<String>>> runTime(String name, String zh, String en) {
        return of(name, new ValueKind.RunTime(null), zh, en);
    }

    /// @param scope the field by whose value the names have their meaning
    public static Field<java.util.Map<String, List<String>>> runTime(
            String name, String zh, String en, Field<String> scope) {
        return of(name, new ValueKind.RunTime(scope.name()), zh, en);
    }

    public Field<V> personal() {
        return new Field<>(name, kind, label, Sensitivity.PERSONAL, uses, derived);
    }

    public Field<V> secret() {
        return new Field<>(name, kind, label, Sensitivity.SECRET, uses, derived);
    }

    public Field<V> asDerived() {
        return new Field<>(name, kind, label, sensitivity, uses, true);
    }

    public Field<V> on(Use... more) {
        EnumSet<Use> all = EnumSet.noneOf(Use.class);
        all.addAll(uses);
        all.addAll(List.of(more));
        return new Field<>(name, kind, label, sensitivity, all, derived);
    }

    public boolean has(Use use) {
        return uses.contains(use);
    }

    /// The column of its table: `firstResponseAt` is kept in `first_response_at`, a reference in `…_key`.
    public String column() {
        String snake = name.replace('.', '_').replaceAll("([A-Z]|\\d+)", "_$1").toLowerCase(Locale.ROOT);
        return kind instanceof ValueKind.Reference ? snake + "_key" : snake;
    }

    @Override
    public String toString() {
        return name;
    }
}
