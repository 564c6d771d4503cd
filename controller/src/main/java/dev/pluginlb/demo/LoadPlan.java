package dev.pluginlb.demo;

import java.net.URI;
import java.time.Duration;

/**
 * A light mixed load: bounded in rate, in time and in what is open at once, and to loopback only.
 *
 * @param shortRate short requests a second
 * @param streams long streams kept open all the time
 * @param streamLength how long each stream takes; what runs at the end of the time is awaited that long and a little
 * @param apiKey sent as X-Api-Key; empty for none
 */
public record LoadPlan(URI target, int shortRate, int streams, Duration streamLength, Duration time, String apiKey) {

    private static final Duration LONGEST = Duration.ofHours(24);

    public LoadPlan {
        Expected.within("short-rate", shortRate, 0, 2000);
        Expected.within("streams", streams, 0, 500);
        String host = String.valueOf(target.getHost());
        if (!"http".equals(target.getScheme()) || !host.matches("127(?:\\.[0-9]{1,3}){3}|\\[::1]|localhost")) {
            throw Expected.rule("target", target, "http:// to 127.0.0.1, [::1] or localhost");
        }
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw Expected.rule("time", time, "0 to 24h");
        }
        if (streamLength.isNegative() || streamLength.compareTo(LONGEST) > 0) {
            throw Expected.rule("stream-length", streamLength, "0 to 24h");
        }
    }

    /** Twenty short requests a second and four streams of six seconds. */
    public static LoadPlan light(URI target, Duration time) {
        return new LoadPlan(target, 20, 4, Duration.ofSeconds(6), time, "");
    }

    public LoadPlan withRate(int other) {
        return new LoadPlan(target, other, streams, streamLength, time, apiKey);
    }

    public LoadPlan withStreams(int other, Duration length) {
        return new LoadPlan(target, shortRate, other, length, time, apiKey);
    }

    public LoadPlan withApiKey(String other) {
        return new LoadPlan(target, shortRate, streams, streamLength, time, other);
    }
}
