package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.Survey;
import io.keqing.field.Field;
import io.keqing.field.Use;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Viewer;
import io.keqing.satisfaction.Measure;
import io.keqing.satisfaction.SatisfactionQuery.Compare;
import io.keqing.search.Filter;
import io.keqing.search.Filter.Condition;
import io.keqing.search.Period;
import io.keqing.ui.Catalogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows: the survey, the measure, what to divide by, how time is cut and what is
/// compared.
final class DashboardBar extends Div {
    private final transient Catalogue catalogue;
    private final transient Viewer viewer;
    private final ComboBox<String> survey = new ComboBox<>();
    private final Select<Measure.Kind> measure = new Select<>();
    private final ComboBox<String> by = new ComboBox<>();
    private final Select<Period> interval = new Select<>();
    private final Select<Compare> compare = new Select<>();
    private final Anchor definition = new Anchor();
    private final transient Map<String, String> surveys = new TreeMap<>();
    private transient @Nullable DashboardQuestion shown;
    private boolean filling;

    DashboardBar(Catalogue catalogue, Viewer viewer, Consumer<DashboardQuestion> go) {
        this.catalogue = catalogue;
        this.viewer = viewer;
        addClassName("dashboard-bar");
        survey.setLabel(getTranslation("satisfaction.survey"));
        survey.setPlaceholder(getTranslation("satisfaction.survey.all"));
        survey.setClearButtonVisible(true);
        survey.setId("survey");
        survey.setItemLabelGenerator(name -> surveys.getOrDefault(name, name));
        measure.setLabel(getTranslation("satisfaction.measure"));
        measure.setItems(Measure.Kind.values());
        measure.setItemLabelGenerator(kind -> kind.label().in(getLocale()));
        measure.setId("measure");
        by.setLabel(getTranslation("satisfaction.by"));
        by.setClearButtonVisible(true);
        by.setItemLabelGenerator(
                name -> catalogue.label(FeedbackFields.TYPE, name).in(getLocale()));
        by.setId("by");
        interval.setLabel(getTranslation("satisfaction.period"));
        interval.setItems(Period.values());
        interval.setItemLabelGenerator(
                period -> getTranslation("satisfaction.period." + period.name().toLowerCase(Locale.ROOT)));
        interval.setId("interval-choice");
        compare.setLabel(getTranslation("satisfaction.compare"));
        compare.setItems(Compare.REST, Compare.PREVIOUS);
        compare.setItemLabelGenerator(each -> each == Compare.GROUP && shown != null && shown.to() != null
                ? shown.to()
                : getTranslation("satisfaction.compare." + each.name().toLowerCase(Locale.ROOT)));
        compare.setId("compare");
        definition.setText(getTranslation("satisfaction.survey.define"));
        definition.getElement().setAttribute("router-link", true);
        survey.addValueChangeListener(change -> changed(go, question -> about(question, change.getValue())));
        measure.addValueChangeListener(change -> changed(go, question -> question.with(change.getValue())));
        by.addValueChangeListener(change -> changed(go, question -> question.by(change.getValue())));
        interval.addValueChangeListener(change -> changed(go, question -> question.every(change.getValue())));
        compare.addValueChangeListener(change -> changed(go, question -> question.comparing(change.getValue())));
        add(survey, measure, by, interval, compare, definition);
    }

    private void changed(Consumer<DashboardQuestion> go, UnaryOperator<DashboardQuestion> change) {
        DashboardQuestion question = shown;
        if (!filling && question != null) {
            go.accept(change.apply(question));
        }
    }

    /// Another survey means other questions and breakdowns: its other filters go.
    private static DashboardQuestion about(DashboardQuestion question, @Nullable String name) {
        String field = FeedbackFields.SURVEY.name();
        List<Filter> filters = new ArrayList<>(question.answers().filters());
        filters.removeIf(filter ->
                filter.field().equals(field) || filter.field().startsWith(FeedbackFields.ANSWERS.name() + "."));
        if (name != null) {
            filters.add(new Filter(field, List.of(new Condition.Is(name))));
        }
        return question.about(question.answers().withFilters(filters));
    }

    /// @param chosen the survey that is asked about, or null
    void show(DashboardQuestion question, List<Survey> all, @Nullable Survey chosen) {
        filling = true;
        shown = question;
        surveys.clear();
        all.forEach(each -> surveys.put(each.name(), each.label().in(getLocale())));
        survey.setItems(List.copyOf(surveys.keySet()));
        survey.setValue(chosen == null ? null : chosen.name());
        Survey closed = chosen != null && chosen.confidential() ? chosen : null;
        measure.setValue(question.measure());
        List<String> fields = new ArrayList<>(closed == null ? fields() : closed.breakdowns());
        String divided = question.by();
        if (divided != null && !fields.contains(divided)) {
            fields.add(divided);
        }
        by.setItems(fields);
        by.setValue(divided);
        interval.setValue(question.interval());
        interval.setReadOnly(closed != null);
        compare.setItems(
                question.compare() == Compare.GROUP
                        ? List.of(Compare.REST, Compare.PREVIOUS, Compare.GROUP)
                        : List.of(Compare.REST, Compare.PREVIOUS));
        compare.setValue(question.compare());
        compare.setReadOnly(closed != null);
        definition.setVisible(chosen != null);
        if (chosen != null) {
            definition.setHref(definition(chosen.name()));
        }
        filling = false;
    }

    /// Where a survey is defined.
    static String definition(String survey) {
        return "surveys/" + URLEncoder.encode(survey, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What feedback can be divided by.
    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        catalogue.type(FeedbackFields.TYPE).fields().fields().stream()
                .filter(field -> field.has(Use.FACET) && Masking.searches(field, viewer))
                .map(Field::name)
                .forEach(fields::add);
        catalogue.runTimeFacets(FeedbackFields.TYPE).stream()
                .filter(field -> Masking.searches(field, viewer))
                .map(Field::name)
                .forEach(fields::add);
        return fields;
    }
}
