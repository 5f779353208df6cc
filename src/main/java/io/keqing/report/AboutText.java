package io.keqing.report;

import io.keqing.field.Field;
import io.keqing.field.FieldSet;
import io.keqing.field.Label;
import io.keqing.field.ValueKind;
import io.keqing.privacy.Masking;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordTypes;
import io.keqing.search.InvalidQueryException;
import io.keqing.search.Questions;
import io.keqing.search.SearchQuery;
import io.keqing.search.SearchUrl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the About sheet of a workbook says.
@Singleton
final class AboutText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MOMENT_MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final Label TITLE = new Label("客情 · %s", "Keqing · %s");
    private static final Label FILE = new Label("关于此文件", "This file");
    private static final Label WHAT = new Label("内容", "Content");
    private static final Label WHO = new Label("生成者", "Made by");
    private static final Label WHEN = new Label("生成时间", "Made at");
    private static final Label AS_OF = new Label("数据时点", "Data as of");
    private static final Label AS_OF_TEXT = new Label(
            "%s：每条记录为当时的内容；由其他记录算出的值为生成时的值",
            "%s: each record as it stood then; what is worked out from other records, as of the making");
    private static final Label AS_OF_LAGS = new Label(
            "%s。注意：搜索索引当时落后，此前最新的记录可能缺失",
            "%s. Beware: the search index lagged behind, so that the newest records before then may be missing");
    private static final Label ABSENT = new Label("未列入", "Not in it");
    private static final Label ABSENT_TEXT =
            new Label("%,d 条在数据时点之后新增或已删除的记录", "%,d records that came after the moment of the data, or are gone");
    private static final Label HASH = new Label("记录的 SHA-256", "SHA-256 of the records");
    private static final Label FIGURES_HASH = new Label("数字的 SHA-256", "SHA-256 of the figures");
    private static final Label ZONE = new Label("时区", "Time zone");
    private static final Label ZONE_TEXT = new Label("%s（所有时间）", "%s, for every time in this file");
    private static final Label QUESTION = new Label("查询条件", "The question");
    private static final Label WORDS = new Label("关键词", "Words");
    private static final Label FILTERS = new Label("筛选条件", "Filters");
    private static final Label ORDER = new Label("排序", "Order");
    private static final Label ADDRESS = new Label("网址", "Address");
    private static final Label COMPLETE = new Label("完整性", "Completeness");
    private static final Label ROWS = new Label("记录数", "Records");
    private static final Label TRUNCATION = new Label("截断", "Truncation");
    private static final Label NO_TRUNCATION =
            new Label("无：包含查询时符合条件的全部记录", "none: every record that matched is in this file");
    private static final Label CUT = new Label("放不下的单元格", "Cells too full");
    private static final Label CUT_TEXT = new Label(
            "%,d 个单元格超过 Excel 上限 32,767 字符，末尾有标记，全文见“长文本”工作表",
            "%,d with more than the 32,767 characters Excel takes: each is marked, and in full on sheet Long texts");
    private static final Label REPLACED = new Label("替换的字符", "Characters replaced");
    private static final Label REPLACED_TEXT =
            new Label("%,d 个不可显示的控制字符已替换为 \ufffd", "%,d control characters that a workbook can't hold, by \ufffd");
    private static final Label AS_TEXT = new Label("以文本保存", "Kept as text");
    private static final Label AS_TEXT_TEXT = new Label(
            "%,d 个超过 15 位的数字，%,d 个 1900-03-01 之前的日期", "%,d numbers of more than 15 digits, %,d days before 1900-03-01");
    private static final Label NONE = new Label("无", "none");
    private static final Label PRIVACY = new Label("权限与脱敏", "Roles and masking");
    private static final Label ROLES = new Label("角色", "Roles in force");
    private static final Label MASKED = new Label("脱敏字段", "Shown masked");
    private static final Label TEXTS = new Label("文本内容", "Running text");
    private static final Label TEXTS_MASKED =
            new Label("文本中的电话、邮箱、证件号和卡号已脱敏", "phone, e-mail, identity and card numbers in it are masked");
    private static final Label HANDLE = new Label("提示", "Please note");
    private static final Label HANDLE_TEXT =
            new Label("本文件含个人信息，请仅转交有权查看的人", "this file holds personal data: pass it on only to those who may see it");
    private static final Label COLUMNS = new Label("列说明", "Columns");
    private static final Label COLUMN = new Label("列", "Column");
    private static final Label FIELD = new Label("字段", "Field");
    private static final Label KIND = new Label("类型", "Kind");
    private static final Label SHOWN = new Label("显示", "Shown");
    private static final Label YES_MASKED = new Label("已脱敏", "masked");
    private static final Label AS_IS = new Label("原值", "as it is");
    private static final Label SOFTWARE = new Label("软件版本", "Software");

    private final RecordTypes types;
    private final Questions questions;
    private final Function<SearchQuery, String> addresses;

    @Inject
    AboutText(RecordTypes types, Questions questions, SearchUrl url) {
        this(types, questions, url::address);
    }

    /// @param addresses `TYPE/search?…` of a query, as [SearchUrl] writes it
    AboutText(RecordTypes types, Questions questions, Function<SearchQuery, String> addresses) {
        this.types = types;
        this.questions = questions;
        this.addresses = addresses;
    }

    /// What stands below the title of a sheet of figures.
    List<String> below(ReportOrder order, ZoneId zone) {
        Locale locale = order.locale();
        String as = AS_OF.in(locale) + " " + MOMENT.format(order.moment().at().atZone(zone)) + " " + zone.getId();
        return List.of(as, WHO.in(locale) + " " + order.viewer().name());
    }

    /// @param columns of each kind of records, in their order
    About of(ReportOrder order, List<List<Column>> columns, ReportBook book, Made made, ZoneId zone) {
        Locale locale = order.locale();
        String what = order.plan().title().in(locale);
        List<About.Section> sections = new ArrayList<>();
        sections.add(new About.Section(FILE.in(locale), file(order, zone)));
        if (!order.plan().question().isEmpty()) {
            sections.add(new About.Section(
                    QUESTION.in(locale),
                    order.plan().question().stream()
                            .map(asked -> List.of(
                                    asked.what().in(locale),
                                    asked.value() instanceof Label label
                                            ? label.in(locale)
                                            : asked.value().toString()))
                            .toList()));
        }
        List<Records> records = order.plan().records();
        for (Records each : records) {
            String heading = QUESTION.in(locale)
                    + (records.size() + order.plan().question().size() > 1
                            ? " · " + each.title().in(locale)
                            : "");
            sections.add(new About.Section(heading, question(order, each)));
        }
        sections.add(new About.Section(COMPLETE.in(locale), completeness(order, book, made)));
        sections.add(new About.Section(PRIVACY.in(locale), privacy(order, columns)));
        for (int i = 0; i < records.size(); i++) {
            String heading = COLUMNS.in(locale)
                    + (records.size() > 1 ? " · " + records.get(i).title().in(locale) : "");
            sections.add(new About.Section(heading, dictionary(columns.get(i), locale)));
        }
        return new About(TITLE.in(locale).formatted(what), order.viewer().name(), locale, sections);
    }

    private FieldSet fields(Records records) {
        return types.get(records.query().type()).fields();
    }

    private List<List<String>> file(ReportOrder order, ZoneId zone) {
        Locale locale = order.locale();
        return List.of(
                line(WHAT, order.plan().title().in(locale), locale),
                line(WHO, order.viewer().name(), locale),
                line(WHEN, MOMENT.format(Instant.now().atZone(zone)), locale),
                line(
                        AS_OF,
                        (order.moment().caughtUp() ? AS_OF_TEXT : AS_OF_LAGS)
                                .in(locale)
                                .formatted(
                                        MOMENT_MILLIS.format(order.moment().at().atZone(zone))),
                        locale),
                line(ZONE, ZONE_TEXT.in(locale).formatted(zone.getId()), locale),
                line(SOFTWARE, "Keqing " + version(), locale));
    }

    private static String version() {
        String version = AboutText.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private List<List<String>> question(ReportOrder order, Records records) {
        Locale locale = order.locale();
        QueryWords words = new QueryWords(fields(records), locale);
        List<List<String>> lines = new ArrayList<>(List.of(
                line(WORDS, words.words(records.query()), locale),
                line(FILTERS, words.filters(records.query()), locale),
                line(ORDER, words.order(records.query(), questions.text(records.query())), locale)));
        address(order, records.query()).ifPresent(address -> lines.add(line(ADDRESS, address, locale)));
        return lines;
    }

    /// Where the same search is found on the screen, or how REST asks for it; empty where no address
    /// can say it.
    private Optional<String> address(ReportOrder order, SearchQuery asked) {
        SearchQuery query = SearchQuery.all(asked.type())
                .withWords(asked.words())
                .withFilters(asked.filters())
                .withOrder(asked.order());
        String address;
        try {
            address = addresses.apply(query);
        } catch (InvalidQueryException e) {
            return Optional.empty(); // a condition that only words can say; they stand on the sheet
        }
        String portal = order.portal();
        return Optional.of(
                portal == null ? address : portal + "search/" + query.type() + address.substring(address.indexOf('?')));
    }

    private static List<List<String>> completeness(ReportOrder order, ReportBook book, Made made) {
        Locale locale = order.locale();
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(ROWS, "%,d".formatted(made.rows()), locale));
        if (book.sheets().size() > 1) {
            for (ReportBook.SheetRows sheet : book.sheets()) {
                lines.add(List.of("    " + sheet.name(), "%,d".formatted(sheet.rows())));
            }
        }
        Losses losses = book.losses();
        lines.add(line(TRUNCATION, NO_TRUNCATION.in(locale), locale));
        if (made.absent() > 0) {
            lines.add(line(ABSENT, ABSENT_TEXT.in(locale).formatted(made.absent()), locale));
        }
        lines.add(line(HASH, made.sha256(), locale));
        if (made.figuresSha256() != null && !made.figuresSha256().equals(made.sha256())) {
            lines.add(line(FIGURES_HASH, made.figuresSha256(), locale));
        }
        lines.add(line(CUT, counted(CUT_TEXT, losses.cutCells(), locale), locale));
        lines.add(line(REPLACED, counted(REPLACED_TEXT, losses.replacedCharacters(), locale), locale));
        if (losses.numbersAsText() + losses.daysAsText() > 0) {
            lines.add(line(
                    AS_TEXT, AS_TEXT_TEXT.in(locale).formatted(losses.numbersAsText(), losses.daysAsText()), locale));
        }
        return lines;
    }

    private static String counted(Label text, long count, Locale locale) {
        return count == 0 ? NONE.in(locale) : text.in(locale).formatted(count);
    }

    private List<List<String>> privacy(ReportOrder order, List<List<Column>> parts) {
        Locale locale = order.locale();
        Viewer viewer = order.viewer();
        List<Column> columns = parts.stream().flatMap(List::stream).toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(
                ROLES,
                viewer.roles().stream()
                        .sorted()
                        .map(role -> role(role).in(locale))
                        .collect(Collectors.joining(", ")),
                locale));
        String masked = columns.stream()
                .filter(Column::masked)
                .map(Column::header)
                .distinct()
                .collect(Collectors.joining(", "));
        lines.add(line(MASKED, masked.isEmpty() ? NONE.in(locale) : masked, locale));
        boolean texts = columns.stream().anyMatch(column -> column.kind() instanceof ValueKind.Text);
        if (texts && !Masking.readsRawText(viewer)) {
            lines.add(line(TEXTS, TEXTS_MASKED.in(locale), locale));
        }
        List<Records> records = order.plan().records();
        boolean personal = false;
        for (int i = 0; i < records.size(); i++) {
            FieldSet fields = fields(records.get(i));
            personal |= parts.get(i).stream().anyMatch(column -> isPersonal(fields, column) && !column.masked());
        }
        if (personal) {
            lines.add(line(HANDLE, HANDLE_TEXT.in(locale), locale));
        }
        return lines;
    }

    private static boolean isPersonal(FieldSet fields, Column column) {
        return fields.named(column.field()).map(Field::sensitivity).orElse(io.keqing.field.Sensitivity.OPEN)
                != io.keqing.field.Sensitivity.OPEN;
    }

    private static Label role(Role role) {
        return switch (role) {
            case SUPPORT -> new Label("客服", "Support");
            case ANALYST -> new Label("分析员", "Analyst");
            case MANAGER -> new Label("经理", "Manager");
            case ADMIN -> new Label("管理员", "Administrator");
        };
    }

    private static List<List<String>> dictionary(List<Column> columns, Locale locale) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(COLUMN.in(locale), FIELD.in(locale), KIND.in(locale), SHOWN.in(locale)));
        for (Column column : columns) {
            lines.add(List.of(
                    column.header(),
                    column.name(),
                    kind(column.kind()).in(locale),
                    (column.masked() ? YES_MASKED : AS_IS).in(locale)));
        }
        return lines;
    }

    private static Label kind(ValueKind<?> kind) {
        return switch (kind) {
            case ValueKind.Text text -> new Label("文本", "text");
            case ValueKind.Keyword keyword -> new Label("词", "word");
            case ValueKind.Keywords keywords -> new Label("多个词", "words");
            case ValueKind.Choice choice -> new Label("选项", "choice");
            case ValueKind.Flag flag -> new Label("是/否", "yes or no");
            case ValueKind.Day day -> new Label("日期", "day");
            case ValueKind.Moment moment -> new Label("时间", "time");
            case ValueKind.Money money -> new Label("金额", "amount");
            case ValueKind.Number number -> new Label("数字", "number");
            case ValueKind.Reference reference -> new Label("引用", "reference");
            case ValueKind.RunTime runTime -> new Label("其他属性", "run-time fields");
        };
    }

    private static List<String> line(Label label, String value, Locale locale) {
        return List.of(label.in(locale), value);
    }
}
