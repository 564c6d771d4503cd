package dev.pluginlb.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A controller as it has entered itself.
 *
 * @param version of pluginlb
 * @param live the version of the config that was proven live last
 * @param lastSeen by that controller's clock
 */
public record RegisteredController(
        ControllerId id, String host, String version, Optional<String> live, Instant lastSeen) {

    private static final Duration SILENT = Duration.ofSeconds(30);
    private static final int MAX_HOST = 255;
    private static final int MAX_VERSION = 64;
    private static final String UNKNOWN = "unknown";

    /** Whether it has been silent for more than 30 seconds, if its clock and ours agree. */
    public boolean isSilent(Instant now) {
        return Duration.between(lastSeen, now).compareTo(SILENT) > 0;
    }

    /** @throws IllegalArgumentException if the entry makes no sense */
    static RegisteredController decode(ControllerId id, String json) {
        JsonFields fields = JsonFields.parse(json);
        return new RegisteredController(
                id,
                fields.word("host", MAX_HOST).orElse(UNKNOWN),
                fields.word("version", MAX_VERSION).orElse(UNKNOWN),
                fields.word("live", MAX_VERSION),
                fields.time("last_seen"));
    }

    String encode() {
        ObjectNode json = JsonFields.plain()
                .put("host", host)
                .put("version", version)
                .put("live", live.orElse(null))
                .put("last_seen", lastSeen.getEpochSecond());
        return JsonFields.text(json);
    }
}
