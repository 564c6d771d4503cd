package dev.pluginlb.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code scripts/monitoring/grafana-dashboard.json}. */
public record Dashboard(JsonNode json) {

    public static Dashboard read() {
        try {
            return new Dashboard(new ObjectMapper()
                    .readTree(Path.of("../scripts/monitoring/grafana-dashboard.json")
                            .toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> panels() {
        return StreamSupport.stream(json.get("panels").spliterator(), false).toList();
    }

    /** As Grafana would ask them of everything, of the last minute. */
    public List<String> expressions() {
        return Stream.concat(
                        panels().stream().flatMap(panel -> panel.findValuesAsText("expr").stream()),
                        json.get("annotations").findValuesAsText("expr").stream())
                .map(text -> text.replace("$__rate_interval", "1m").replace("$instance", ".*"))
                .toList();
    }
}
