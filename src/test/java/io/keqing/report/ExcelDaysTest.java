package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.poi.ss.usermodel.DateUtil;
import org.junit.jupiter.api.Test;

class ExcelDaysTest {
    @Test
    void aDay_hasTheNumberThatExcelGivesIt() {
        assertEquals(61, ExcelDays.serial(LocalDate.of(1900, 3, 1)));
        assertEquals(45_292, ExcelDays.serial(LocalDate.of(2024, 1, 1)));
        assertEquals(2_958_465, ExcelDays.serial(LocalDate.of(9999, 12, 31)));
    }

    @Test
    void daysOnWhichSpreadsheetsDisagree_areNotHeld() {
        assertFalse(ExcelDays.holds(LocalDate.of(1899, 12, 31)));
        assertFalse(ExcelDays.holds(LocalDate.of(1900, 2, 28)));
        assertTrue(ExcelDays.holds(LocalDate.of(1900, 3, 1)));
        assertTrue(ExcelDays.holds(LocalDate.of(9999, 12, 31)));
        assertFalse(ExcelDays.holds(LocalDate.of(10_000, 1, 1)));
    }

    @Test
    void everyTimeOfDay_isReadBackToTheMillisecond() {
        assertEquals("", ExcelDays.fraction(LocalTime.MIDNIGHT));
        assertEquals(".5", ExcelDays.fraction(LocalTime.NOON));
        for (long millis = 1; millis < 86_400_000; millis += 7_919) {
            LocalTime time = LocalTime.ofNanoOfDay(millis * 1_000_000);
            double serial = Double.parseDouble("45292" + ExcelDays.fraction(time));
            assertEquals(time, DateUtil.getLocalDateTime(serial, false, false).toLocalTime(), "of " + time);
        }
        assertTrue(Double.parseDouble("0" + ExcelDays.fraction(LocalTime.MAX)) < 1);
    }
}
