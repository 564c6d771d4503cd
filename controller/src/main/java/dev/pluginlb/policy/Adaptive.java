package dev.pluginlb.policy;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.LiveRule;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Fewest requests in flight, and room kept for short requests where nodes have a limited number of slots.
 *
 * <p>With the Lua driver each request is placed by {@link dev.pluginlb.dispatch.AdaptiveLive}; the pools are for stock
 * Nginx. There, with slots unknown, or one node, all nodes serve everything, as in {@link LeastConn}. Else, since stock Nginx counts
 * each pool by itself and lets nothing wait, long requests that find no room must queue somewhere, and one node, the last by
 * address that is not main, is where they do:
 *
 * <ul>
 *   <li>long requests: at most {@code slots - 1} on each node, but {@code slots + 3/4 slots} on that one; when all are full,
 *       the nodes share what is over, of which that one takes most, so that no share of long work can make it collapse;
 *   <li>short requests: all nodes, half as many on that one.
 * </ul>
 *
 * <p>The figures were chosen by simulation, and measured; see RATIONALE.
 */
public final class Adaptive implements RoutingPolicy {

    private static final int SHORT_SHARE = 2;
    private static final int OVERFLOW_SHARE = 4;

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        return inPools(candidates)
                .choosingBy(LiveRule.adaptive(candidates.main(), candidates.slots(), candidates.tuning()));
    }

    private static RoutingPlan inPools(Candidates candidates) {
        List<Server> servers = candidates.servers();
        Pool all = new Pool(Pool.ALL, Balancing.LEAST_CONN, servers);
        boolean known = servers.stream().allMatch(server -> candidates.slots(server) > 0);
        if (!known || servers.size() == 1) {
            return new RoutingPlan(all, all, all, candidates.classes());
        }
        Server last = lastBesideMain(candidates);
        Predicate<Server> queues = server -> server.equals(last);
        return new RoutingPlan(
                all,
                new Pool(Pool.SHORT, Balancing.LEAST_CONN, forShort(servers, queues)),
                new Pool(Pool.LONG, Balancing.LEAST_CONN, forLong(candidates, queues)),
                candidates.classes());
    }

    private static Server lastBesideMain(Candidates candidates) {
        return candidates.servers().stream()
                .filter(server -> !server.address().equals(candidates.main()))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private static List<Server> forShort(List<Server> servers, Predicate<Server> queues) {
        return servers.stream()
                .map(server -> queues.test(server) ? server : server.withWeight(server.weight() * SHORT_SHARE))
                .toList();
    }

    private static List<Server> forLong(Candidates candidates, Predicate<Server> queues) {
        List<Server> servers = candidates.servers();
        int share = OVERFLOW_SHARE * (servers.size() - 1);
        Stream<Server> limited = servers.stream().map(server -> {
            int slots = candidates.slots(server);
            return server.withLimit(queues.test(server) ? slots + queue(slots) : Math.max(1, slots - 1));
        });
        Stream<Server> whenFull = servers.stream()
                .map(server -> queues.test(server) ? server.withWeight(server.weight() * share) : server)
                .map(Server::asBackup);
        return Stream.concat(limited, whenFull).toList();
    }

    private static int queue(int slots) {
        return Math.max(1, slots * 3 / 4);
    }
}
