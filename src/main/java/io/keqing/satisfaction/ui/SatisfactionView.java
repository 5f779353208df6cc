package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.QuestionRole;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.feedback.Surveys;
import io.keqing.field.Field;
import io.keqing.privacy.Viewer;
import io.keqing.record.Scale;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Drivers;
import io.keqing.satisfaction.KeyDrivers;
import io.keqing.satisfaction.KeyDrivers.Asked;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.Response;
import io.keqing.satisfaction.Satisfaction;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.satisfaction.Themes;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.SearchIndex;
import io.keqing.search.SearchLimit;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchResult;
import io.keqing.search.SearchUrl;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.BornFacets;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChosenFilters;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.FilterChips;
import io.keqing.ui.FilterPanel;
import io.keqing.ui.GuardedAction;
import io.keqing.ui.Newest;
import io.keqing.ui.ReportLink;
import io.keqing.ui.SignedIn;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How satisfied people are, and why. The address is the question; every mark opens the answers behind
/// it as a search.
@Route("satisfaction")
@Menu(title = "satisfaction.title", icon = "vaadin:chart-line", order = 30)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("satisfaction.css")
@Prototype
final class SatisfactionView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int VALUES = 20;

    private final transient Satisfaction satisfaction;
    private final transient Themes themes;
    private final transient Drivers drivers;
    private final transient Response response;
    private final transient Surveys surveys;
    private final transient SearchIndex index;
    private final transient SearchUrl url;
    private final transient SearchLimit limit;
    private final transient Viewer viewer;
    private final transient Newest scores;
    private final transient Newest facets;
    private final transient Newest themesAnswer;
    private final transient Newest driversAnswer;
    private final transient Newest responseAnswer;
    private final transient Newest lookUp;
    private final DashboardBar bar;
    private final FilterChips chips;
    private final FilterPanel panel;
    private final ErrorNotice notice = new ErrorNotice();
    private final ProgressBar busy = new ProgressBar();
    private final Span confidential = new Span();
    private final ScoreCards cards;
    private final Div more = new Div();
    private final ThemesCard themesCard;
    private final DriversCard driversCard;
    private final Div responsePlace = new Div();
    private final GuardedAction report;
    private transient DashboardQuestion question;

    SatisfactionView(
            Satisfaction satisfaction,
            Themes themes,
            Drivers drivers,
            Response response,
            Surveys surveys,
            SearchIndex index,
            SearchUrl url,
            SearchLimit limit,
            Catalogue catalogue,
            Values values,
            BornFacets born,
            SignedIn signedIn,
            @Named("screens") ExecutorService executor) {
        this.satisfaction = satisfaction;
        this.themes = themes;
        this.drivers = drivers;
        this.response = response;
        this.surveys = surveys;
        this.index = index;
        this.url = url;
        this.limit = limit;
        this.viewer = signedIn.viewer();
        this.scores = new Newest(this, executor);
        this.facets = new Newest(this, executor);
        this.themesAnswer = new Newest(this, executor);
        this.driversAnswer = new Newest(this, executor);
        this.responseAnswer = new Newest(this, executor);
        this.lookUp = new Newest(this, executor);
        this.question = DashboardQuestion.read(Map.of(), url);
        this.bar = new DashboardBar(catalogue, viewer, this::go);
        this.chips = new FilterChips(catalogue, values, this::filter);
        this.panel = new FilterPanel(catalogue, values, born, viewer, this::filter, this::findValues, this::ask);
        this.cards = new ScoreCards(catalogue, values, url, this::go);
        this.themesCard = new ThemesCard(url, values);
        this.driversCard = new DriversCard(values, this::askDrivers, this::openLow);
        addClassNames("screen", "satisfaction-view");
        busy.setIndeterminate(true);
        busy.addClassName("busy");
        busy.getElement().setAttribute("aria-label", getTranslation("satisfaction.busy"));
        more.addClassName("cards");
        confidential.setText(getTranslation("satisfaction.confidential"));
        confidential.addClassName("confidential");
        more.add(themesCard, responsePlace, driversCard);
        Div board = new Div(busy, confidential, cards, more);
        board.addClassNames("results", "board");
        Div body = new Div(panel, board);
        body.addClassName("search-body");
        report = new GuardedAction(new ReportLink(
                viewer, () -> Map.of("template", "satisfaction", "query", url.address(question.answers()))));
        report.refuse(getTranslation("satisfaction.busy"));
        bar.add(report);
        add(bar, chips, notice, body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        try {
            question = DashboardQuestion.read(
                    event.getLocation().getQueryParameters().getParameters(), url);
        } catch (InvalidQueryException e) {
            refuse(e.label().in(getLocale()));
            return;
        }
        ask();
    }

    private void go(DashboardQuestion next) {
        UI.getCurrent().navigate("satisfaction", new QueryParameters(next.parameters(url)));
    }

    private void filter(ChosenFilters chosen) {
        go(question.about(question.answers().withFilters(chosen.filters())));
    }

    private void findValues(String field, String text, Consumer<SearchResult.Facet> found) {
        SearchQuery asked = question.answers();
        lookUp.ask(
                () -> limit.run(viewer, () -> index.values(asked, field, text, VALUES, viewer)), found, this::failed);
    }

    private void ask() {
        DashboardQuestion typed = question;
        Optional<Survey> survey = typed.survey().flatMap(surveys::find);
        boolean closed = survey.filter(Survey::confidential).isPresent();
        DashboardQuestion asked = closed ? allowed(typed, survey.orElseThrow()) : typed;
        question = asked;
        bar.show(asked, surveys.all(), survey.orElse(null));
        chips.show(FeedbackFields.TYPE, new ChosenFilters(asked.answers().filters()));
        confidential.setVisible(closed);
        more.setVisible(!closed);
        panel.setVisible(!closed);
        busy.setVisible(true);
        scores.ask(
                () -> limit.run(viewer, () -> satisfaction.of(asked.scores(), viewer)),
                analysis -> answered(asked, analysis),
                this::failed);
        if (closed) {
            return;
        }
        facets.ask(
                () -> limit.run(viewer, () -> index.search(asked.answers().withFacets(null), viewer)),
                result -> {
                    // a search goes on without a wrong part; the numbers beside a refused question would be another's
                    if (result.mistakes().isEmpty()) {
                        panel.show(
                                FeedbackFields.TYPE,
                                new ChosenFilters(asked.answers().filters()),
                                result.facets());
                    }
                },
                this::failed);
        askThemes(asked);
        offerDrivers(survey.orElse(null));
    }

    /// A confidential survey is divided by what it declares, and by its own period.
    private static DashboardQuestion allowed(DashboardQuestion asked, Survey survey) {
        boolean declared = asked.by() != null && survey.breakdowns().contains(asked.by());
        return asked.every(survey.period())
                .comparing(Compare.REST)
                .by(
                        declared
                                ? asked.by()
                                : survey.breakdowns().stream().findFirst().orElse(null));
    }

    private void answered(DashboardQuestion asked, Analysis analysis) {
        busy.setVisible(false);
        notice.clear();
        report.allow();
        ScoreTexts texts = cards.show(asked, analysis);
        String by = asked.by();
        if (by != null && !analysis.confidential() && analysis.responseRate() != null) {
            askResponse(asked, by, texts);
        } else {
            responsePlace.removeAll();
        }
    }

    private void askThemes(DashboardQuestion asked) {
        themesCard.wait(true);
        themesAnswer.ask(
                () -> limit.run(viewer, () -> themes.of(asked.measure(), asked.answers(), asked.by(), null, viewer)),
                report -> themesCard.show(report, asked),
                e -> {
                    themesCard.refuse("");
                    failed(e);
                });
    }

    private void offerDrivers(@Nullable Survey survey) {
        List<Asked> questions = survey == null ? List.of() : drivers.questions(survey, viewer);
        driversCard.setVisible(questions.size() > 2);
        if (survey != null && questions.size() > 2) {
            Asked score = score(question.measure());
            Asked chosen = survey.question(QuestionRole.OVERALL)
                    .or(() -> survey.question(role(question.measure())))
                    .map(SurveyQuestion::name)
                    .flatMap(name -> questions.stream()
                            .filter(asked -> asked.name().equals(name))
                            .findFirst())
                    .orElse(score);
            driversCard.offer(questions, List.of(score), chosen);
            askDrivers(
                    chosen,
                    questions.stream()
                            .filter(asked -> !asked.equals(chosen))
                            .limit(Drivers.MOST_DRIVERS)
                            .toList());
        }
    }

    /// The answers with the two lowest values of a driver.
    private void openLow(Asked driver) {
        question.survey()
                .flatMap(surveys::find)
                .flatMap(survey -> survey.question(driver.name()))
                .ifPresent(asked -> {
                    Scale scale = asked.scale();
                    if (scale != null) {
                        SearchQuery low = question.narrowed(
                                asked.field(), Math.round(scale.lowest()) + ".." + Math.round(scale.lowest() + 1), url);
                        UI.getCurrent().navigate("search/" + low.type(), new QueryParameters(url.parameters(low)));
                    }
                });
    }

    private static Asked score(Measure.Kind kind) {
        Field<Double> field = switch (kind) {
            case NPS -> FeedbackFields.NPS;
            case CSAT -> FeedbackFields.CSAT;
            case CES -> FeedbackFields.CES;
        };
        return new Asked(field.name(), field.label());
    }

    private static QuestionRole role(Measure.Kind kind) {
        return switch (kind) {
            case NPS -> QuestionRole.NPS;
            case CSAT -> QuestionRole.CSAT;
            case CES -> QuestionRole.CES;
        };
    }

    private void askDrivers(Asked outcome, List<Asked> chosen) {
        SearchQuery answers = question.answers();
        List<String> names = chosen.stream().map(Asked::name).toList();
        driversCard.wait(true);
        driversAnswer.ask(
                () -> limit.run(viewer, () -> drivers.of(outcome.name(), names, answers, viewer)),
                driversCard::show,
                e -> {
                    if (e instanceof KeyDrivers.Refused refused) {
                        driversCard.refuse(refused.reason().in(getLocale()));
                    } else {
                        driversCard.refuse("");
                        failed(e);
                    }
                });
    }

    private void askResponse(DashboardQuestion asked, String by, ScoreTexts texts) {
        responseAnswer.ask(
                () -> limit.run(viewer, () -> response.of(asked.measure(), asked.answers(), by, viewer)),
                report -> {
                    responsePlace.removeAll();
                    responsePlace.add(new ResponseCard(report, cards.field(by), texts));
                },
                this::failed);
    }

    /// A question that cannot be asked has no figures: not those of a part of it, nor of the one before.
    private void refuse(String reason) {
        busy.setVisible(false);
        cards.removeAll();
        confidential.setVisible(false);
        more.setVisible(false);
        panel.setVisible(false);
        report.refuse(reason);
        notice.show(reason);
    }

    private void failed(Exception e) {
        busy.setVisible(false);
        switch (e) {
            case InvalidQueryException invalid -> refuse(invalid.label().in(getLocale()));
            case IndexUnavailableException down -> notice.searchIsDown();
            case TooManySearchesException busyUser -> notice.show(getTranslation("search.busyUser"));
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("satisfaction.title");
    }
}
