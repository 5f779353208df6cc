package io.keqing.importing.file;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows of a table that are about it and no records: totals, who made it and when, how many rows there are, notes.
///
/// Whoever is really called 合计 is kept where the row has an id like the others ([Shapes]). Price: a record of words
/// without any id that begins with such a word and has only numbers beside it is left out, and told.
enum Footer {
    TOTAL("a total is no record, left out"),
    MAKER("a line about the file is no record, left out: who made it, when, how many rows"),
    NOTE("a note below the table is no record, left out");

    private static final int LONGEST = 2_000;
    private static final String WORD = "合计|总计|小计|共计|总共|累计|总和|汇总|总额|总数";
    private static final Pattern TOTALS = Pattern.compile(
            "(?:本页|本月|本年|全部|以上)?(?:" + WORD + ")"
                    + "(?:金额|人数|数量|笔数|条数|户数)?(?:\\([^)]*\\))?[:]?[\\d,.]*(?:元|人|条|笔|个|行|户|位|名|家)?"
                    + "|(?:grand|sub|report|page|running|over ?all)?[- ]?totals?(?: (?:of|for|rows|records|count|amount)\\b.{0,60})?"
                    + "(?: ?\\([^)]*\\))?[:]? ?[\\d,. ]*|averages?:?|avg:?|mean:?|平均(?:值|数|分)?:?|sum:?|summe:?|gesamt(?:summe)?:?|total g[eé]n[eé]ral:?");
    private static final Pattern GROUPS =
            Pattern.compile(".{1,100}(?: (?:grand |sub)?total|[ _-]?(?:" + WORD + ")):?|(?:grand )?total .{1,60}");
    private static final Pattern MAKERS = Pattern.compile("(?:制表|制单|填表|填报|打印|导出|审核|复核|审批|批准|经办|统计|报表|生成|编制|签发|主管|会计|出纳)"
            + "(?:人员?|者|时间|日期|部门|单位|签字|签名|于)?:.*|(?:签字|签名|盖章):.*|第\\d+页.*|共\\d+(?:页|条|行|笔|人).*"
            + "|(?:printed|generated|exported|created|prepared|approved|reviewed|checked|signed|downloaded|produced)"
            + " (?:by|on|at|from|with)\\b.*|(?:report|file|export|data) (?:generated|printed|run|created|exported"
            + "|produced|date)\\b.*|(?:as of|run date|print date|printed|report date|page):? ?\\d.*"
            + "|[-=*_# ]*(?:the )?end(?: of (?:the )?(?:report|file|data|list|table|export|document|page|records?))?"
            + "[-=*_# .!]*|[-=*_# ]*eof[-=*_# ]*|[-=*_# ]*(?:以下空白|报表结束|结束|完)[-=*_# ]*"
            + "|\\(?(?:total )?\\d[\\d,]* (?:rows?|records?|lines?|entries|results?)"
            + "(?: (?:were )?(?:selected|affected|returned|exported|found|in set|fetched|total).*)?\\)?[. ]*"
            + "|(?:query )?returned \\d+ rows?.*|(?:rows?|records?|row count|record count): ?\\d[\\d,]*"
            + "|confidential(?:ity)?\\b.{0,100}|copyright\\b.*|©.*|[-=*_]{3,}");
    private static final Pattern NOTES = Pattern.compile("(?:注|注\\d+|备注|说明|注意|注释|附注|数据来源|来源|免责声明|温馨提示)[:].*"
            + "|(?:notes?|nb|n\\.b\\.|remarks?|source|sources|data source|disclaimer|legend|footnotes?|filters?"
            + "|filtered by|confidential information)(?: ?\\d+)?[:].*");
    /// Made by programs and by nobody else: known in a table of one column too.
    private static final Pattern MACHINE = Pattern.compile("[-=*_# ]+end of .*|\\(?\\d[\\d,]* rows?"
            + " (?:selected|affected|returned|exported|in set|fetched).*|\\(\\d+ rows?\\)");

    private final String rule;

    Footer(String rule) {
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    /// What the row is, by itself: where it stands and whether it has an id is for others to say.
    ///
    /// @param width columns of the table
    static @Nullable Footer of(Row row, int width) {
        int first = 0;
        while (first < row.cells().size() && row.cell(first).isBlank()) {
            first++;
        }
        String label = plain(row.cell(first));
        if (label.isEmpty()) {
            return null;
        }
        if (width < 2) {
            return MACHINE.matcher(label).matches() ? MAKER : null;
        }
        if (isCode(label)) {
            return null;
        }
        List<String> rest = row.cells().subList(first + 1, row.cells().size());
        if (TOTALS.matcher(label.replace(" ", "")).matches()
                || TOTALS.matcher(label).matches()) {
            return areNumbers(rest) ? TOTAL : null;
        }
        if (GROUPS.matcher(label).matches()) {
            boolean hasNumber = rest.stream().anyMatch(cell -> CellKind.of(cell) == CellKind.NUMBER);
            boolean hasGap =
                    first > 0 || row.cells().size() < width || rest.stream().anyMatch(String::isBlank);
            return hasNumber && hasGap && areNumbers(rest) ? TOTAL : null;
        }
        if (!areLabels(label, rest)) {
            return null;
        }
        return MAKERS.matcher(label).matches() ? MAKER : NOTES.matcher(label).matches() ? NOTE : null;
    }

    /// Whether a first cell is an id such as `o-4711`, which none of the patterns means: most rows are decided by it.
    static boolean isCode(String label) {
        boolean hasDigit = false;
        for (int at = 0; at < label.length(); at++) {
            char sign = label.charAt(at);
            boolean isDigit = sign >= '0' && sign <= '9';
            if (!isDigit && !(sign >= 'a' && sign <= 'z') && sign != '-' && sign != '_') {
                return false;
            }
            hasDigit |= isDigit;
        }
        return hasDigit && !label.contains("total");
    }

    private static String plain(String cell) {
        if (cell.length() > LONGEST) {
            return "";
        }
        return Normalizer.normalize(cell, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\n', ' ')
                .strip();
    }

    private static boolean areNumbers(List<String> cells) {
        for (String cell : cells) {
            String text = plain(cell);
            if (!text.isEmpty()
                    && text.chars().noneMatch(Character::isDigit)
                    && !text.matches("[-–—/*=]+")
                    && !MAKERS.matcher(text).matches()
                    && !TOTALS.matcher(text).matches()) {
                return false;
            }
            if (CellKind.of(text) == CellKind.ADDRESS) {
                return false;
            }
        }
        return true;
    }

    /// Beside a label stand further ones, and after one that ends with a colon its value.
    private static boolean areLabels(String label, List<String> rest) {
        boolean mayFollow = label.endsWith(":");
        for (String cell : rest) {
            String text = plain(cell);
            if (text.isEmpty()) {
                continue;
            }
            boolean isLabel =
                    MAKERS.matcher(text).matches() || NOTES.matcher(text).matches();
            if (!isLabel && !mayFollow) {
                return false;
            }
            mayFollow = isLabel && text.endsWith(":");
        }
        return true;
    }
}
