package io.keqing.importing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.keqing.importing.IdOffers;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.ImportPreview.Because;
import io.keqing.importing.InvalidMapping;
import io.keqing.importing.Mapping;
import io.keqing.importing.Mappings;
import io.keqing.importing.Origin;
import io.keqing.record.RecordType;
import io.keqing.ui.Catalogue;
import io.keqing.ui.ErrorNotice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The second step: where each column goes. The mapping as JSON stands below and is the same thing: a choice is
/// seen there, and what is written there is seen in the choices.
final class ColumnsStep extends Div {
    private static final int SAMPLES = 3;
    private static final int MOST_AT_ONCE = 14;

    private final transient Mappings mappings;
    private final transient Catalogue catalogue;
    private final transient TargetList targets;
    private final transient Consumer<MappingDraft> reformatted;
    private final transient ProposalText proposals = new ProposalText(this::getTranslation);
    private final ErrorNotice notice = new ErrorNotice();
    private final Select<RecordType> type = new Select<>();
    private final TextField source = new TextField();
    private final Grid<ImportPreview.Column> grid = new Grid<>();
    private final Div offers = new Div();
    private final TextArea mapping = new TextArea();
    private final Details advanced;
    private transient MappingDraft draft = MappingDraft.empty("", "");
    private transient List<String> header = List.of();
    private transient List<ImportPreview.Column> columns = List.of();
    private transient Map<String, String> labels = Map.of();
    private transient Map<String, Origin> several = Map.of();
    private final Map<String, ComboBox<Target>> choices = new HashMap<>();
    private final Map<String, TextField> missing = new HashMap<>();
    private final Map<String, Span> reasons = new HashMap<>();

    /// @param retyped another type of record was chosen
    /// @param reformatted the JSON says otherwise how the file is taken apart
    ColumnsStep(Mappings mappings, Catalogue catalogue, Consumer<String> retyped, Consumer<MappingDraft> reformatted) {
        this.reformatted = reformatted;
        this.mappings = mappings;
        this.catalogue = catalogue;
        this.targets = new TargetList(catalogue, this);
        addClassName("import-step");
        type.setId("type");
        type.setLabel(getTranslation("importing.type"));
        type.setItems(catalogue.types());
        type.setItemLabelGenerator(each -> each.fields().label().in(getLocale()));
        type.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                retyped.accept(change.getValue().name());
            }
        });
        source.setId("source");
        source.setLabel(getTranslation("importing.source"));
        source.setHelperText(getTranslation("importing.source.help"));
        source.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                draft.source(change.getValue());
                chosen();
            }
        });
        Div whole = new Div(type, source);
        whole.addClassName("import-whole");
        mapping.setId("mapping");
        mapping.setLabel(getTranslation("importing.mapping"));
        mapping.setHelperText(getTranslation("importing.mapping.help"));
        mapping.setMinRows(8);
        mapping.setMaxRows(24);
        mapping.setWidthFull();
        mapping.addClassName("code");
        mapping.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                read().ifPresent(read -> follow());
            }
        });
        advanced = new Details(getTranslation("importing.advanced"), mapping);
        advanced.setId("advanced");
        buildGrid();
        offers.setId("id-offers");
        offers.addClassName("import-buttons");
        add(notice, whole, offers, grid, advanced);
    }

    private void buildGrid() {
        grid.setId("columns");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addClassName("import-columns");
        grid.addColumn(new ComponentRenderer<>(this::column))
                .setHeader(getTranslation("importing.column"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::samples))
                .setHeader(getTranslation("importing.samples"))
                .setFlexGrow(3);
        grid.addColumn(column ->
                        getTranslation("importing.kind." + column.kind().json()))
                .setHeader(getTranslation("importing.kind"))
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::goesTo))
                .setHeader(getTranslation("importing.goesTo"))
                .setWidth("16rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::missing))
                .setHeader(getTranslation("importing.missing"))
                .setWidth("11rem")
                .setFlexGrow(0);
    }

    /// @param look the file
    /// @param draft where its columns go so far
    void show(ImportPreview.Look look, MappingDraft draft) {
        this.draft = draft;
        header = look.header();
        columns = look.columns();
        labels = look.labels();
        several = look.several();
        List.of(choices, missing, reasons).forEach(Map::clear);
        notice.clear();
        grid.setItems(look.columns());
        boolean isShort = look.columns().size() <= MOST_AT_ONCE;
        grid.setAllRowsVisible(isShort);
        grid.setHeight(isShort ? null : "32rem");
        show();
    }

    private void show() {
        type.setValue(catalogue.named(draft.type()).orElse(null));
        source.setValue(draft.source());
        targets.of(draft.type());
        chosen();
        grid.getDataProvider().refreshAll();
    }

    /// A choice was made: the JSON says so too.
    private void chosen() {
        mapping.setValue(draft.text());
        mapping.setInvalid(false);
        source.setInvalid(false);
        notice.clear();
        offerIds();
    }

    /// Where no column is the id of the customers: what could be, one click each.
    private void offerIds() {
        offers.removeAll();
        offers.setVisible(draft.type().equals("customers") && !draft.fills(Mapping.ID) && !columns.isEmpty());
        if (!offers.isVisible()) {
            return;
        }
        Map<String, Origin> found = new LinkedHashMap<>(several);
        columns.stream()
                .filter(column -> !column.guess().isEmpty())
                .forEach(column -> found.putIfAbsent(column.guess(), new Origin.Column(column.name())));
        offers.add(new Span(getTranslation("importing.id.offer")));
        for (IdOffers.Offer offer : IdOffers.of(found, header).offers()) {
            String named = String.join(", ", offer.origin().columns());
            offers.add(new Button(getTranslation("importing.id." + offer.field(), named), click -> {
                draft.fill(Mapping.ID, offer.origin());
                show();
            }));
        }
    }

    /// Something was written: the choices say so too.
    private void follow() {
        Map<String, Object> before = draft.format();
        draft = MappingDraft.of(mapping.getValue());
        show();
        if (!draft.format().equals(before)) {
            reformatted.accept(draft);
        }
    }

    /// The mapping, if it can be followed. Else its problems stand where they are to be mended.
    Optional<Mapping> read() {
        try {
            Mapping read = mappings.read(mapping.getValue());
            mapping.setInvalid(false);
            source.setInvalid(false);
            notice.clear();
            return Optional.of(read);
        } catch (InvalidMapping e) {
            List<String> ofSource = e.problems().stream()
                    .filter(problem -> problem.startsWith("source "))
                    .toList();
            source.setErrorMessage(String.join("\n", ofSource));
            source.setInvalid(!ofSource.isEmpty());
            mapping.setErrorMessage(String.join("\n", e.problems()));
            mapping.setInvalid(true);
            notice.show(
                    e.problems().stream().anyMatch(problem -> problem.startsWith("fields.id "))
                            ? getTranslation("importing.needsId")
                            : getTranslation("importing.mapping.wrong", String.join("; ", e.problems())));
            return Optional.empty();
        }
    }

    private Component column(ImportPreview.Column column) {
        Span name = new Span(column.name());
        name.addClassName("cell");
        name.getElement().setAttribute("title", column.name());
        Span because = new Span(getTranslation("importing.because.values"));
        because.addClassNames("cell", "dim");
        reasons.put(column.name(), because);
        showReason(column);
        Span label = new Span(labels.getOrDefault(column.name(), ""));
        label.addClassNames("cell", "dim");
        label.setVisible(labels.containsKey(column.name()));
        label.getElement().setAttribute("title", label.getText());
        Div cell = new Div(name, label, because);
        proposals.of(column.proposal(), getLocale()).forEach(text -> {
            Span line = new Span(text);
            line.addClassNames("cell", "dim");
            line.getElement().setAttribute("title", text);
            cell.add(line);
        });
        cell.addClassName("import-column");
        return cell;
    }

    private void showReason(ImportPreview.Column column) {
        Span because = reasons.get(column.name());
        if (because != null) {
            boolean isGuess = draft.target(column.name()).equals(Target.field(column.guess()));
            because.setVisible(isGuess && column.because() == Because.VALUES);
        }
    }

    /// The file can't be taken apart as the mapping says.
    void refuse(String message) {
        notice.show(message);
    }

    /// Brings what is wrong before the eyes of whoever wants to go on.
    void showProblems() {
        notice.scrollIntoView();
    }

    private Component samples(ImportPreview.Column column) {
        String text =
                String.join(" · ", column.samples().stream().limit(SAMPLES).toList());
        Span samples = new Span(text);
        samples.addClassNames("cell", "dim");
        samples.getElement().setAttribute("title", text);
        return samples;
    }

    private Component goesTo(ImportPreview.Column column) {
        Target now = draft.target(column.name());
        ComboBox<Target> choice = new ComboBox<>();
        choice.setItems(targets.with(now));
        choice.setItemLabelGenerator(targets::label);
        choice.setValue(now);
        choice.setWidthFull();
        choice.setAriaLabel(getTranslation("importing.goesTo.of", column.name()));
        choice.addValueChangeListener(change -> {
            if (!change.isFromClient()) {
                return;
            }
            // cleared: it is one of the rest again
            Target wanted = change.getValue() == null ? Target.ATTRIBUTE : change.getValue();
            draft.choose(column.name(), wanted, header);
            if (wanted.equals(Target.ANSWER) && draft.missing(column.name()).isEmpty()) {
                draft.missing(column.name(), column.missing());
            }
            chosen();
            followChoice();
        });
        choices.put(column.name(), choice);
        return choice;
    }

    /// A choice changes others: a field takes one column only. The rows stay as they are otherwise, and with them the
    /// place of the keyboard.
    private void followChoice() {
        for (ImportPreview.Column column : columns) {
            ComboBox<Target> choice = choices.get(column.name());
            Target now = draft.target(column.name());
            if (choice != null && !now.equals(choice.getValue())) {
                choice.setItems(targets.with(now));
                choice.setValue(now);
            }
            showReason(column);
            showCodes(column);
        }
    }

    private Component missing(ImportPreview.Column column) {
        TextField codes = new TextField();
        codes.setWidthFull();
        codes.setPlaceholder(getTranslation("importing.missing.none"));
        codes.setAriaLabel(getTranslation("importing.missing.of", column.name()));
        codes.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                draft.missing(column.name(), split(change.getValue()));
                chosen();
            }
        });
        missing.put(column.name(), codes);
        showCodes(column);
        return codes;
    }

    private void showCodes(ImportPreview.Column column) {
        TextField codes = missing.get(column.name());
        if (codes != null) {
            Target now = draft.target(column.name());
            List<String> said = draft.missing(column.name());
            codes.setVisible(now.kind() == Target.Kind.ANSWER
                    || now.kind() == Target.Kind.FIELD && (targets.isNumber(now) || !said.isEmpty()));
            codes.setValue(String.join(", ", said));
        }
    }

    private static List<String> split(String codes) {
        return Arrays.stream(codes.split("[,，、;；]"))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .distinct()
                .toList();
    }
}
