package dev.pluginlb.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a node's health page says of its load. Any page will do: one that is no such JSON says nothing.
 *
 * @param active_dispatch_requests plugin calls that are running, as the official daemon counts them
 */
record HealthAnswer(@Nullable Integer active_dispatch_requests) {

    private static final int SENSIBLE = 1_000_000;

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(HealthAnswer.class);

    static OptionalInt inFlight(String body) {
        try {
            HealthAnswer answer = READER.readValue(body);
            Integer active = answer == null ? null : answer.active_dispatch_requests();
            return active == null || active < 0 || active > SENSIBLE ? OptionalInt.empty() : OptionalInt.of(active);
        } catch (JsonProcessingException other) {
            return OptionalInt.empty();
        }
    }
}
