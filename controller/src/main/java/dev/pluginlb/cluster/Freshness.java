package dev.pluginlb.cluster;

import java.time.Instant;

/**
 * How far the snapshot may be trusted.
 *
 * @param since when this began
 * @param reason why the view is only the last known one; empty while it is live
 */
public record Freshness(boolean live, Instant since, String reason) {

    public static Freshness live(Instant since) {
        return new Freshness(true, since, "");
    }

    public static Freshness lastKnown(Instant since, String reason) {
        return new Freshness(false, since, reason);
    }
}
