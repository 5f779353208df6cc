package io.keqing.similar.ui;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.keqing.interaction.InteractionFields;
import io.keqing.privacy.Viewer;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.TooManySearchesException;
import io.keqing.similar.IssueAddress;
import io.keqing.similar.Topics;
import io.keqing.similar.Topics.Case;
import io.keqing.similar.Topics.Found;
import io.keqing.similar.Topics.Topic;
import io.keqing.similar.VectorWorker;
import io.keqing.ui.DateTexts;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.Newest;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// What people wait for: the open cases of a period in groups of the same issue. The period is in the address.
@Route("topics")
@Menu(title = "similar.topics.title", icon = "vaadin:cluster", order = 21)
@PermitAll
@StyleSheet("screens.css")
@StyleSheet("similar.css")
@Prototype
final class TopicsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final int DAYS = 30;

    private final transient Topics topics;
    private final transient Values values;
    private final transient Viewer viewer;
    private final transient Newest answer;
    private final DatePicker from = new DatePicker(getTranslation("similar.topics.from"));
    private final DatePicker to = new DatePicker(getTranslation("similar.topics.to"));
    private final ErrorNotice notice = new ErrorNotice();
    private final ProgressBar busy = new ProgressBar();
    private final Span total = new Span();
    private final Div list = new Div();

    TopicsView(
            Topics topics,
            VectorWorker worker,
            Values values,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.topics = topics;
        this.values = values;
        this.viewer = signedIn.viewer();
        this.answer = new Newest(this, executor);
        addClassNames("screen", "topics-view");
        for (DatePicker day : List.of(from, to)) {
            day.setI18n(DateTexts.of(getLocale()));
            day.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    changed();
                }
            });
        }
        total.addClassName("total");
        total.setId("topics-total");
        busy.setIndeterminate(true);
        busy.addClassName("busy");
        busy.getElement().setAttribute("aria-label", getTranslation("similar.topics.busy"));
        list.addClassName("issue-lists");
        list.setId("topics");
        Div period = new Div(from, to, total);
        period.addClassName("issue-filters");
        Div results = new Div(busy, list);
        results.addClassNames("results", "issue-results");
        add(period, new VectorStatus(worker, values, viewer), notice, results);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        LocalDate last = day(parameters, TO).orElseGet(() -> LocalDate.now(values.zone()));
        to.setValue(last);
        from.setValue(day(parameters, FROM).orElseGet(() -> last.minusDays(DAYS - 1)));
        ask();
    }

    private static Optional<LocalDate> day(QueryParameters parameters, String name) {
        try {
            return parameters.getSingleParameter(name).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            // an address that somebody mistyped means the usual period
            return Optional.empty();
        }
    }

    private void changed() {
        if (from.getValue() != null && to.getValue() != null) {
            Map<String, List<String>> period = Map.of(
                    FROM,
                    List.of(from.getValue().toString()),
                    TO,
                    List.of(to.getValue().toString()));
            getUI().ifPresent(ui -> ui.navigate("topics", new QueryParameters(period)));
        }
    }

    private void ask() {
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        busy.setVisible(true);
        answer.ask(
                () -> topics.of(
                        first.atStartOfDay(values.zone()).toInstant(),
                        last.plusDays(1).atStartOfDay(values.zone()).toInstant(),
                        viewer),
                this::answered,
                this::failed);
    }

    private void answered(Found found) {
        busy.setVisible(false);
        notice.clear();
        list.removeAll();
        String cases = values.number(found.cases(), getLocale());
        total.setText(getTranslation(
                found.complete() ? "similar.topics.total" : "similar.topics.latest",
                values.number(found.topics().size(), getLocale()),
                cases,
                values.number(found.alone(), getLocale())));
        if (found.topics().isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("similar.topics.none"));
            none.addClassName("dim");
            list.add(none);
        }
        found.topics().forEach(topic -> list.add(topic(topic)));
    }

    private Details topic(Topic topic) {
        String words = String.join(" · ", topic.words());
        String named = words.isEmpty() ? topic.cases().getFirst().said() : words;
        Span name = new Span(named);
        name.addClassName("topic-name");
        Span count = new Span(getTranslation("similar.topics.count", values.number(topic.count(), getLocale())));
        count.addClassName("badge");
        String way = topic.lately() > topic.before() ? "▲ " : topic.lately() < topic.before() ? "▼ " : "";
        Span trend = new Span(way
                + getTranslation(
                        "similar.topics.trend",
                        values.number(topic.lately(), getLocale()),
                        values.number(topic.before(), getLocale())));
        trend.addClassName("dim");
        Div summary = new Div(name, count, trend);
        summary.addClassName("issue-head");
        Div cases = new Div();
        topic.cases().forEach(each -> cases.add(one(each)));
        if (topic.count() > topic.cases().size()) {
            Paragraph more = new Paragraph(getTranslation(
                    "similar.topics.more",
                    values.number(topic.count() - topic.cases().size(), getLocale())));
            more.addClassName("dim");
            cases.add(more);
        }
        Details details = new Details(summary, cases);
        details.addClassName("topic");
        return details;
    }

    private Div one(Case each) {
        Anchor link = new Anchor(IssueAddress.like(InteractionFields.TYPE, each.id(), null), each.said());
        link.addClassName("row-link");
        link.getElement().setAttribute("router-link", true);
        Span when = new Span(values.moment(each.at(), getLocale()));
        when.addClassName("dim");
        Div row = new Div(link, when);
        row.addClassName("topic-case");
        return row;
    }

    private void failed(Exception e) {
        busy.setVisible(false);
        list.removeAll();
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
        return getTranslation("similar.topics.title");
    }
}
