package io.keqing.ui;

import com.vaadin.flow.data.renderer.LitRenderer;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.record.RecordFields;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The cells of a row found. Everything from data goes to the browser as text in properties; the only markup is ours.
final class HitCells {
    private static final String PIECES = "${item.%1$s.map(p => p.hit ? html`<mark>${p.text}</mark>` : p.text)}";

    private final Values values;
    private final RecordNavigation navigation;
    private final Locale locale;

    HitCells(Values values, RecordNavigation navigation, Locale locale) {
        this.values = values;
        this.navigation = navigation;
        this.locale = locale;
    }

    /// The field a record is known by in a list: its first running text.
    static Field<?> main(List<Field<?>> fields) {
        return fields.stream()
                .filter(field -> field.kind() instanceof ValueKind.Text && field.has(Use.COLUMN))
                .findFirst()
                .orElse(RecordFields.ID);
    }

    String text(Field<?> field, Hit hit) {
        if (field.name().equals(RecordFields.SOURCE.name())) {
            return hit.id().source();
        }
        return field.name().equals(RecordFields.ID.name())
                ? hit.id().id()
                : values.text(field, hit.fields().get(field.name()), locale);
    }

    LitRenderer<Hit> plain(Field<?> field) {
        return LitRenderer.<Hit>of(
                        "<span class=\"cell\" title=\"${item.full}\">%s</span>".formatted(PIECES.formatted("pieces")))
                .withProperty("pieces", hit -> pieces(field, hit))
                .withProperty("full", hit -> text(field, hit));
    }

    /// What the record refers to by its name, as the words of the question met it, leading there.
    ///
    /// @param to the type referred to
    LitRenderer<Hit> reference(Field<?> field, String to) {
        String template = """
                ${item.address ? html`<a class="row-link cell" href="${item.address}" title="${item.full}" \
                router-link>%1$s</a>` : html`<span class="cell" title="${item.full}">%1$s</span>`}""".formatted(PIECES.formatted("pieces"));
        return LitRenderer.<Hit>of(template)
                .withProperty(
                        "address",
                        hit -> References.of(hit.fields().get(field.name()))
                                .map(id -> navigation.address(to, id))
                                .orElse(""))
                .withProperty("pieces", hit -> referencePieces(field, hit))
                .withProperty("full", hit -> text(field, hit));
    }

    private List<Piece> referencePieces(Field<?> field, Hit hit) {
        List<List<Piece>> met = hit.highlights().getOrDefault(ColumnChoice.nameOf(field), List.of());
        return met.isEmpty() ? pieces(field, hit) : met.getFirst();
    }

    /// A score from low to high, its place told by the number and, beside it, by colour.
    LitRenderer<Hit> score(Field<?> field) {
        return LitRenderer.<Hit>of("<span class=\"score ${item.tone}\">${item.text}</span>")
                .withProperty("text", hit -> text(field, hit))
                .withProperty(
                        "tone",
                        hit -> hit.fields().get(field.name()) instanceof Number number
                                ? Scores.tone(field, number.doubleValue())
                                : "");
    }

    /// The cell that leads to the record's page, and says below what matched where no column shows it.
    LitRenderer<Hit> main(Field<?> field, Set<String> shown, List<Field<?>> all) {
        String template = """
                <div class="main-cell">
                  <a class="row-link" href="${item.address}" title="${item.full}" router-link>%s</a>
                  <span class="row-id">${item.id}</span>
                  ${item.why.length ? html`<div class="why"><span>${item.where}</span> %s</div>` : ''}
                  ${item.how ? html`<div class="why how" title="${item.how}">${item.how}</div>` : ''}
                </div>""".formatted(PIECES.formatted("pieces"), PIECES.formatted("why"));
        return LitRenderer.<Hit>of(template)
                .withProperty("address", navigation::address)
                .withProperty("full", hit -> text(field, hit))
                .withProperty("pieces", hit -> mainPieces(field, hit))
                .withProperty("how", hit -> MatchText.of(hit.matches(), locale))
                .withProperty(
                        "id", hit -> text(field, hit).startsWith("•") ? hit.id().id() : "")
                .withProperty(
                        "where",
                        hit -> elsewhere(hit, shown, all)
                                .map(found -> found.label().in(locale))
                                .orElse(""))
                .withProperty(
                        "why",
                        hit -> elsewhere(hit, shown, all)
                                .map(found -> hit.highlights().getOrDefault(found.name(), List.of()).stream()
                                        .limit(2)
                                        .flatMap(List::stream)
                                        .toList())
                                .orElse(List.of()));
    }

    private List<Piece> mainPieces(Field<?> field, Hit hit) {
        return text(field, hit).isBlank() ? List.of(new Piece(hit.id().id(), false)) : pieces(field, hit);
    }

    private java.util.Optional<Field<?>> elsewhere(Hit hit, Set<String> shown, List<Field<?>> all) {
        return all.stream()
                .filter(field ->
                        !shown.contains(field.name()) && hit.highlights().containsKey(field.name()))
                .findFirst();
    }

    /// Records, not maps: a renderer's properties are written as beans, and a map as one that only has `empty`.
    private List<Piece> pieces(Field<?> field, Hit hit) {
        List<List<Piece>> fragments = hit.highlights().getOrDefault(field.name(), List.of());
        return fragments.isEmpty() ? List.of(new Piece(text(field, hit), false)) : fragments.getFirst();
    }
}
