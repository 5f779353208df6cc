package io.keqing.satisfaction.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.keqing.feedback.CesConvention;
import io.keqing.feedback.CsatRule;
import io.keqing.feedback.FeedbackFields;
import io.keqing.feedback.InvalidSurveyException;
import io.keqing.feedback.Survey;
import io.keqing.feedback.SurveyQuestion;
import io.keqing.feedback.Surveys;
import io.keqing.field.Field;
import io.keqing.field.Label;
import io.keqing.field.Use;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Viewer;
import io.keqing.record.Scale;
import io.keqing.search.Period;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import io.keqing.ui.SignedIn;
import io.micronaut.context.annotation.Prototype;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What surveys are: all of them, or one to be defined, from what an import brought along or by hand.
@Route("surveys/:name?")
@RouteAlias("surveys")
@Menu(title = "satisfaction.define.title", icon = "vaadin:form", order = 31)
@RolesAllowed({"ANALYST", "MANAGER", "ADMIN"})
@StyleSheet("screens.css")
@StyleSheet("satisfaction.css")
@Prototype
final class SurveyView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient Surveys surveys;
    private final transient Catalogue catalogue;
    private final transient Viewer viewer;
    private final ErrorNotice notice = new ErrorNotice();
    private final TextField zh = new TextField(getTranslation("satisfaction.define.zh"));
    private final TextField en = new TextField(getTranslation("satisfaction.define.en"));
    private final Checkbox confidential = new Checkbox(getTranslation("satisfaction.define.confidential"));
    private final MultiSelectComboBox<String> breakdowns =
            new MultiSelectComboBox<>(getTranslation("satisfaction.define.breakdowns"));
    private final Select<Period> period = new Select<>();
    private final Select<CesConvention> ces = new Select<>();
    private final TextField csatQuestion = new TextField(getTranslation("satisfaction.define.csat.question"));
    private final NumberField csatLowest = new NumberField(getTranslation("satisfaction.define.lowest"));
    private final NumberField csatHighest = new NumberField(getTranslation("satisfaction.define.highest"));
    private final NumberField csatTop = new NumberField(getTranslation("satisfaction.define.csat.top"));
    private final transient List<SurveyQuestionRow> rows = new ArrayList<>();
    private String named = "";

    SurveyView(Surveys surveys, Catalogue catalogue, SignedIn signedIn) {
        this.surveys = surveys;
        this.catalogue = catalogue;
        this.viewer = signedIn.viewer();
        addClassNames("screen", "survey-view");
        period.setLabel(getTranslation("satisfaction.period"));
        period.setItems(Period.values());
        period.setItemLabelGenerator(each -> getTranslation("satisfaction.period." + small(each)));
        ces.setLabel("CES");
        ces.setItems(CesConvention.values());
        ces.setItemLabelGenerator(each -> getTranslation("satisfaction.define.ces." + small(each)));
        breakdowns.setItemLabelGenerator(
                name -> catalogue.label(FeedbackFields.TYPE, name).in(getLocale()));
        csatQuestion.setPlaceholder("csat");
        zh.setId("label-zh");
        en.setId("label-en");
        confidential.setId("confidential");
        breakdowns.setId("breakdowns");
    }

    private static String small(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        rows.clear();
        notice.clear();
        Optional<String> name = event.getRouteParameters().get("name");
        named = name.orElse("");
        if (named.isEmpty()) {
            list();
        } else {
            form(surveys.find(named).orElseGet(() -> Survey.unknown(named)));
        }
    }

    private void list() {
        UnorderedList list = new UnorderedList();
        list.setId("surveys");
        for (Survey survey : surveys.all()) {
            Anchor link = new Anchor(
                    DashboardBar.definition(survey.name()), survey.label().in(getLocale()));
            link.addClassName("row-link");
            link.getElement().setAttribute("router-link", true);
            String state = getTranslation(
                    survey.confidential()
                            ? "satisfaction.define.isConfidential"
                            : survey.defined() ? "satisfaction.define.isDefined" : "satisfaction.define.isFound");
            Span about = new Span(" " + survey.name() + " · " + state + " · "
                    + getTranslation(
                            "satisfaction.define.questions", survey.questions().size()));
            about.addClassName("dim");
            list.add(new ListItem(link, about));
        }
        TextField name = new TextField(getTranslation("satisfaction.define.new"));
        name.setId("new-survey");
        Button add = new Button(getTranslation("satisfaction.define.add"), click -> {
            if (!name.getValue().isBlank()) {
                UI.getCurrent().navigate(DashboardBar.definition(name.getValue().strip()));
            }
        });
        Div made = new Div(name, add);
        made.addClassName("survey-row");
        Div all = new Div(list, made);
        all.addClassName("survey-form");
        add(all);
    }

    private void form(Survey survey) {
        zh.setValue(survey.label().zh());
        en.setValue(survey.label().en());
        confidential.setValue(survey.confidential());
        List<String> fields = new ArrayList<>(fields());
        survey.breakdowns().stream().filter(name -> !fields.contains(name)).forEach(fields::add);
        breakdowns.setItems(fields);
        breakdowns.setValue(survey.breakdowns());
        period.setValue(survey.period());
        ces.setValue(survey.ces());
        CsatRule csat = survey.csat();
        csatQuestion.setValue(csat.question() == null ? "" : csat.question());
        csatLowest.setValue(csat.scale().lowest());
        csatHighest.setValue(csat.scale().highest());
        csatTop.setValue(csat.top());
        Div labels = new Div(zh, en, ces);
        labels.addClassName("survey-row");
        Div satisfied = new Div(csatQuestion, csatLowest, csatHighest, csatTop);
        satisfied.addClassName("survey-row");
        Div closed = new Div(confidential, breakdowns, period);
        closed.addClassName("survey-row");
        Span how = new Span(getTranslation("satisfaction.define.confidential.how"));
        how.addClassName("dim");
        NativeTable table = new NativeTable();
        table.addClassName("survey-questions");
        NativeTableRow head = table.getHead().addRow();
        for (String key : new String[] {"name", "zh", "en", "lowest", "highest", "missing", "role"}) {
            head.add(new NativeTableHeaderCell(getTranslation("satisfaction.define." + key)));
        }
        survey.questions().forEach(question -> add(table, question));
        Button more = new Button(
                getTranslation("satisfaction.define.question.add"),
                click -> add(table, SurveyQuestion.said("", new Label("", ""), null, List.of(), null)));
        Button save = new Button(getTranslation("satisfaction.define.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("save-survey");
        Div form = new Div(
                new H3(survey.name()),
                labels,
                new H3("CSAT"),
                satisfied,
                new H3(getTranslation("satisfaction.define.confidential")),
                closed,
                how,
                new H3(getTranslation("satisfaction.define.questions.title")),
                table,
                more);
        form.addClassName("survey-form");
        Div end = new Div(save);
        end.addClassName("survey-row");
        add(notice, form, end);
    }

    private void add(NativeTable table, SurveyQuestion question) {
        rows.add(new SurveyQuestionRow(table.getBody().addRow(), question));
    }

    /// Facets with single values of their own.
    private List<String> fields() {
        return catalogue.type(FeedbackFields.TYPE).fields().fields().stream()
                .filter(field -> field.has(Use.FACET))
                .filter(field -> field.kind() instanceof ValueKind.Keyword || field.kind() instanceof ValueKind.Choice)
                .map(Field::name)
                .toList();
    }

    private void save() {
        try {
            Survey said = new Survey(
                    named,
                    new Label(SurveyQuestionRow.otherwise(zh, named), SurveyQuestionRow.otherwise(en, named)),
                    true,
                    confidential.getValue(),
                    rows.stream().flatMap(row -> row.said().stream()).toList(),
                    csat(),
                    ces.getValue(),
                    List.copyOf(breakdowns.getValue()),
                    period.getValue());
            surveys.define(said, viewer);
            notice.clear();
            Notification.show(getTranslation("satisfaction.define.saved"));
        } catch (InvalidSurveyException | Surveys.NotYoursException | IllegalArgumentException e) {
            notice.show(String.valueOf(e.getMessage()));
        }
    }

    private CsatRule csat() {
        Double lowest = csatLowest.getValue();
        Double highest = csatHighest.getValue();
        Scale scale = lowest == null || highest == null ? CsatRule.DEFAULT.scale() : new Scale(lowest, highest);
        Double top = csatTop.getValue();
        String question = csatQuestion.getValue().strip();
        return new CsatRule(question.isEmpty() ? null : question, top == null ? CsatRule.topTwo(scale) : top, scale);
    }

    @Override
    public String getPageTitle() {
        return named.isEmpty() ? getTranslation("satisfaction.define.title") : named;
    }
}
