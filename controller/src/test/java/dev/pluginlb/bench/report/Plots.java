package dev.pluginlb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A result as pictures: one figure by contender and cell, and how latencies are spread in each cell. */
public final class Plots {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 600;

    private final Result result;

    private Plots(Result result) {
        this.result = result;
    }

    public static Plots of(Result result) {
        return new Plots(result);
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        save(bars("mean", Figures::mean), folder.resolve("mean.png"));
        save(bars("p99 of short requests", Figures::shortP99), folder.resolve("short-p99.png"));
        for (int i = 0; i < result.cells().size(); i++) {
            CellResult cell = result.cells().get(i);
            curves(cell, "short", Distribution::shortLatencies, folder.resolve("short-latency-" + (i + 1) + ".png"));
            curves(cell, "long", Distribution::longLatencies, folder.resolve("long-latency-" + (i + 1) + ".png"));
        }
    }

    private static void save(IChart chart, Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    private CategoryChart bars(String what, ToDoubleFunction<Figures> figure) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(what + ", as a multiple of the reference")
                .yAxisTitle("multiple")
                .build();
        chart.getStyler().setXAxisLabelRotation(15);
        List<String> cells = result.cells().stream().map(CellResult::name).toList();
        for (String contender : contenders()) {
            List<Double> heights = result.cells().stream()
                    .map(cell -> drawable(
                            figure.applyAsDouble(summary(cell, contender).ratio())))
                    .toList();
            chart.addSeries(contender, cells, heights);
        }
        return chart;
    }

    /** None where there was no request of the kind. */
    private static void curves(CellResult cell, String kind, Function<Distribution, List<Double>> latencies, Path file)
            throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(kind + " requests: " + cell.name())
                .xAxisTitle("ms (log)")
                .yAxisTitle("share that took no longer")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        for (Summary summary : cell.contenders()) {
            List<Double> times = latencies.apply(summary.distribution());
            if (!times.isEmpty()) {
                chart.addSeries(summary.contender(), times, Distribution.SHARES).setMarker(SeriesMarkers.NONE);
            }
        }
        boolean empty = cell.contenders().stream()
                .allMatch(summary -> latencies.apply(summary.distribution()).isEmpty());
        if (!empty) {
            save(chart, file);
        }
    }

    private List<String> contenders() {
        return result.cells().get(0).contenders().stream()
                .map(Summary::contender)
                .toList();
    }

    private static Summary summary(CellResult cell, String contender) {
        return cell.contenders().stream()
                .filter(summary -> summary.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    /** Where there was nothing to measure there is no bar. */
    private static double drawable(double ratio) {
        return Double.isFinite(ratio) ? ratio : 0;
    }
}
