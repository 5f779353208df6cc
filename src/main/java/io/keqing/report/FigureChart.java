package io.keqing.report;

import io.keqing.report.Figures.Chart;
import io.keqing.report.Figures.Kind;
import io.keqing.report.Figures.Table;
import io.keqing.report.Figures.Whiskers;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFShapeProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrossBetween;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.AxisTickLabelPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.DisplayBlanks;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTBarSer;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTErrBars;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumData;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumDataSource;
import org.openxmlformats.schemas.drawingml.x2006.chart.CTNumRef;
import org.openxmlformats.schemas.drawingml.x2006.chart.STErrBarType;
import org.openxmlformats.schemas.drawingml.x2006.chart.STErrValType;
import org.openxmlformats.schemas.drawingml.x2006.main.CTLineProperties;

/// Draws a native chart: it follows its cells, and its looks are the user's to change.
final class FigureChart {
    private static final List<Integer> COLOURS = List.of(0x2f6db5, 0xe08a2c, 0x4c9f70, 0xb5474b, 0x7a5ea8, 0x8c8c8c);
    private static final int LAST_COLUMN = 7;
    /// Red, green, blue.
    private static final byte[] WHISKER = {0x33, 0x33, 0x33};
    /// In EMU, 12,700 to a point.
    private static final int WHISKER_WIDTH = 15_875;

    private FigureChart() {}

    /// @param from the row of the table's first values
    /// @param top the first row of the chart
    static void draw(XSSFSheet sheet, Chart wanted, int from, int top, int bottom, Locale locale) {
        int to = from + wanted.of().rows().size() - 1;
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        XSSFClientAnchor anchor = drawing.createAnchor(0, 0, 0, 0, 0, top, LAST_COLUMN, bottom);
        XSSFChart chart = drawing.createChart(anchor);
        chart.setTitleText(wanted.title().in(locale));
        chart.setTitleOverlay(false);
        XDDFCategoryAxis bottomAxis =
                chart.createCategoryAxis(wanted.kind() == Kind.LYING ? AxisPosition.LEFT : AxisPosition.BOTTOM);
        XDDFValueAxis leftAxis =
                chart.createValueAxis(wanted.kind() == Kind.LYING ? AxisPosition.BOTTOM : AxisPosition.LEFT);
        leftAxis.setCrosses(AxisCrosses.AUTO_ZERO);
        // below the chart, though a score be negative
        bottomAxis.setTickLabelPosition(AxisTickLabelPosition.LOW);
        leftAxis.getOrAddMajorGridProperties().setLineProperties(new XDDFLineProperties(fill(0xdddddd)));
        XDDFDataSource<String> categories = XDDFDataSourcesFactory.fromStringCellRange(
                sheet, new CellRangeAddress(from, to, wanted.category(), wanted.category()));
        XDDFChartData data =
                chart.createData(wanted.kind() == Kind.LINE ? ChartTypes.LINE : ChartTypes.BAR, bottomAxis, leftAxis);
        int at = 0;
        for (int column : wanted.series()) {
            XDDFNumericalDataSource<Double> values =
                    XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(from, to, column, column));
            XDDFChartData.Series series = data.addSeries(categories, values);
            series.setTitle(
                    wanted.of().heads().get(column).label().in(locale),
                    new CellReference(sheet.getSheetName(), from - 1, column, true, true));
            colour(series, COLOURS.get(at++ % COLOURS.size()));
        }
        if (data instanceof XDDFBarChartData bars) {
            bars.setBarDirection(wanted.kind() == Kind.LYING ? BarDirection.BAR : BarDirection.COL);
            bars.setVaryColors(false);
            if (wanted.kind() == Kind.STACKED) {
                bars.setBarGrouping(BarGrouping.STACKED);
                bars.setOverlap((byte) 100);
            } else {
                bars.setBarGrouping(BarGrouping.CLUSTERED);
            }
            leftAxis.setCrossBetween(AxisCrossBetween.BETWEEN);
        }
        chart.plot(data);
        if (wanted.whiskers() != null) {
            whiskers(chart, sheet, from, to, beside(wanted.of()));
            bounds(leftAxis, wanted, wanted.whiskers());
        }
        // what is not told is a gap, not a nought
        chart.displayBlanksAs(DisplayBlanks.GAP);
        if (wanted.series().size() > 1) {
            chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        }
    }

    /// Where the distances of whiskers stand, right of a table.
    static int beside(Table table) {
        return table.heads().size() + 1;
    }

    private static XDDFSolidFillProperties fill(int rgb) {
        return new XDDFSolidFillProperties(
                XDDFColor.from(new byte[] {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb}));
    }

    private static void colour(XDDFChartData.Series series, int rgb) {
        XDDFShapeProperties looks = new XDDFShapeProperties();
        if (series instanceof XDDFLineChartData.Series line) {
            XDDFLineProperties stroke = new XDDFLineProperties(fill(rgb));
            stroke.setWidth(2.0);
            looks.setLineProperties(stroke);
            line.setSmooth(false);
            line.setMarkerStyle(MarkerStyle.CIRCLE);
        } else {
            looks.setFillProperties(fill(rgb));
        }
        series.setShapeProperties(looks);
    }

    /// An axis is fitted to its bars by whoever shows it, which would cut the whiskers; one fitted to the whiskers
    /// alone
    /// would cut a bar whose interval has an open end.
    private static void bounds(XDDFValueAxis axis, Chart wanted, Whiskers whiskers) {
        double low = 0;
        double high = 0;
        for (List<@Nullable Object> row : wanted.of().rows()) {
            low = row.get(whiskers.low()) instanceof Number end ? Math.min(low, end.doubleValue()) : low;
            high = row.get(whiskers.high()) instanceof Number end ? Math.max(high, end.doubleValue()) : high;
            for (int series : wanted.series()) {
                if (row.get(series) instanceof Number value) {
                    low = Math.min(low, value.doubleValue());
                    high = Math.max(high, value.doubleValue());
                }
            }
        }
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, high - low)))) / 2;
        axis.setMinimum(Math.floor(low / step) * step);
        axis.setMaximum(Math.ceil(high / step) * step);
    }

    /// Both ends of the interval of each bar, as distances from it that stand beside the table.
    ///
    /// @param beside the first of two columns: how far up, how far down
    private static void whiskers(XSSFChart chart, XSSFSheet sheet, int from, int to, int beside) {
        CTBarSer series = chart.getCTChart().getPlotArea().getBarChartArray(0).getSerArray(0);
        CTErrBars bars = series.addNewErrBars();
        bars.addNewErrBarType().setVal(STErrBarType.BOTH);
        bars.addNewErrValType().setVal(STErrValType.CUST);
        bars.addNewNoEndCap().setVal(false);
        distances(bars.addNewPlus(), sheet, new CellRangeAddress(from, to, beside, beside));
        distances(bars.addNewMinus(), sheet, new CellRangeAddress(from, to, beside + 1, beside + 1));
        CTLineProperties line = bars.addNewSpPr().addNewLn();
        line.setW(WHISKER_WIDTH);
        line.addNewSolidFill().addNewSrgbClr().setVal(WHISKER);
    }

    private static void distances(CTNumDataSource into, XSSFSheet sheet, CellRangeAddress cells) {
        CTNumRef reference = into.addNewNumRef();
        reference.setF(cells.formatAsString(sheet.getSheetName(), true));
        CTNumData numbers = reference.addNewNumCache();
        numbers.addNewPtCount().setVal(cells.getNumberOfCells());
        for (int row = cells.getFirstRow(); row <= cells.getLastRow(); row++) {
            XSSFCell cell = sheet.getRow(row).getCell(cells.getFirstColumn());
            if (cell != null) {
                var point = numbers.addNewPt();
                point.setIdx(row - cells.getFirstRow());
                point.setV(Double.toString(cell.getNumericCellValue()));
            }
        }
    }
}
