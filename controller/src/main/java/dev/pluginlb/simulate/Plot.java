package dev.pluginlb.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A {@link Comparison} as bars: how many times the bound, by policy. Needs fonts, but no screen. */
public final class Plot {

    private static final String NO_FONTS = "cannot draw text here: the JDK needs fonts, on Debian: apt-get install"
            + " fontconfig fonts-dejavu-core libfreetype6";

    private static final double HIGHEST = 4;

    private Plot() {}

    /** @throws IOException if the file cannot be written, or this machine has no fonts */
    public static void write(Comparison comparison, String title, Path png) throws IOException {
        System.setProperty("java.awt.headless", "true");
        try {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart(comparison, title)), "png", png.toFile());
        } catch (LinkageError | InternalError | NullPointerException broken) {
            // What the JDK throws without libfreetype or fontconfig depends on its version.
            throw new IOException(NO_FONTS, broken);
        }
    }

    private static CategoryChart chart(Comparison comparison, String title) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(600)
                .title(title)
                .yAxisTitle("times the bound (bars end at 4)")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(HIGHEST);
        add(chart, "mean", comparison, Figures::mean);
        add(chart, "short p99", comparison, Figures::shortP99);
        add(chart, "long mean", comparison, Figures::longMean);
        return chart;
    }

    private static void add(CategoryChart chart, String name, Comparison comparison, ToDoubleFunction<Figures> figure) {
        List<String> policies = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        comparison.policies().forEach((policy, figures) -> {
            double value = figure.applyAsDouble(figures.over(comparison.bound()));
            policies.add(policy.toString());
            times.add(Double.isFinite(value) ? Math.min(value, HIGHEST) : 0.0);
        });
        chart.addSeries(name, policies, times);
    }
}
