package dev.pluginlb.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Every measure over time, one beside the other, with its trend. */
final class SoakPlot {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;
    private static final int COLUMNS = 2;
    private static final double HOUR = 3600;

    private SoakPlot() {}

    static void write(SoakResult result, Path file) throws IOException {
        List<XYChart> charts = Arrays.stream(Measure.values())
                .map(measure -> chart(result, measure))
                .toList();
        int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
        BitmapEncoder.saveBitmap(charts, rows, COLUMNS, file.toString(), BitmapFormat.PNG);
    }

    private static XYChart chart(SoakResult result, Measure measure) {
        SoakResult.Judged judged = result.of(measure);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(measure.title() + ": " + judged.verdict())
                .xAxisTitle("s")
                .yAxisTitle(measure.unit())
                .build();
        chart.getStyler().setLegendVisible(false);
        List<Double> seconds = result.samples().stream().map(Sample::second).toList();
        List<Double> values = result.samples().stream()
                .map(sample -> sample.values().getOrDefault(measure, Double.NaN))
                .toList();
        chart.addSeries("measured", seconds, values).setMarker(SeriesMarkers.NONE);
        trend(chart, seconds.subList(SoakResult.warmUp(seconds.size()), seconds.size()), judged);
        return chart;
    }

    /** Through the middle of what counts. */
    private static void trend(XYChart chart, List<Double> counted, SoakResult.Judged judged) {
        double first = counted.get(0);
        double last = counted.get(counted.size() - 1);
        double rise = judged.trend().perHour() / HOUR * (last - first) / 2;
        chart.addSeries("trend", List.of(first, last), List.of(judged.median() - rise, judged.median() + rise))
                .setMarker(SeriesMarkers.NONE);
    }
}
