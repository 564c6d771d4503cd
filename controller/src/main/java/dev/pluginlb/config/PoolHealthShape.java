package dev.pluginlb.config;

import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.plan.Service.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a pool's members are probed; a TCP one has no page to ask for. */
record PoolHealthShape(Protocol protocol) implements Shape<PoolHealth> {

    private static final List<String> OF_TCP = List.of("interval", "timeout", "rise", "fall");
    private static final List<String> OF_HTTP = List.of("path", "interval", "timeout", "rise", "fall");

    @Override
    public String rule() {
        return "a mapping of " + String.join(", ", names());
    }

    @Override
    public Optional<PoolHealth> read(Node node, Place place) {
        return Fields.of(node, names(), rule(), place).flatMap(this::read);
    }

    private Optional<PoolHealth> read(Fields fields) {
        boolean hasPage = protocol == Protocol.HTTP;
        Optional<String> path = hasPage ? fields.optional("path", Shapes.URL_PATH, "/health") : Optional.empty();
        Optional<Duration> interval = fields.optional("interval", Shapes.DURATION, "2s");
        Optional<Duration> timeout = fields.optional("timeout", Shapes.DURATION, "1s");
        Optional<Integer> rise = fields.optional("rise", Shapes.IN_A_ROW, "2");
        Optional<Integer> fall = fields.optional("fall", Shapes.IN_A_ROW, "3");
        Optional<Liveness.Thresholds> thresholds =
                rise.flatMap(up -> fall.map(down -> new Liveness.Thresholds(up, down)));
        return hasPage && path.isEmpty()
                ? Optional.empty()
                : interval.flatMap(
                        i -> timeout.flatMap(t -> thresholds.map(limits -> new PoolHealth(path, i, t, limits))));
    }

    private List<String> names() {
        return protocol == Protocol.HTTP ? OF_HTTP : OF_TCP;
    }
}
