package io.keqing.profile.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.keqing.customer.CustomerFields;
import io.keqing.feedback.FeedbackFields;
import io.keqing.field.RecordId;
import io.keqing.privacy.Viewer;
import io.keqing.profile.BuyingHabits;
import io.keqing.profile.BuyingHabits.Amounts;
import io.keqing.profile.BuyingHabits.Habits;
import io.keqing.profile.ScoreHistory;
import io.keqing.profile.ScoreHistory.Scored;
import io.keqing.profile.SimilarCustomers;
import io.keqing.search.IndexUnavailableException;
import io.keqing.search.TooManySearchesException;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ChartCard;
import io.keqing.ui.Newest;
import io.keqing.ui.Painted;
import io.keqing.ui.Values;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// What the records amount to: scores and spending over time, buying habits, similar customers. Asked for
/// beside the page, which is there before.
@Prototype
final class Insights extends Div {
    private final transient BuyingHabits habits;
    private final transient ScoreHistory scores;
    private final transient SimilarCustomers similar;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final transient ExecutorService executor;
    private final transient Newest numbers;
    private final transient Newest others;
    private final Div charts = new Div();
    private final Div alike = new Div();

    Insights(
            BuyingHabits habits,
            ScoreHistory scores,
            SimilarCustomers similar,
            Catalogue catalogue,
            Values values,
            @Named("screens") ExecutorService executor) {
        this.habits = habits;
        this.scores = scores;
        this.similar = similar;
        this.catalogue = catalogue;
        this.values = values;
        this.executor = executor;
        this.numbers = new Newest(this, executor);
        this.others = new Newest(this, executor);
        addClassName("insights");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", getTranslation("profile.insights"));
        add(charts, alike);
    }

    private record Numbers(Scored scored, Habits habits) {}

    void show(RecordId customer, Viewer viewer) {
        charts.removeAll();
        alike.removeAll();
        Painted.then(this, () -> read(customer, viewer));
    }

    private void read(RecordId customer, Viewer viewer) {
        numbers.ask(
                () -> undisturbed(() -> new Numbers(
                        scores.of(customer).orElseThrow(), habits.of(customer).orElseThrow())),
                this::showNumbers,
                e -> charts.add(failed(e)));
        others.ask(
                () -> undisturbed(() -> similar.of(customer, viewer).orElse(List.of())),
                found -> alike.add(new SimilarPanel(found, values)),
                e -> alike.add(new H3(getTranslation("profile.similar")), failed(e)));
    }

    /// On a thread that nobody interrupts: whoever leaves the page in the middle of a read would cost the pool its
    /// connection. What is still read then is read in vain, for some milliseconds.
    private <A> A undisturbed(Supplier<A> question) {
        try {
            return CompletableFuture.supplyAsync(question, executor).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// An outage of the engine takes away what comes from it, and says so; a customer deleted meanwhile has
    /// nothing.
    private Paragraph failed(Exception e) {
        String text = switch (e) {
            case IndexUnavailableException down -> getTranslation("profile.similar.down");
            case TooManySearchesException busy -> getTranslation("profile.similar.busy");
            case java.util.NoSuchElementException gone -> getTranslation("profile.story.nothing");
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(e);
        };
        Paragraph said = new Paragraph(text);
        said.addClassName("dim");
        return said;
    }

    private void showNumbers(Numbers found) {
        charts.add(scores(found.scored()));
        found.habits().amounts().stream().findFirst().ifPresent(amounts -> {
            Map<String, BigDecimal> bars = SpendChart.bars(found.habits(), amounts.currency());
            if (!bars.isEmpty()) {
                charts.add(spend(found.habits(), amounts, bars));
            }
        });
        charts.add(new HabitsPanel(found.habits(), catalogue, values));
    }

    private Div scores(Scored scored) {
        String title = getTranslation("profile.scores");
        if (scored.total() == 0) {
            Div none = new Div(new H3(title), new Span(getTranslation("profile.scores.none")));
            none.addClassName("insight");
            return none;
        }
        StringBuilder note =
                new StringBuilder(getTranslation("profile.scores.n", values.number(scored.total(), getLocale())));
        if (scored.total() > scored.answers().size()) {
            note.append(' ')
                    .append(getTranslation(
                            "profile.scores.latest",
                            values.number(scored.answers().size(), getLocale())));
        }
        if (scored.undated() > 0) {
            note.append(' ')
                    .append(getTranslation("profile.scores.undated", values.number(scored.undated(), getLocale())));
        }
        return new ChartCard(
                title,
                note.toString(),
                ScoreChart.option(scored),
                ScoreChart.numbers(
                        scored,
                        values,
                        getLocale(),
                        List.of(
                                FeedbackFields.AT.label().in(getLocale()),
                                FeedbackFields.SURVEY.label().in(getLocale()),
                                "NPS",
                                "CSAT",
                                "CES")));
    }

    private ChartCard spend(Habits habits, Amounts amounts, Map<String, BigDecimal> bars) {
        String title = CustomerFields.SPENT.label().in(getLocale()) + " · " + amounts.currency();
        String note = getTranslation(
                habits.amounts().size() == 1 ? "profile.spend.n" : "profile.spend.others",
                values.money(amounts.net(), amounts.currency(), getLocale()),
                values.number(amounts.orders(), getLocale()),
                values.number(habits.amounts().size() - 1, getLocale()));
        return new ChartCard(
                title,
                note,
                SpendChart.option(bars, CustomerFields.SPENT.label().in(getLocale())),
                SpendChart.numbers(
                        bars,
                        List.of(
                                getTranslation("profile.spend.time"),
                                CustomerFields.SPENT.label().in(getLocale())),
                        amount -> values.money(amount, amounts.currency(), getLocale())));
    }
}
