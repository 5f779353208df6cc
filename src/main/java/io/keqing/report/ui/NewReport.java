package io.keqing.report.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import io.keqing.report.CsvEncoding;
import io.keqing.report.ExportFormat;
import io.keqing.report.ReportRequest;
import io.keqing.report.ReportTemplates.About;
import io.keqing.segment.Scheme;
import io.keqing.segment.Segment;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What somebody wants: a template, and of the rest only what that takes.
final class NewReport extends Div {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE, Locale.ENGLISH);

    private final transient List<About> templates;
    private final transient List<Segment> segments;
    private final Select<About> template = new Select<>();
    private final Span purpose = new Span();
    private final TextField query = new TextField();
    private final TextField customer = new TextField();
    private final Select<Segment> segment = new Select<>();
    private final Select<Scheme> scheme = new Select<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final Select<ExportFormat> format = new Select<>();
    private final Select<CsvEncoding> encoding = new Select<>();
    private final Select<Locale> language = new Select<>();
    private final Select<String> workbook = new Select<>();

    NewReport(List<About> templates, List<Segment> segments) {
        this.templates = templates;
        this.segments = segments;
        addClassName("report-form");
        template.setId("report-template");
        template.setLabel(getTranslation("report.template"));
        template.setItems(templates);
        template.setItemLabelGenerator(each -> each.label().in(getLocale()));
        template.addValueChangeListener(change -> choose());
        purpose.addClassName("report-purpose");
        query.setId("report-query");
        query.setLabel(getTranslation("report.query"));
        query.setHelperText(getTranslation("report.query.help"));
        customer.setId("report-customer");
        customer.setLabel(getTranslation("report.customer"));
        customer.setHelperText(getTranslation("report.customer.help"));
        segment.setId("report-segment");
        segment.setLabel(getTranslation("report.segment"));
        segment.setItems(segments);
        segment.setItemLabelGenerator(Segment::name);
        scheme.setId("report-scheme");
        scheme.setLabel(getTranslation("report.scheme"));
        scheme.setItems(Scheme.values());
        scheme.setItemLabelGenerator(each -> each.label().in(getLocale()));
        scheme.setValue(Scheme.LIFECYCLE);
        from.setId("report-from");
        from.setLabel(getTranslation("report.from"));
        to.setId("report-to");
        to.setLabel(getTranslation("report.to"));
        Stream.of(from, to).forEach(day -> day.setClearButtonVisible(true));
        format.setId("report-format");
        format.setLabel(getTranslation("report.format"));
        format.setItems(ExportFormat.values());
        format.setItemLabelGenerator(each -> each.ending().toUpperCase(Locale.ROOT));
        format.setValue(ExportFormat.XLSX);
        format.addValueChangeListener(change -> encoding.setVisible(change.getValue() == ExportFormat.CSV));
        encoding.setLabel(getTranslation("report.encoding"));
        encoding.setItems(CsvEncoding.values());
        encoding.setItemLabelGenerator(each -> each.word().toUpperCase(Locale.ROOT));
        encoding.setValue(CsvEncoding.UTF_8_BOM);
        encoding.setVisible(false);
        language.setLabel(getTranslation("report.language"));
        language.setItems(LANGUAGES);
        language.setItemLabelGenerator(each -> getTranslation("report.language." + each.toLanguageTag()));
        language.setValue(getLocale().getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
        workbook.setId("report-workbook");
        workbook.setLabel(getTranslation("report.workbook"));
        workbook.setEmptySelectionAllowed(true);
        workbook.setEmptySelectionCaption(getTranslation("report.workbook.none"));
        workbook.setVisible(false);
        add(template, purpose, segment, customer, scheme, query, from, to, format, encoding, language, workbook);
        template.setValue(templates.getFirst());
    }

    private void choose() {
        About chosen = template.getValue();
        purpose.setText(chosen.purpose().in(getLocale()));
        segment.setVisible(chosen.takes("segment"));
        customer.setVisible(chosen.takes("customer"));
        scheme.setVisible(chosen.takes("scheme"));
        query.setVisible(chosen.takes("query"));
        Stream.of(from, to).forEach(day -> day.setVisible(chosen.takes("period")));
    }

    /// @param names of the house's own workbooks, as there are from now on
    void offer(List<String> names) {
        String chosen = workbook.getValue();
        workbook.setItems(names);
        workbook.setVisible(!names.isEmpty());
        if (chosen != null && names.contains(chosen)) {
            workbook.setValue(chosen);
        }
    }

    /// Takes what an address says; what is not known is left as it is.
    void fill(QueryParameters about) {
        about.getSingleParameter("template")
                .flatMap(name -> templates.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .ifPresent(template::setValue);
        about.getSingleParameter("query").ifPresent(query::setValue);
        about.getSingleParameter("customer").ifPresent(customer::setValue);
        about.getSingleParameter("scheme").flatMap(Scheme::named).ifPresent(scheme::setValue);
        about.getSingleParameter("segment")
                .flatMap(number -> segments.stream()
                        .filter(each -> Long.toString(each.id()).equals(number))
                        .findFirst())
                .ifPresent(segment::setValue);
        day(about, "from", from);
        day(about, "to", to);
    }

    private static void day(QueryParameters about, String name, DatePicker field) {
        about.getSingleParameter(name).ifPresent(text -> {
            try {
                field.setValue(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                field.clear();
            }
        });
    }

    /// What was entered. Words become the address of a search of the template's records.
    ReportRequest request() {
        About chosen = template.getValue();
        Segment members = segment.getValue();
        return new ReportRequest(
                chosen.name(),
                chosen.takes("query") ? address(chosen) : null,
                chosen.takes("segment") && members != null ? (Long) members.id() : null,
                chosen.takes("customer") ? customer.getValue().strip() : null,
                chosen.takes("scheme") ? scheme.getValue().id() : null,
                chosen.takes("period") ? from.getValue() : null,
                chosen.takes("period") ? to.getValue() : null,
                List.of(),
                format.getValue(),
                false,
                encoding.getValue(),
                language.getValue(),
                workbook.getValue() == null || workbook.getValue().isEmpty() ? null : workbook.getValue(),
                portal());
    }

    private @Nullable String address(About chosen) {
        String words = query.getValue().strip();
        return words.isEmpty() ? null : chosen.isAddress(words) ? words : chosen.searched(words);
    }

    /// Where this portal is reached, as the browser has it.
    static @Nullable String portal() {
        return UI.getCurrent() != null && VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                ? URI.create(request.getRequestURL().toString()).resolve("/").toString()
                : null;
    }
}
