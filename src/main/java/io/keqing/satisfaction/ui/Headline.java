package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.shared.Tooltip;
import io.keqing.satisfaction.Analysis;
import io.keqing.satisfaction.Analysis.Group;
import io.keqing.satisfaction.Analysis.Versus;
import io.keqing.search.SearchUrl;
import io.keqing.statistics.Interval;

/// The score of everything asked about, with all that says how far to trust it.
final class Headline extends Div {
    Headline(Analysis analysis, DashboardQuestion question, SearchUrl url, ScoreTexts texts) {
        addClassNames("insight", "headline");
        setId("headline");
        Group all = analysis.all();
        String definition = analysis.definition().in(getLocale());
        Icon how = new Icon(VaadinIcon.INFO_CIRCLE_O);
        how.getElement().setAttribute("tabindex", "0");
        how.getElement().setAttribute("role", "img");
        how.getElement().setAttribute("aria-label", definition);
        Tooltip.forComponent(how).withText(definition);
        Div title = new Div(new H3(analysis.kind().label().in(getLocale())), how);
        title.addClassName("insight-title");
        Span value = new Span(texts.score(all));
        value.addClassName("score");
        value.setId("score");
        add(title, value);
        Interval interval = all.interval();
        if (interval != null) {
            Span range = new Span(getTranslation("satisfaction.interval", texts.interval(interval)));
            range.setId("interval");
            add(range);
        }
        String counted = getTranslation("satisfaction.counted", texts.counted(all), texts.people(all));
        if (all.state() == Analysis.State.HIDDEN) {
            counted = getTranslation("satisfaction.hidden.why");
        }
        if (analysis.confidential()) {
            add(line(counted));
        } else {
            Anchor answers = new Anchor(Pages.of(url.address(question.all())), counted);
            answers.getElement().setAttribute("router-link", true);
            answers.setId("answers");
            add(answers);
        }
        if (analysis.responseRate() != null) {
            add(line(getTranslation("satisfaction.rate", texts.rate(analysis.responseRate()))));
        }
        Group previous = analysis.previous();
        if (previous != null) {
            Versus versus = all.versus();
            add(line(getTranslation("satisfaction.previous", texts.score(previous), texts.counted(previous))
                    + (versus == null ? "" : " · " + texts.mark(versus) + texts.difference(versus.difference()))));
        }
        Long needed = analysis.needed();
        if (needed != null && all.n() < needed) {
            Span few = line(getTranslation("satisfaction.needed", texts.values().number(needed, getLocale())));
            few.addClassName("needed");
            add(few);
        }
    }

    private static Span line(String text) {
        Span line = new Span(text);
        line.addClassName("dim");
        return line;
    }
}
