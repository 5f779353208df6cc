package io.keqing.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.field.Label;
import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Form;
import io.keqing.report.Figures.Head;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Table;
import io.keqing.report.Figures.Whiskers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The axis of a chart with intervals holds every bar and every end.
class FigureChartTest {
    private static double[] axis(@Nullable Object... cells) throws Exception {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < cells.length; i += 3) {
            rows.add(Arrays.asList("team " + i, cells[i], cells[i + 1], cells[i + 2]));
        }
        Label title = new Label("等待", "Waits");
        Table table = new Table(
                title,
                List.of(
                        Head.text("组", "Group"),
                        new Head(title, Form.NUMBER),
                        new Head(title, Form.NUMBER),
                        new Head(title, Form.NUMBER)),
                rows);
        Chart chart = new Chart(Kind.LYING, title, table, 0, List.of(1), new Whiskers(2, 3));
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            var sheet = book.createSheet("Waits");
            FigureSheet.draw(
                    book, sheet, "Waits", List.of(), new Figures(title, List.of(table, chart)), Locale.ENGLISH);
            XSSFChart drawn = sheet.createDrawingPatriarch().getCharts().getFirst();
            var scaling = drawn.getCTChart().getPlotArea().getValAxArray(0).getScaling();
            return new double[] {scaling.getMin().getVal(), scaling.getMax().getVal()};
        }
    }

    @Test
    void intervalsWithAnOpenEnd_cutNoBar() throws Exception {
        double[] axis = axis(260.0, 140.0, null, 600.0, 240.0, null, 408.0, 260.0, 859.0);
        assertEquals(0, axis[0]);
        assertTrue(axis[1] >= 859, "up to " + axis[1]);
        // no interval has an upper end: the longest bar decides
        axis = axis(260.0, 140.0, null, 600.0, 240.0, null);
        assertTrue(axis[1] >= 600 && axis[1] < 1_200, "up to " + axis[1]);
    }

    @Test
    void scoresBelowNought_reachDownToTheirLowestEnd() throws Exception {
        double[] axis = axis(-0.4, -0.7, -0.1, 0.2, 0.1, 0.3);
        assertTrue(axis[0] <= -0.7 && axis[1] >= 0.3, Arrays.toString(axis));
    }
}
