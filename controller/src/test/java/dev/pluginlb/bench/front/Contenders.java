package dev.pluginlb.bench.front;

import dev.pluginlb.bench.front.PluginlbContender.Slots;
import dev.pluginlb.bench.front.StaticFront.Kind;
import java.util.List;
import java.util.Map;

/** All who may take part. */
public final class Contenders {

    private Contenders() {}

    /**
     * In the order in which they are shown.
     *
     * @param pluginlb the command that is pluginlb
     */
    public static List<Contender> all(List<String> pluginlb) {
        return List.of(
                new StaticFront("round-robin", "", Kind.NGINX),
                new StaticFront("least_conn", "least_conn;", Kind.NGINX),
                new StaticFront("haproxy", "leastconn", Kind.HAPROXY),
                new PluginlbContender("two-tier", pluginlb, Map.of("routing.policy", "two-tier"), Slots.UNTOLD),
                adaptive("adaptive-reload", pluginlb, "reload", Slots.GIVEN),
                adaptive("adaptive-lua", pluginlb, "lua", Slots.GIVEN),
                adaptive("adaptive-learned", pluginlb, "lua", Slots.LEARNED));
    }

    private static Contender adaptive(String name, List<String> pluginlb, String driver, Slots slots) {
        return new PluginlbContender(
                name, pluginlb, Map.of("routing.policy", "adaptive", "nginx.driver", driver), slots);
    }
}
