package io.keqing.importing.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import io.keqing.importing.ImportPreview;
import io.keqing.importing.file.FileFormat;
import io.keqing.importing.file.FileTable;
import io.keqing.importing.value.DateOrder;
import io.keqing.ui.Catalogue;
import io.keqing.ui.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How a file was taken apart. Each part of it can be said otherwise; the file is then looked at again.
final class FoundFormat extends Div {
    private static final List<String> ENCODINGS = List.of(
            "UTF-8",
            "GB18030",
            "Big5",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "ISO-8859-1",
            "ISO-8859-15",
            "windows-1250",
            "windows-1251",
            "Shift_JIS",
            "EUC-KR");
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", "");
    private static final List<String> QUOTES = List.of("\"", "'", "");
    private static final int MOST_LINES = 100_000;
    private static final int MOST_HEADER_LINES = 20;

    private final transient Runnable changed;
    private final transient Catalogue catalogue;
    private final transient Values values;
    private final Select<String> encoding = select("encoding");
    private final Select<String> delimiter = select("delimiter");
    private final Select<String> quote = select("quote");
    private final Select<String> sheet = select("sheet");
    private final Select<Integer> table = select("table");
    private final Select<DateOrder> dateOrder = select("dateOrder");
    private final IntegerField headerLine = new IntegerField();
    private final IntegerField headerLines = new IntegerField();
    private final Map<String, Object> said = new LinkedHashMap<>();
    private final Button isRecord = new Button(getTranslation("importing.header.isRecord"), click -> lines(-1));
    private final Button isHeader = new Button(getTranslation("importing.header.isHeader"), click -> lines(1));
    private transient List<FileTable> tables = List.of();
    private transient Map<String, ImportPreview.Part> parts = Map.of();

    /// @param changed something was said otherwise
    FoundFormat(Runnable changed, Catalogue catalogue, Values values) {
        this.changed = changed;
        this.catalogue = catalogue;
        this.values = values;
        addClassName("found-format");
        encoding.setItemLabelGenerator(each -> each);
        delimiter.setItemLabelGenerator(this::mark);
        quote.setItemLabelGenerator(this::mark);
        table.setItemLabelGenerator(this::tableName);
        sheet.setItemLabelGenerator(this::sheetName);
        sheet.addClassName("known");
        isRecord.setId("is-record");
        isHeader.setId("is-header");
        dateOrder.setItemLabelGenerator(order -> getTranslation("importing.dateOrder." + order.json()));
        dateOrder.setPlaceholder(getTranslation("importing.dateOrder.open"));
        number(headerLine, "headerLine", 1, MOST_LINES);
        number(headerLines, "headerLines", 0, MOST_HEADER_LINES);
        headerLines.setHelperText(getTranslation("importing.headerLines.help"));
        dateOrder.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                say("dateOrder", change.getValue().json());
            }
        });
        Div fields = new Div(sheet, table, encoding, delimiter, quote, headerLine, headerLines, dateOrder);
        fields.addClassName("found-fields");
        Paragraph help = new Paragraph(getTranslation("importing.found.help"));
        help.addClassName("dim");
        Div lines = new Div(isRecord, isHeader);
        lines.addClassName("import-buttons");
        add(new H4(getTranslation("importing.found")), help, fields, lines);
    }

    /// The last line of the header is a record, or the first row is part of the header.
    private void lines(int more) {
        Integer now = headerLines.getValue();
        say("headerLines", Math.clamp((now == null ? 1 : now) + more, 0, MOST_HEADER_LINES));
    }

    private <T> Select<T> select(String key) {
        Select<T> select = new Select<>();
        select.setId(key);
        select.setLabel(getTranslation("importing." + key));
        if (!key.equals("dateOrder")) {
            select.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    say(key, change.getValue());
                }
            });
        }
        return select;
    }

    private void number(IntegerField field, String key, int lowest, int highest) {
        field.setId(key);
        field.setLabel(getTranslation("importing." + key));
        field.setMin(lowest);
        field.setMax(highest);
        field.setStepButtonsVisible(true);
        field.setErrorMessage(getTranslation("importing.between", lowest, highest));
        field.addValueChangeListener(change -> {
            Integer value = change.getValue();
            if (change.isFromClient() && value != null && value >= lowest && value <= highest) {
                say(key, value);
            }
        });
    }

    private void say(String key, Object value) {
        if (key.equals("sheet")) {
            // another sheet has other tables and headers
            List.of("table", "headerLine", "headerLines").forEach(said::remove);
        }
        said.put(key, value);
        changed.run();
    }

    /// What was said otherwise, by the mapping's keys.
    Map<String, Object> said() {
        return said;
    }

    void forget() {
        said.clear();
    }

    void show(ImportPreview.Look look) {
        FileFormat format = look.format();
        tables = look.tables();
        offer(encoding, ENCODINGS, format.encoding());
        offer(delimiter, DELIMITERS, format.delimiter());
        offer(quote, QUOTES, format.quote());
        parts = look.parts().stream().collect(Collectors.toMap(ImportPreview.Part::name, part -> part, (a, b) -> a));
        List<String> sheets = new ArrayList<>(look.sheets());
        if (sheets.size() > 1) {
            sheets.add(FileFormat.ALL);
        }
        offer(sheet, sheets, format.sheet());
        List<Integer> numbers = IntStream.rangeClosed(1, tables.size()).boxed().toList();
        offer(table, numbers, format.table());
        offer(dateOrder, Arrays.asList(DateOrder.values()), look.dateOrder());
        dateOrder.setVisible(true);
        sheet.setVisible(look.sheets().size() > 1);
        table.setVisible(tables.size() > 1);
        show(headerLine, format.headerLine());
        show(headerLines, format.headerLines());
        headerLine.setVisible(format.headerLine() != null || format.encoding() != null);
        Integer lines = format.headerLines();
        isRecord.setVisible(lines != null && lines > 0);
        isHeader.setVisible(lines != null && lines < MOST_HEADER_LINES && look.rowCount() > 0);
    }

    private static <T> void offer(Select<T> select, List<T> usual, @Nullable T found) {
        Set<T> all = new LinkedHashSet<>(usual);
        if (found != null) {
            all.add(found);
        }
        select.setItems(all);
        select.setValue(found);
        select.setVisible(found != null);
    }

    private static void show(IntegerField field, @Nullable Integer found) {
        field.setValue(found);
        field.setInvalid(false);
        field.setVisible(found != null);
    }

    private String mark(String characters) {
        return switch (characters) {
            case "" -> getTranslation("importing.mark.none");
            case "," -> getTranslation("importing.mark.comma");
            case ";" -> getTranslation("importing.mark.semicolon");
            case "\t" -> getTranslation("importing.mark.tab");
            case "|" -> getTranslation("importing.mark.bar");
            case "\"" -> getTranslation("importing.mark.double");
            case "'" -> getTranslation("importing.mark.single");
            default -> characters;
        };
    }

    /// With its rows and what they seem to be: nobody has to open each to find out.
    private String sheetName(String name) {
        if (name == null || name.equals(FileFormat.ALL)) {
            return getTranslation("importing.sheet.all");
        }
        ImportPreview.Part part = parts.get(name);
        if (part == null) {
            return name;
        }
        String rows = values.number(part.rows(), getLocale()) + (part.isWhole() ? "" : "+");
        String type = catalogue
                .named(part.type())
                .map(known -> " · " + known.fields().label().in(getLocale()))
                .orElse("");
        return getTranslation("importing.sheet.rows", name, rows) + type;
    }

    private String tableName(Integer number) {
        return number <= tables.size() ? number + " · " + tables.get(number - 1).name() : number.toString();
    }
}
