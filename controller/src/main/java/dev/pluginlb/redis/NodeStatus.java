package dev.pluginlb.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a node is doing, as {@code node:status} says.
 *
 * @param working whether any request runs there
 * @param longRequest whether a long request runs there
 * @param inFlight requests that run there
 * @param inFlightLong long ones among them
 * @param ours whether pluginlb wrote this, and not the node itself
 */
public record NodeStatus(
        boolean working, boolean longRequest, Instant lastUpdate, int inFlight, int inFlightLong, boolean ours) {

    private static final int MAX_IN_FLIGHT = 1_000_000;

    /** @throws IllegalArgumentException if the entry makes no sense */
    static NodeStatus decode(String json) {
        JsonFields fields = JsonFields.parse(json);
        return new NodeStatus(
                fields.flag("is_working"),
                fields.flag("is_long_request"),
                fields.time("last_update"),
                (int) fields.whole("in_flight", MAX_IN_FLIGHT),
                (int) fields.whole("in_flight_long", MAX_IN_FLIGHT),
                fields.isOurs());
    }

    /** Whether another one, if there is one, says the same, be it at another time. */
    public boolean saysTheSameAs(@Nullable NodeStatus other) {
        return other != null
                && working == other.working
                && longRequest == other.longRequest
                && inFlight == other.inFlight
                && inFlightLong == other.inFlightLong
                && ours == other.ours;
    }

    /** With our mark, whatever {@code ours} says: only pluginlb writes this way. */
    String encode() {
        ObjectNode json = JsonFields.plain()
                .put("is_working", working)
                .put("is_long_request", longRequest)
                .put("last_update", lastUpdate.getEpochSecond())
                .put("in_flight", inFlight)
                .put("in_flight_long", inFlightLong);
        return JsonFields.marked(json);
    }
}
