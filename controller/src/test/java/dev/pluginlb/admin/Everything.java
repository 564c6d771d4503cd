package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.Event;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.control.StateProgress;
import dev.pluginlb.control.Work;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.NodeStatus;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What a controller may know, all of it: so that no answer has an empty part. */
public final class Everything {

    public static final String NODE = "10.0.0.1:5002";
    public static final String LIVE = "aaaaaaaaaaaaaaaa";

    private static final String OTHER = "10.0.0.2:5002";

    private Everything() {}

    public static void happensTo(SettableController controller) {
        nodes(controller);
        config(controller);
        traffic(controller);
        others(controller);
        controller
                .journal()
                .enter(
                        List.of(new Event.Change(Event.Kind.NODE, NODE, "new: up, answers")),
                        SettableController.STARTED);
    }

    private static void nodes(SettableController controller) {
        controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("n1", NODE, 3),
                Nodes.silent("n2", OTHER, "refuses"));
        controller.plan(
                RoutingPlan.ofOnePool(
                        new Pool(Pool.ALL, Balancing.LEAST_CONN, List.of(Server.primary(Address.parse(NODE), 100)))),
                "kept: Redis was flushed");
        controller.inNginx(Map.of(Address.parse(NODE), new Carried(3, 1)));
        Drain drain = new Drain("me", SettableController.STARTED, "new kernel");
        controller.drained(OTHER, new DrainState(drain, true, false, OptionalInt.of(1), OptionalInt.of(2), 0, false));
    }

    private static void config(SettableController controller) {
        RenderedConfig live = GivenReleases.release(LIVE, "upstreams.conf", "server " + NODE + ";\n");
        RenderedConfig former = GivenReleases.release("bbbbbbbbbbbbbbbb", "upstreams.conf", "server x;\n");
        controller.onDisk(live);
        controller.onDisk(former);
        ReleaseRecord first = GivenReleases.attempt(former.version(), ApplyOutcome.Result.PROVEN, "");
        ReleaseRecord refused = GivenReleases.attempt(LIVE, ApplyOutcome.Result.REFUSED, "no such directive");
        ReleaseRecord second = GivenReleases.attempt(LIVE, ApplyOutcome.Result.PROVEN, "");
        controller.deployment(
                new DeploymentState(
                        Optional.of(LIVE),
                        Optional.of(LIVE),
                        true,
                        Optional.of(LIVE),
                        Optional.of(GivenReleases.outcome(ApplyOutcome.Result.PROVEN, LIVE, "")),
                        2,
                        "",
                        new StateProgress(Optional.of("cccc"), Optional.of("cccc"), "")),
                live,
                second,
                refused,
                first);
        controller.ended(GivenReleases.outcome(ApplyOutcome.Result.PROVEN, LIVE, ""));
        controller.took(Work.TICK, Duration.ofMillis(4));
    }

    private static void traffic(SettableController controller) {
        controller.finished(request(NODE, "short", 200, Duration.ofMillis(30)));
        controller.finished(request(NODE, "long", 502, Duration.ofSeconds(40)));
        controller.customMetrics(Map.of("queue", 4.0));
        ClassRule rule = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
        EndpointStats stats = EndpointStats.none(rule).with(Samples.of(Duration.ofSeconds(7)), rule);
        controller.statistics(
                new StatsReading(
                        List.of(new StatsReading.Endpoint(
                                new EndpointKey("POST /slow"), stats, SettableController.STARTED)),
                        new TreeMap<>(Map.of("queue", 4.0))),
                "statistics are kept back: refused");
    }

    private static void others(SettableController controller) {
        controller.coordination(new Coordination(
                Optional.of(SettableController.SELF),
                Map.of(),
                Map.of(new NodeId("n1"), new NodeStatus(true, true, SettableController.STARTED, 3, 1, true)),
                List.of(new RegisteredController(
                        SettableController.SELF, "front-1", "0.1", Optional.of(LIVE), SettableController.STARTED))));
        controller.lead();
    }

    static FinishedRequest request(String node, String requestClass, int status, Duration took) {
        return new FinishedRequest(
                "POST",
                "/plugin/t1/dispatch/llm/invoke",
                "",
                status,
                List.of(new FinishedRequest.Try(node, status, Optional.empty(), Optional.of(took))),
                1,
                took,
                1,
                requestClass,
                "pool",
                "1");
    }
}
