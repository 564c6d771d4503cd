package dev.pluginlb.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;

/**
 * What a node's health page says of its load. Any page will do: one that is no such JSON says nothing, and neither does a
 * field that makes no sense.
 *
 * @param dispatches plugin calls that are running, as the official daemon counts them: {@code active_dispatch_requests}
 * @param requests all that is running but the probe itself: {@code active_requests} less one, and no less than the plugin
 *     calls
 */
record HealthAnswer(OptionalInt dispatches, OptionalInt requests) {

    private static final int SENSIBLE = 1_000_000;
    private static final int THE_PROBE = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    static HealthAnswer read(String body) {
        try {
            JsonNode page = JSON.readTree(body);
            OptionalInt dispatches = count(page, "active_dispatch_requests");
            OptionalInt active = count(page, "active_requests");
            return new HealthAnswer(dispatches, active.isPresent() ? beside(active, dispatches) : dispatches);
        } catch (JsonProcessingException other) {
            return new HealthAnswer(OptionalInt.empty(), OptionalInt.empty());
        }
    }

    private static OptionalInt beside(OptionalInt active, OptionalInt dispatches) {
        return OptionalInt.of(Math.max(active.getAsInt() - THE_PROBE, dispatches.orElse(0)));
    }

    private static OptionalInt count(JsonNode page, String field) {
        JsonNode value = page.path(field);
        boolean sensible = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= 0
                && value.intValue() <= SENSIBLE;
        return sensible ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }
}
