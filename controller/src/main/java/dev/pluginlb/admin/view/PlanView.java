package dev.pluginlb.admin.view;

import dev.pluginlb.control.ControllerState;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The routing that is wanted now.
 *
 * @param shortPool name of the pool of short requests
 * @param longPool name of the pool of long requests
 * @param rule by which Nginx places each request among all servers, {@code adaptive} or {@code two-tier}; null where the pools say
 *     it all
 * @param longAtOnce so many long requests run at once where Nginx can let others wait, but has no rule; null where none are to wait
 * @param longEndpoints known to be long; an endpoint that is in neither list is what its route usually is
 * @param shortEndpoints known to be short
 */
public record PlanView(
        List<PoolView> pools,
        String shortPool,
        String longPool,
        @Nullable String rule,
        @Nullable Integer longAtOnce,
        int longEndpointCount,
        List<String> longEndpoints,
        int shortEndpointCount,
        List<String> shortEndpoints,
        @Nullable MainView main,
        List<String> reasons) {

    public PlanView {
        pools = List.copyOf(pools);
        longEndpoints = List.copyOf(longEndpoints);
        shortEndpoints = List.copyOf(shortEndpoints);
        reasons = List.copyOf(reasons);
    }

    /** One upstream; {@code balancing} is {@code round_robin} or {@code least_conn}. */
    public record PoolView(String name, String balancing, List<ServerView> servers) {

        public PoolView {
            servers = List.copyOf(servers);
        }

        static PoolView of(Pool pool) {
            return new PoolView(
                    pool.name(),
                    AdminJson.word(pool.balancing()),
                    pool.servers().stream().map(ServerView::of).toList());
        }
    }

    /** One server of an upstream. */
    public record ServerView(String address, int weight, boolean backup) {

        static ServerView of(Server server) {
            return new ServerView(server.address().toString(), server.weight(), server.isBackup());
        }
    }

    public static PlanView of(ControllerState state) {
        RoutingPlan plan = state.plan();
        boolean choosesPerRequest = state.deployment().state().wanted().isPresent();
        return new PlanView(
                plan.pools().stream().map(PoolView::of).toList(),
                plan.forShort().name(),
                plan.forLong().name(),
                choosesPerRequest
                        ? plan.live().map(rule -> rule.kind().toString()).orElse(null)
                        : null,
                choosesPerRequest ? null : longAtOnce(plan),
                plan.classes().longEndpoints().size(),
                words(plan.classes().longEndpoints()),
                plan.classes().shortEndpoints().size(),
                words(plan.classes().shortEndpoints()),
                state.main().map(MainView::of).orElse(null),
                state.reasons());
    }

    private static @Nullable Integer longAtOnce(RoutingPlan plan) {
        OptionalInt most =
                plan.live().map(rule -> rule.longAtOnce(plan.all().servers())).orElseGet(OptionalInt::empty);
        return most.isPresent() ? most.getAsInt() : null;
    }

    private static List<String> words(List<EndpointKey> endpoints) {
        return endpoints.stream().map(EndpointKey::value).toList();
    }
}
