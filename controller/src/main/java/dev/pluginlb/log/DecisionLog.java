package dev.pluginlb.log;

import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.FinishedRequest;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request that Nginx has told of: where it went, and from among whom; backups, which get requests only
 * when no other node is available, are marked. Only with {@code CLUSTER_DEBUG=true} in the environment, or {@code
 * log.level: debug}.
 *
 * <p>What a client may have written is logged as Nginx escapes it, so it cannot pass for a line of its own.
 */
public final class DecisionLog implements Consumer<FinishedRequest> {

    /** Set by {@link Logging}. */
    static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private static final int LONGEST = 300;

    private final Supplier<RoutingPlan> plan;

    public DecisionLog(Supplier<RoutingPlan> plan) {
        this.plan = plan;
    }

    @Override
    public void accept(FinishedRequest request) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "decision: path={} plugin={} class={} available=[{}] selected={} duration={}ms status={}",
                    brief(request.path()),
                    request.pluginId().isEmpty() ? "-" : brief(request.pluginId()),
                    brief(request.requestClass()),
                    available(request.pool()),
                    request.lastTry().map(FinishedRequest.Try::address).orElse("-"),
                    request.took().toMillis(),
                    request.status());
        }
    }

    private String available(String pool) {
        return plan.get().pools().stream()
                .filter(one -> one.name().equals(pool))
                .flatMap(one -> one.servers().stream())
                .map(DecisionLog::named)
                .collect(Collectors.joining(" "));
    }

    private static String named(Server server) {
        return server.address() + (server.isBackup() ? "(backup)" : "");
    }

    /** Anybody may send a datagram to the port, so control characters are taken out once more. */
    private static String brief(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
