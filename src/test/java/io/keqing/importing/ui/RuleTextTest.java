package io.keqing.importing.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keqing.ui.Messages;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {
    private final Messages messages = new Messages();
    private final RuleText rules =
            new RuleText((locale, key, arguments) -> messages.getTranslation(key, locale, arguments));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id must not be empty|编号不能为空",
                "joined must be a day such as 2025-03-25 or 3/25/2025|“joined”须是日期，例如 2025-03-25 或 3/25/2025",
                "at must be a date and time such as 2025-03-25 or 45741|“at”须是日期和时间，例如 2025-03-25 或 45741",
                "nps must be a whole number 0 to 10|“nps”须是 0 到 10 的整数",
                "points must be a number|“points”须是数字",
                "amount must be an amount of money|“amount”须是金额",
                "a row must have 4 columns, this one has 5|每行应有 4 列，这一行有 5 列",
                "a row must have at most 1,048,576 characters|一行最多 1,048,576 个字符",
                "an alias must have at most 512 characters|“an alias”最多 512 个字符",
                "erased|此人的资料已应要求删除，不再导入",
                "was on the scale 1 to 5 and is on 0 to 10 from now on|原来的量表是 1 to 5，从现在起是 0 to 10",
                "outside the scale 1 to 5|超出量表 1 to 5",
                "is another question than in other surveys, found as answers.q@a b|与其他问卷的同名问题不同，用 answers.q@a b 搜索",
                "cells that are merged with one above have its value|与上方合并的单元格取其值",
                "nps must be a whole number 0 to 10; \"values\" in the mapping can say which number a word means"
                        + "|“nps”须是 0 到 10 的整数；映射中的 values 可以指定文字对应的数字",
                "amount must be an amount of money; \"decimal\" in the mapping is \",\"|“amount”须是金额；映射指定的小数点是“,”",
                "\"NULL\" is taken as no value|“NULL”视为没有值",
                "something nobody has put into words|something nobody has put into words"
            })
    void aRuleIsSaidInChinese(String rule, String expected) {
        assertEquals(expected, rules.in(Locale.SIMPLIFIED_CHINESE, rule));
        assertEquals(rule, rules.in(Locale.ENGLISH, rule));
    }

    @Test
    void everyRuleHasAChineseTextOfItsOwn() {
        for (String key : RuleText.keys()) {
            String english = messages.getTranslation(key, Locale.ENGLISH).replaceAll("\\{\\d}", "7");
            String chinese = rules.in(Locale.SIMPLIFIED_CHINESE, english);
            assertNotEquals(english, chinese);
            assertEquals(
                    messages.getTranslation(key, Locale.SIMPLIFIED_CHINESE).replaceAll("\\{\\d}", "7"),
                    chinese,
                    "an earlier rule must not take it: " + english);
        }
        RuleText.RULES.forEach((prefix, count) -> assertThrows(
                IllegalArgumentException.class,
                () -> messages.getTranslation(prefix + (count + 1), Locale.ENGLISH),
                "all are used"));
    }
}
