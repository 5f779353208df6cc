package io.keqing.importing.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumberFormatTest {
    private static String shown(String code, String raw) {
        return NumberFormat.of(200, code).text(raw, Double.parseDouble(raw), false, new SheetNotes(), 1);
    }

    @Test
    void zerosAndLettersInFrontOfDigits_arePartOfAnId() {
        assertEquals("000123", shown("000000", "123"));
        assertEquals("1234567", shown("000000", "1234567"));
        assertEquals("0001-234", shown("0000-000", "1234"));
        assertEquals("A0007", shown("\\A0000", "7"));
        assertEquals("KH-00042", shown("\"KH-\"00000", "42"));
        assertEquals("VIP7", shown("\"VIP\"0", "7"));
        assertEquals("000-00-0001", shown("000\\-00\\-0000", "1"));
        assertEquals("(555) 123-4567", shown("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "5551234567"));
        assertEquals("123-4567", shown("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "1234567"));
        assertEquals("1", shown("###\\-####", "1"));
        assertEquals("06 12 34 56 78", shown("0#\" \"##\" \"##\" \"##\" \"##", "612345678"));
        assertEquals("+86 13800000001", shown("\"+86 \"00000000000", "13800000001"));
        assertEquals("2025-03-01", shown("0000\"-\"00\"-\"00", "20250301"));
        assertEquals("00010", shown("00000;-00000;0", "10"));
        assertEquals("0", shown("00000;-00000;0", "0"));
    }

    @Test
    void formatsOfNumbers_leaveThemAsTheyAre() {
        for (String code : new String[] {
            "0",
            "0.00",
            "#,##0",
            "#,##0.00",
            "0%",
            "0.00E+00",
            "# ?/?",
            "##0.0E+0",
            "General",
            "0.0,,\"M\"",
            "0\"h\"",
            "[Red]0",
            "[magenta]0",
            "[Color 5]0;[blue]-0",
            "[>100]0;[<=100]0.0",
            "0.0\\h",
            "#,##0_M_M_M",
            "@",
            "0.0############E-0",
            "[$-804]General",
            "[DBNum1][$-804]G/通用格式",
            "_ * #,##0.00_ ",
            ";;;",
            "0 \"days\"",
            "#,##0_);[Red]\\(#,##0\\)",
            "\"Summe \"0.00",
            "* 0",
            "0.0_ ;-0.0\\ "
        }) {
            assertEquals("3.5", shown(code, "3.5"), code);
            assertEquals("12", shown(code, "12"), code);
        }
    }

    @Test
    void days_areReadByAnyFormatThatShowsOne() {
        for (String code : new String[] {
            "yyyy-mm-dd",
            "d/m/yy",
            "[$-409]d\\-mmm\\-yy;@",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-F800]dddd\\,\\ mmmm\\ dd",
            "[Red]yyyy/m/d",
            "[magenta]mm/dd/yy",
            "mmm",
            "ge.m.d",
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "DD.MM.YYYY",
            "yyyy/mm/dd\\ ",
            "[$-804]aaaa\\,\\ d",
            "[>40000]yyyy-mm-dd;0"
        }) {
            assertEquals("2025-03-01", shown(code, "45717"), code);
        }
        assertEquals("2025-03-01 09:30:00", shown("yyyy-mm-dd hh:mm", "45717.395833333336"));
        assertEquals("09:30:00", shown("h:mm AM/PM", "0.395833333333333"));
        assertEquals("00:00:12", shown("mm:ss.0", "0.000138888888"));
        assertEquals("2025-03-01", NumberFormat.of(14, "").text("45717", 45_717, false, new SheetNotes(), 1));
        assertEquals("2025-03-01", NumberFormat.of(57, "").text("45717", 45_717, false, new SheetNotes(), 1));
    }

    @Test
    void durations_keepHoursBeyondADay() {
        assertEquals("30:00:00", shown("[h]:mm:ss", "1.25"));
        assertEquals("30:00:00", shown("[hh]:mm", "1.25"));
        assertEquals("1:30:00", shown("[mm]:ss", "0.0625"));
        assertEquals("0:00:05", shown("[ss].00", "0.00005787037"));
        assertEquals("-6:00:00", shown("[h]:mm", "-0.25"));
        assertEquals("1500:00:00", shown("[$-409][H]:MM", "62.5"));
        assertEquals("30:00:00", shown("h:mm", "1.25"));
        assertEquals("25:30:00", NumberFormat.of(46, "").text("1.0625", 1.0625, false, new SheetNotes(), 1));
    }

    @Test
    void currencies_standInFrontOfTheirAmounts() {
        assertEquals("EUR 100", shown("\"€\"#,##0.00", "100"));
        assertEquals("EUR 100", shown("#,##0.00\\ [$€-407]", "100"));
        assertEquals("EUR 100", shown("[$€-2] #,##0.00", "100"));
        assertEquals("HKD 200", shown("[$HK$-C04]#,##0.00", "200"));
        assertEquals("HKD 200", shown("[$HKD] #,##0.00", "200"));
        assertEquals("CNY 1.5", shown("[$¥-804]#,##0.00", "1.5"));
        assertEquals("JPY 150", shown("[$¥-411]#,##0", "150"));
        assertEquals("GBP -3", shown("_-[$£-809]* #,##0.00_-;\\-[$£-809]* #,##0.00_-", "-3"));
        assertEquals("USD 9.99", shown("[$$-409]#,##0.00", "9.99"));
        assertEquals("AUD 9.99", shown("[$$-C09]#,##0.00", "9.99"));
        assertEquals("SEK 5", shown("#,##0 [$kr-41D]", "5"));
        assertEquals("$ 5", shown("$#,##0.00", "5"));
        assertEquals("HKD 5", shown("HK$#,##0.00", "5"));
        assertEquals("BRL 5", shown("\\R\\$#,##0.00", "5"));
        assertEquals("BRL -5", shown("\"R\"$#,##0_);(\"R\"$#,##0)", "-5"));
        assertEquals("USD 5", shown("USD #,##0.00", "5"));
        assertEquals("EUR 5", shown("#,##0.00 EUR;[Red]-#,##0.00 EUR", "5"));
        assertEquals("USD 5", shown("[$$-en-US]#,##0.00", "5"));
        assertEquals("EUR 5", shown("[$€-x-euro2]\\ #,##0", "5"));
        assertEquals("EUR 5", shown("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", "5"));
        assertEquals("¥ 5", shown("\"¥\"#,##0", "5"));
        assertEquals("CNY 12.5", shown("0.00\"元\"", "12.5"));
        assertEquals("CHF 12", shown("\"CHF\" #,##0.00", "12"));
        assertEquals("USD 7", shown("[$USD-409]\\ #,##0", "7"));
        assertEquals("1.25万元", shown("0.00\"万元\"", "1.25"));
        assertEquals("12345", shown("0!.0,\"万\"", "12345"));
    }

    @Test
    void currenciesOfTheComputerThatShowsThem_areTold() {
        SheetNotes notes = new SheetNotes();
        assertEquals("5", NumberFormat.of(44, "").text("5", 5, false, notes, 3));
        assertEquals(1, notes.all().size());
        assertEquals(3, notes.all().getFirst().line());
        assertEquals("USD 5", NumberFormat.of(44, "[$$-409]#,##0.00").text("5", 5, false, notes, 4));
        assertEquals(1, notes.all().getFirst().count());
    }

    @Test
    void numbersThatAreNoDay_areToldAndReadAsNumbers() {
        SheetNotes notes = new SheetNotes();
        NumberFormat day = NumberFormat.of(200, "yyyy-mm-dd;@");
        assertEquals("", day.text("0", 0, false, notes, 2));
        assertEquals("-5", day.text("-5", -5, false, notes, 3));
        assertEquals("20250301", day.text("20250301", 20_250_301, false, notes, 4));
        assertEquals("9999-12-31", day.text("2958465", 2_958_465, false, notes, 5));
        assertEquals("2958466", day.text("2958466", 2_958_466, false, notes, 5));
        assertEquals("1900-01-01", day.text("1", 1, false, notes, 6));
        assertEquals("1900-02-28", day.text("59", 59, false, notes, 6));
        assertEquals("1900-02-29", day.text("60", 60, false, notes, 6));
        assertEquals("1900-03-01", day.text("61", 61, false, notes, 6));
        assertEquals("1904-01-01", day.text("0", 0, true, notes, 7));
        assertEquals("1904-01-02", day.text("1", 1, true, notes, 7));
        assertEquals("9999-12-31", day.text("2957003", 2_957_003, true, notes, 7));
        assertEquals(4, notes.all().getFirst().count());
        assertEquals(2, notes.all().getFirst().line());
    }

    @Test
    void wholeNumbersBeyondFifteenDigits_keepWhatTheFileHasOrTheirExponent() {
        assertEquals("3.30102199003071E+17", SheetCell.number("330102199003071000"));
        assertEquals("1.10101199003071E+17", SheetCell.number("1.10101199003071232E17"));
        assertEquals("110101199003071237", SheetCell.number("110101199003071237"));
        assertEquals("4111111111111111", SheetCell.number("4.111111111111111E15"));
        assertEquals("4111111111111111", SheetCell.number("4111111111111111"));
        assertEquals("4.11111111111111E+15", SheetCell.number("4111111111111110"));
        assertEquals("999999999999999", SheetCell.number("999999999999999"));
        assertEquals("1E+15", SheetCell.number("1000000000000000"));
        assertEquals("0.1", SheetCell.number("0.10000000000000001"));
        assertEquals("1234567890.12346", SheetCell.number("1234567890.123456789"));
    }
}
