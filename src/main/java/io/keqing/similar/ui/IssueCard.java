package io.keqing.similar.ui;

import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.Field;
import io.keqing.interaction.InteractionFields;
import io.keqing.search.SearchResult.Hit;
import io.keqing.search.SearchResult.Piece;
import io.keqing.similar.PriorIssues.Issue;
import io.keqing.ui.CopyButton;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.Values;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One issue that was found: what was said, why it is here, how it ended.
final class IssueCard extends Div {
    private static final int TITLE = 160;
    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    private final transient Values values;
    private final transient Issue issue;
    private final Locale locale;

    /// @param judged told whether the issue helps
    IssueCard(
            Issue issue, Values values, RecordNavigation navigation, Locale locale, BiConsumer<Issue, Boolean> judged) {
        this.values = values;
        this.issue = issue;
        this.locale = locale;
        addClassName("issue");
        Optional<Field<String>> titled = Stream.of(
                        InteractionFields.SUBJECT, InteractionFields.BODY, FeedbackFields.COMMENT)
                .filter(field -> !text(field).isBlank())
                .findFirst();
        Anchor title = new Anchor();
        title.setHref(navigation.address(issue.hit()));
        write(title(titled), title);
        title.addClassName("row-link");
        title.getElement().setAttribute("router-link", true);
        Div head = new Div(title);
        head.addClassName("issue-head");
        why().forEach(badge -> head.add(badge));
        add(head);
        issue.hit().highlights().forEach((field, fragments) -> {
            boolean told =
                    field.equals(InteractionFields.RESOLUTION.name()) || field.equals(InteractionFields.SUBJECT.name());
            if (!told) {
                add(fragments(fragments));
            }
        });
        add(facts());
        String resolution = text(InteractionFields.RESOLUTION);
        if (!resolution.isBlank()) {
            add(resolution(resolution));
        }
        add(judging(judged));
    }

    /// The subject with its marks; of another text its beginning, whose marks stand below.
    private List<Piece> title(Optional<Field<String>> field) {
        List<List<Piece>> marked = field.filter(InteractionFields.SUBJECT::equals)
                .map(subject -> issue.hit().highlights().getOrDefault(subject.name(), List.of()))
                .orElse(List.of());
        if (!marked.isEmpty()) {
            return marked.getFirst();
        }
        String said = field.map(this::text).orElse(issue.hit().id().id());
        return List.of(new Piece(said.length() <= TITLE ? said : said.substring(0, TITLE) + "…", false));
    }

    private String text(Field<?> field) {
        return values.text(field, issue.hit().fields().get(field.name()), locale);
    }

    private Stream<Span> why() {
        Stream.Builder<Span> badges = Stream.builder();
        if (issue.exact()) {
            badges.add(badge(getTranslation("similar.exact"), "strong"));
        }
        if (issue.crossLanguage()) {
            String language = issue.language();
            Locale spoken = Locale.forLanguageTag(language == null ? "" : language);
            badges.add(badge(getTranslation("similar.foreign", spoken.getDisplayLanguage(locale)), "foreign"));
        }
        if (issue.whole()) {
            badges.add(badge(getTranslation("similar.whole"), "strong"));
        }
        if (issue.meaning() != null) {
            NumberFormat percent = NumberFormat.getPercentInstance(locale);
            badges.add(badge(getTranslation("similar.meaning", percent.format(Math.max(0, issue.meaning()))), ""));
        }
        if (issue.same() > 0) {
            badges.add(badge(getTranslation("similar.same", values.number(issue.same(), locale)), ""));
        }
        if (issue.outcome().solved()) {
            badges.add(badge(getTranslation("similar.solved"), "good"));
        }
        String told = issue.outcome().told();
        if (told != null) {
            badges.add(badge(getTranslation("similar." + told), told));
        }
        return badges.build();
    }

    private static Span badge(String text, String tone) {
        Span badge = new Span(text);
        badge.addClassName("badge");
        if (!tone.isEmpty()) {
            badge.addClassName(tone);
        }
        return badge;
    }

    /// As text, never as markup.
    private static void write(List<Piece> pieces, HasComponents into) {
        for (Piece piece : pieces) {
            HtmlContainer part = new HtmlContainer(piece.hit() ? "mark" : "span");
            part.getElement().setText(piece.text());
            into.add(part);
        }
    }

    private static Div fragments(List<List<Piece>> fragments) {
        Div all = new Div();
        all.addClassName("issue-words");
        for (List<Piece> fragment : fragments) {
            Div line = new Div();
            write(fragment, line);
            all.add(line);
        }
        return all;
    }

    private Paragraph facts() {
        Hit hit = issue.hit();
        boolean said = hit.type().equals(FeedbackFields.TYPE);
        List<Field<?>> fields = said
                ? List.of(FeedbackFields.KIND, FeedbackFields.CHANNEL, FeedbackFields.PRODUCT, FeedbackFields.AT)
                : List.of(
                        InteractionFields.KIND,
                        InteractionFields.STATUS,
                        InteractionFields.CHANNEL,
                        InteractionFields.PRODUCT,
                        InteractionFields.AT);
        Stream<String> cut = issue.cut() ? Stream.of(getTranslation("similar.cut.hit")) : Stream.of();
        Paragraph facts = new Paragraph(Stream.of(
                        fields.stream().map(this::text),
                        Stream.of(took()),
                        cut,
                        Stream.of(hit.id().toString()))
                .flatMap(each -> each)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" · ")));
        facts.addClassName("dim");
        return facts;
    }

    private String took() {
        Object minutes = issue.hit().fields().get(InteractionFields.RESOLUTION_MINUTES.name());
        if (!(minutes instanceof Number number) || number.doubleValue() < 0) {
            return "";
        }
        double took = number.doubleValue();
        String said = took < HOUR
                ? getTranslation("similar.minutes", values.number(Math.round(took), locale))
                : took < 2 * DAY
                        ? getTranslation("similar.hours", values.number(Math.round(took / HOUR), locale))
                        : getTranslation("similar.days", values.number(Math.round(took / DAY), locale));
        return getTranslation("similar.took", said);
    }

    private Div resolution(String resolution) {
        Span label = new Span(getTranslation("similar.resolution"));
        label.addClassName("dim");
        Paragraph text = new Paragraph(resolution);
        text.addClassName("entry-text");
        CopyButton copy = new CopyButton(getTranslation("similar.copy"), resolution);
        copy.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        Div all = new Div(label, text, copy);
        all.addClassName("issue-resolution");
        return all;
    }

    private Div judging(BiConsumer<Issue, Boolean> judged) {
        Button good = thumb(VaadinIcon.THUMBS_UP_O, "similar.helps");
        Button bad = thumb(VaadinIcon.THUMBS_DOWN_O, "similar.helpsNot");
        good.addClickListener(click -> judge(good, bad, judged, true));
        bad.addClickListener(click -> judge(bad, good, judged, false));
        Div all = new Div(good, bad);
        all.addClassName("issue-judging");
        return all;
    }

    private void judge(Button pressed, Button other, BiConsumer<Issue, Boolean> judged, boolean good) {
        judged.accept(issue, good);
        pressed.getElement().setAttribute("aria-pressed", "true");
        other.getElement().setAttribute("aria-pressed", "false");
        pressed.addClassName("pressed");
        other.removeClassName("pressed");
    }

    private Button thumb(VaadinIcon icon, String label) {
        Button button = new Button(new Icon(icon));
        button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(label));
        button.setTooltipText(getTranslation(label));
        button.getElement().setAttribute("aria-pressed", "false");
        return button;
    }
}
