package dev.pluginlb.admin;

import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.render.RenderedConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Releases, and what became of attempts to apply them, as tests say. */
public final class GivenReleases {

    private GivenReleases() {}

    /** @param files name, content, name, content, ... */
    public static RenderedConfig release(String version, String... files) {
        TreeMap<String, String> content = new TreeMap<>();
        for (int place = 0; place < files.length; place += 2) {
            content.put(files[place], files[place + 1]);
        }
        return new RenderedConfig(version, content);
    }

    public static ApplyOutcome outcome(ApplyOutcome.Result result, String version, String words) {
        return new ApplyOutcome(result, version, words, Duration.ofMillis(213));
    }

    public static ReleaseRecord attempt(String version, ApplyOutcome.Result result, String words) {
        return new ReleaseRecord(
                SettableController.STARTED.plusSeconds(60),
                version,
                "+10.0.0.7:5002",
                Optional.empty(),
                result,
                words,
                213);
    }

    /** An operator went back to it. */
    public static ReleaseRecord back(String from, String version) {
        return new ReleaseRecord(
                SettableController.STARTED.plusSeconds(90),
                version,
                "rolled back",
                Optional.of(from),
                ApplyOutcome.Result.PROVEN,
                "",
                213);
    }
}
