package dev.pluginlb.demo;

import dev.pluginlb.nginx.Nginx;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what pluginlb promises, at full size and with its default settings: a cluster of processes under 200 POST/s
 * and 50 open streams, in which nodes join, leave, die, hang and restart; then plain reloads, then many changes, under the
 * same load.
 *
 * <p>A request may fail only if it was sent before a node was killed and could still run on it then. Bounded in time;
 * loopback only.
 */
public final class Churn implements AutoCloseable {

    /** So many that the live-share floor never keeps one that hangs. */
    private static final int NODES = 4;

    private static final int RATE = 200;
    private static final int STREAMS = 50;
    private static final Duration STREAM = Duration.ofSeconds(4);
    private static final Duration RELOADS_FOR = Duration.ofSeconds(30);
    private static final Duration RELOAD_EVERY = Duration.ofMillis(500);
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

    private final Demo.Surface surface;
    private final PrintWriter out;
    private final InstantSource clock = InstantSource.system();
    private final Figures figures = new Figures();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Instant> kills = new ArrayList<>();
    private final Site site;
    private final NodeRegistry registry;
    private final Map<String, String> settings;
    private final ChurnWatch watch;
    private final boolean isLua;

    /** @param driver value of {@code nginx.driver} */
    public Churn(Demo.Surface surface, String driver, PrintWriter out) throws IOException {
        this.surface = surface;
        this.isLua = driver.equals("lua");
        this.out = out;
        this.site = Site.open("pluginlb-churn-", opened -> {});
        this.registry = site.opened(new NodeRegistry(site.redis()));
        this.settings = site.settings(driver);
        this.watch = new ChurnWatch("http://" + settings.get("admin.listen") + "/api/v1/", clock);
    }

    /** Returns whether every goal was met. */
    public boolean run() throws Exception {
        double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        figures.told("load average before, in hundredths", Math.round(busy * 100), "");
        for (int i = 0; i < NODES; i++) {
            nodes.add(site.startNode(surface.standIn()));
        }
        site.startController(surface.controller(), settings);
        watch.await("the controller", watch::answers);
        watch.await("the cluster", () -> watch.up() == NODES && watch.isProven());
        membership();
        reloads();
        changes();
        if (isLua) {
            joins();
        }
        figures.print(out);
        out.println(figures.json());
        out.flush();
        return figures.allMet();
    }

    @Override
    public void close() {
        watch.close();
        site.close();
    }

    private void membership() throws Exception {
        try (LoadGenerator load = load(STREAMS)) {
            watch.await("traffic", () -> load.report().ok() > RATE);
            join(load);
            leave(load);
            kill();
            hang(load);
            stall();
            restart(load);
            load.stop();
            judge("membership", load.await());
        }
        // From here on nobody is killed, so nothing is excused.
        kills.clear();
    }

    private void join(LoadGenerator load) throws Exception {
        rest();
        say("a node joins");
        NodeProcess newcomer = site.startNode(surface.standIn());
        nodes.add(newcomer);
        judgeJoin("join", newcomer, load);
    }

    private void leave(LoadGenerator load) throws Exception {
        say("a node leaves");
        NodeProcess leaver = nodes.remove(0);
        leaver.tell("heartbeats/freeze");
        String id = leaver.nodeId().orElseThrow();
        // Once more, for a beat that was on its way when the heart stopped.
        for (int i = 0; i < 2; i++) {
            registry.remove(id);
            watch.pause(Duration.ofMillis(200));
        }
        figures.told("leave: to out of the live config", outAfter(leaver), "ms");
        watch.await("the leaver's streams", () -> watch.active(leaver) == 0);
        leaver.kill();
        figures.told("leave: answers before it", load.report().nodes().getOrDefault(id, 0L), "");
    }

    private void kill() throws Exception {
        say("a node is killed");
        NodeProcess victim = nodes.remove(0);
        figures.told("kill -9: dispatch requests running there", watch.active(victim), "");
        victim.kill();
        kills.add(clock.instant());
        figures.judged("kill -9: to out of the live config", outAfter(victim), "ms", 4000);
    }

    private void hang(LoadGenerator load) throws Exception {
        say("a node hangs and comes back");
        NodeProcess hanging = nodes.get(0);
        hanging.tell("answers/freeze");
        figures.told("answers frozen: to out of the live config", outAfter(hanging), "ms");
        hanging.tell("answers/thaw");
        figures.told(
                "answers thawed: to back in the live config",
                watch.await("the node that hung", () -> watch.isWanted(hanging) && watch.isProven()),
                "ms");
        servesAfter(hanging, load);
    }

    private void stall() throws Exception {
        say("a heartbeat stalls for longer than the time-out");
        NodeProcess stalled = nodes.get(0);
        stalled.tell("heartbeats/freeze");
        Instant end = clock.instant().plusSeconds(13);
        long away = 0;
        while (clock.instant().isBefore(end)) {
            away += watch.isWanted(stalled) ? 0 : 1;
            watch.pause(Duration.ofMillis(200));
        }
        stalled.tell("heartbeats/thaw");
        figures.judged("heartbeat stalled 13 s: looks that found it out", away, "", 0);
    }

    private void restart(LoadGenerator load) throws Exception {
        say("a node restarts with a new id at its address");
        NodeProcess old = nodes.remove(0);
        old.kill();
        kills.add(clock.instant());
        NodeProcess risen = site.startNode(surface.standIn(), old.port());
        nodes.add(risen);
        judgeJoin("restart", risen, load);
    }

    private void reloads() throws Exception {
        say("plain reloads");
        Path dir = Path.of(settings.get("nginx.dir"));
        Nginx nginx = new Nginx("nginx", Optional.of(dir), dir.resolve("nginx.conf"), ChurnWatch.DEADLINE);
        try (LoadGenerator load = load(STREAMS)) {
            long done = 0;
            Instant begun = clock.instant();
            for (Instant next = begun; next.isBefore(begun.plus(RELOADS_FOR)); next = next.plus(RELOAD_EVERY)) {
                done += nginx.reload().succeeded() ? 1 : 0;
                watch.pause(Duration.between(clock.instant(), next.plus(RELOAD_EVERY)));
            }
            figures.told("reload loop: reloads", done, "");
            load.stop();
            judge("reload loop", load.await());
        }
    }

    /** Who leaves here goes on answering, so that no request may fail, and no stream be cut. */
    private void changes() throws Exception {
        say("many changes");
        List<NodeProcess> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(site.startNode(surface.standIn(), "--key-prefix=elsewhere"));
        }
        Changes changes = new Changes(site.redis(), others, watch, clock);
        changes.begin();
        watch.await("all nodes", () -> watch.up() == nodes.size() + others.size() && watch.isProven());
        try (LoadGenerator load = load(STREAMS)) {
            rest();
            long before = watch.reloadsDone();
            Instant last = changes.make();
            watch.await(
                    "the last state",
                    () -> !watch.isWanted(changes.leftOut()) && watch.up() == nodes.size() + 4 && watch.isProven());
            long live = Duration.between(last, clock.instant()).toMillis();
            figures.judged("100 changes in 10 s: last one to live", live, "ms", MIN_INTERVAL.toMillis() + 1000);
            figures.judged("100 changes in 10 s: reloads", watch.reloadsDone() - before, "", isLua ? 0 : 4);
            load.stop();
            judge("100 changes in 10 s", load.await());
        }
    }

    /** With the Lua driver, which paces nothing. */
    private void joins() throws Exception {
        say("joins of nodes that are up");
        try (Joins joins = new Joins(site.redis(), watch, clock);
                LoadGenerator load = load(0)) {
            watch.await("traffic", () -> load.report().ok() > RATE);
            List<Duration> times = joins.make();
            figures.told(
                    "joins: announcement to first request, p50",
                    Joins.percentile(times, 50).toMillis(),
                    "ms");
            figures.judged(
                    "joins: announcement to first request, p99",
                    Joins.percentile(times, 99).toMillis(),
                    "ms",
                    50);
            figures.told(
                    "joins: announcement to first request, max",
                    Joins.percentile(times, 100).toMillis(),
                    "ms");
            load.stop();
            judge("joins", load.await());
        }
    }

    private void judge(String what, LoadReport report) {
        long excused = report.failures().stream().filter(this::ranOnAKilledNode).count();
        figures.told(what + ": requests sent", report.sent(), "");
        figures.told(what + ": short requests not sent, too many open", report.skipped(), "");
        figures.told(what + ": short requests, mean", report.shortMean().toMillis(), "ms");
        figures.told(what + ": cut with a killed node", excused, "");
        figures.judged(what + ": failed otherwise, or left open", report.failed() - excused + report.open(), "", 0);
        report.reasons().forEach((reason, count) -> out.println("  failed " + count + " times: " + reason));
    }

    private boolean ranOnAKilledNode(LoadReport.Failure failure) {
        return kills.stream()
                .anyMatch(kill -> !failure.sent().isAfter(kill)
                        && failure.sent().isAfter(kill.minus(STREAM).minusSeconds(1)));
    }

    private LoadGenerator load(int streams) {
        URI front = URI.create("http://" + settings.get("nginx.internal-listen"));
        return site.opened(LoadGenerator.start(
                LoadPlan.light(front, Duration.ofMinutes(5)).withRate(RATE).withStreams(streams, STREAM)));
    }

    /** Until the bucket of reloads is full again: what comes next is measured without what came before. */
    private void rest() throws Exception {
        watch.pause(MIN_INTERVAL.multipliedBy(2));
    }

    private void judgeJoin(String what, NodeProcess node, LoadGenerator load) throws Exception {
        watch.await("a node", () -> node.nodeId().isPresent());
        String id = node.nodeId().orElseThrow();
        long registered = watch.await(
                node.address() + " to register", () -> registry.find(id).isPresent());
        long live = watch.await(node.address() + " to be in", () -> watch.isWanted(node) && watch.isProven());
        long served = live + servesAfter(node, load);
        figures.told(what + ": listens to live config", registered + live, "ms");
        figures.told(what + ": listens to first answer", registered + served, "ms");
        figures.judged(what + ": registered to first answer", served, "ms", 1000);
    }

    /** Milliseconds from now to the node's next good answer. */
    private long servesAfter(NodeProcess node, LoadGenerator load) throws Exception {
        String id = node.nodeId().orElseThrow();
        long before = load.report().nodes().getOrDefault(id, 0L);
        return watch.await(
                "an answer of " + node.address(), () -> load.report().nodes().getOrDefault(id, 0L) > before);
    }

    private long outAfter(NodeProcess node) throws Exception {
        return watch.await(node.address() + " to be out", () -> !watch.isWanted(node) && watch.isProven());
    }

    private void say(String what) {
        out.println(what + " …");
        out.flush();
    }
}
