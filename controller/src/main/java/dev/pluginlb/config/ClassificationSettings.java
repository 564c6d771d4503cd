package dev.pluginlb.config;

import dev.pluginlb.traffic.KeyForm;
import java.time.Duration;

/**
 * When an endpoint counts as long.
 *
 * @param threshold long when the mean of the window is above it
 * @param window how many of the newest requests are looked at, at least 1
 * @param minSamples with fewer an endpoint is not judged; 1 to {@code window}
 * @param exitRatio no longer long below {@code threshold} times this; above 0, up to 1
 * @param key what counts as one endpoint
 * @param maxEndpoints how many are remembered at most
 * @param idleExpiry forgotten after so long without a request
 */
public record ClassificationSettings(
        Duration threshold,
        int window,
        int minSamples,
        double exitRatio,
        KeyForm key,
        int maxEndpoints,
        Duration idleExpiry) {

    static final String SAMPLES_RULE = "at most classification.window";

    /** @throws IllegalArgumentException if more samples are needed than the window holds */
    public ClassificationSettings {
        if (!samplesFit(minSamples, window)) {
            throw ConfigError.refusal("classification.min-samples", minSamples, SAMPLES_RULE);
        }
    }

    static boolean samplesFit(int minSamples, int window) {
        return minSamples <= window;
    }
}
