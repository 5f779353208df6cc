package io.keqing.similar.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordType;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.TooManySearchesException;
import io.keqing.similar.IssueAddress;
import io.keqing.similar.Judgements;
import io.keqing.similar.Occurrences;
import io.keqing.similar.Occurrences.Often;
import io.keqing.similar.PriorIssues;
import io.keqing.similar.PriorIssues.Asked;
import io.keqing.similar.PriorIssues.Found;
import io.keqing.similar.PriorIssues.Issue;
import io.keqing.similar.VectorWorker;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.PastedText;
import io.keqing.ui.RecordNavigation;
import io.keqing.ui.References;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/// How an issue was solved before: somebody pastes a text, or comes from a record, and sees what is like it.
@Route(IssueAddress.SCREEN)
@Menu(title = "similar.title", icon = "vaadin:records", order = 20)
@PermitAll
@StyleSheet("screens.css")
@StyleSheet("similar.css")
@Prototype
final class PriorIssuesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int SHOWN = 20;
    private static final int OWN = 5;
    private static final int TOLD_MILLIS = 1_500;
    /// Characters of what was read that are shown.
    private static final int READ_SHOWN = 300;

    private final transient PriorIssues issues;
    private final transient Occurrences occurrences;
    private final transient Judgements judgements;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient RecordNavigation navigation;
    private final transient Viewer viewer;
    private final transient Newest answer;
    private final transient Newest often;
    private final TextArea text = new TextArea(getTranslation("similar.text"));
    private final IssueFilters filters = new IssueFilters(this::ask);
    private final ErrorNotice notice = new ErrorNotice();
    private final ProgressBar busy = new ProgressBar();
    private final Div lists = new Div();
    private final Div beside = new Div();
    private transient Optional<RecordId> customer = Optional.empty();
    private transient Optional<Compared> compared = Optional.empty();

    /// The record somebody came from, and what it says.
    private record Compared(RecordType type, RecordId id, String said) {}

    PriorIssuesView(
            PriorIssues issues,
            Occurrences occurrences,
            Judgements judgements,
            VectorWorker worker,
            Catalogue catalogue,
            Values values,
            RecordNavigation navigation,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.issues = issues;
        this.occurrences = occurrences;
        this.judgements = judgements;
        this.catalogue = catalogue;
        this.values = values;
        this.navigation = navigation;
        this.viewer = signedIn.viewer();
        this.answer = new Newest(this, executor);
        this.often = new Newest(beside, executor);
        build(new VectorStatus(worker, values, viewer));
    }

    private void build(VectorStatus status) {
        addClassNames("screen", "prior-issues");
        text.setId("issue");
        text.setPlaceholder(getTranslation("similar.text.hint"));
        text.setMaxLength(PriorIssues.LONGEST);
        text.setMinRows(3);
        text.setMaxRows(8);
        text.setWidthFull();
        Button find = new Button(getTranslation("similar.find"), click -> ask());
        find.setId("find");
        find.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(text, this::ask, Key.ENTER, KeyModifier.CONTROL)
                .listenOn(text);
        Div asking = new Div(text, find);
        asking.addClassName("issue-ask");
        busy.setIndeterminate(true);
        busy.setVisible(false);
        busy.addClassName("busy");
        busy.getElement().setAttribute("aria-label", getTranslation("similar.busy"));
        lists.addClassName("issue-lists");
        lists.setId("issues");
        lists.getElement().setAttribute("aria-live", "polite");
        beside.addClassName("issue-beside");
        Div results = new Div(busy, lists, beside);
        results.addClassNames("results", "issue-results");
        add(asking, filters, status, notice, results);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        customer = parameters.getSingleParameter(IssueAddress.CUSTOMER).flatMap(References::of);
        Optional<String> like = parameters.getSingleParameter(IssueAddress.LIKE);
        compared = like.flatMap(this::compared);
        if (like.isPresent() && compared.isEmpty()) {
            notice.show(getTranslation("similar.noIssue"));
        }
        compared.ifPresent(record -> {
            text.setValue(record.said());
            ask();
        });
        if (compared.isEmpty()) {
            PastedText.take().ifPresent(pasted -> {
                text.setValue(pasted.substring(0, Math.min(pasted.length(), PriorIssues.LONGEST)));
                ask();
            });
        }
        text.focus();
    }

    /// `interactions/source/id` → that record, with what it says as the viewer may read it.
    private Optional<Compared> compared(String address) {
        int slash = address.indexOf('/');
        Optional<RecordId> id = slash < 0 ? Optional.empty() : References.of(address.substring(slash + 1));
        return id.flatMap(known -> catalogue.types().stream()
                .filter(type -> type.name().equals(address.substring(0, slash)))
                .findFirst()
                .flatMap(type -> issues.said(type, known, viewer).map(said -> new Compared(type, known, said))));
    }

    /// The record somebody came from is not like itself; once they change the text, it is one of all.
    private Found find(Asked question) {
        return compared.filter(record -> record.said().equals(question.text()))
                .flatMap(record -> issues.like(record.type(), record.id(), question, viewer))
                .orElseGet(() -> issues.like(question, viewer));
    }

    private void ask() {
        if (text.isEmpty()) {
            answer.forget();
            lists.removeAll();
            beside.removeAll();
            return;
        }
        String asked = text.getValue();
        Asked question = new Asked(
                asked, filters.chosen(), customer.orElse(null), SHOWN, filters.solvedFirst(), filters.languages());
        busy.setVisible(true);
        answer.ask(() -> find(question), found -> answered(asked, found), this::failed);
        often.ask(() -> occurrences.of(asked, viewer), this::counted, e -> beside.removeAll());
    }

    private void answered(String asked, Found found) {
        busy.setVisible(false);
        notice.clear();
        lists.removeAll();
        if (found.cut()) {
            lists.add(remark("remark-cut", getTranslation("similar.cut")));
        }
        if (!found.leftOut().isEmpty()) {
            String parts = found.leftOut().stream()
                    .map(part -> getTranslation(
                            "similar.leftOut.part",
                            part.part().label().in(getLocale()),
                            values.number(part.lines(), getLocale())))
                    .collect(Collectors.joining(getTranslation("similar.leftOut.and")));
            lists.add(remark("remark-left-out", getTranslation("similar.leftOut", parts)));
            lists.add(remark("remark-read", getTranslation("similar.read", shortened(found.read()))));
        }
        if (!found.own().isEmpty()) {
            lists.add(list(
                    "own",
                    "similar.own",
                    found.own().subList(0, Math.min(OWN, found.own().size())),
                    asked));
        }
        lists.add(list("others", "similar.hits", found.hits(), asked));
    }

    private static Paragraph remark(String id, String text) {
        Paragraph remark = new Paragraph(text);
        remark.setId(id);
        remark.addClassName("dim");
        return remark;
    }

    private static String shortened(String text) {
        return text.length() <= READ_SHOWN ? text : text.substring(0, READ_SHOWN) + "…";
    }

    private Section list(String id, String title, List<Issue> some, String asked) {
        Section section = new Section(new H2(getTranslation(title)));
        section.setId(id);
        if (some.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("similar.none"));
            none.addClassName("dim");
            section.add(none);
        }
        some.forEach(issue -> section.add(
                new IssueCard(issue, values, navigation, getLocale(), (judged, good) -> judge(asked, judged, good))));
        return section;
    }

    private void judge(String asked, Issue issue, boolean good) {
        judgements.keep(asked, issue.hit().type(), issue.hit().id(), good, viewer);
        Notification.show(getTranslation("similar.noted"), TOLD_MILLIS, Notification.Position.BOTTOM_CENTER);
    }

    private void counted(Optional<Often> found) {
        beside.removeAll();
        found.ifPresent(count -> beside.add(new OftenPanel(count, values)));
    }

    private void failed(Exception e) {
        busy.setVisible(false);
        lists.removeAll();
        switch (e) {
            case InvalidQueryException invalid -> notice.show(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> notice.searchIsDown();
            case TooManySearchesException busyUser -> notice.show(getTranslation("search.busyUser"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("similar.title");
    }
}
