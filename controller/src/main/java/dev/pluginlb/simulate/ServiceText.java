package dev.pluginlb.simulate;

import dev.pluginlb.config.DurationText;

/** Reads a distribution: {@code constant:30ms}, {@code exponential:30ms}, {@code lognormal:1500ms:1}, {@code pareto:1500ms:1.8}. */
public final class ServiceText {

    public static final String RULE = "constant:MEAN, exponential:MEAN, lognormal:MEAN:SIGMA or pareto:MEAN:SHAPE,"
            + " such as lognormal:1500ms:1";

    private ServiceText() {}

    /** @throws IllegalArgumentException if the text breaks the rule */
    public static Service parse(String text) {
        String[] parts = text.split(":", -1);
        String form = parts[0] + parts.length;
        double mean = parts.length < 2 ? 0 : DurationText.parse(parts[1]).toNanos() / 1e9;
        return switch (form) {
            case "constant2" -> Service.constant(mean);
            case "exponential2" -> Service.exponential(mean);
            case "lognormal3" -> Service.lognormal(mean, Double.parseDouble(parts[2]));
            case "pareto3" -> Service.pareto(mean, Double.parseDouble(parts[2]));
            default -> throw new IllegalArgumentException("work: " + text + " (expected: " + RULE + ")");
        };
    }
}
