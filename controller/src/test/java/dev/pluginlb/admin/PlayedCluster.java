package dev.pluginlb.admin;

import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.IntStream;

/** An admin server before a cluster of many nodes, with traffic, that is only played. */
public final class PlayedCluster implements AutoCloseable {

    private static final long SECOND_MS = 1000;

    private final Running admin = new Running();
    private final Node[] nodes;
    private final Timer seconds = new Timer("seconds", true);
    private volatile boolean restless;
    private int second;

    private PlayedCluster(int count) {
        nodes = IntStream.range(0, count).mapToObj(PlayedCluster::node).toArray(Node[]::new);
    }

    public static PlayedCluster ofNodes(int count) {
        PlayedCluster cluster = new PlayedCluster(count);
        SettableController controller = cluster.admin.controller;
        controller.cluster(Freshness.live(SettableController.STARTED), cluster.nodes);
        controller.live(
                GivenReleases.release("7c6d0b1f3a55", "a.conf", ""),
                GivenReleases.attempt("7c6d0b1f3a55", Result.PROVEN, ""));
        controller.statistics(Requests.endpoints(10_000));
        controller
                .journal()
                .enter(
                        List.of(new Change(
                                Kind.NODE, cluster.nodes[17].address().toString(), "up -> down, 3 probes failed")),
                        SettableController.STARTED);
        cluster.seconds.scheduleAtFixedRate(cluster.task(), 0, SECOND_MS);
        return cluster;
    }

    /** From now on a node goes down each second, and comes back with the next. */
    public PlayedCluster restless() {
        restless = true;
        return this;
    }

    public String url() {
        return admin.url();
    }

    @Override
    public void close() {
        seconds.cancel();
        admin.close();
    }

    private static Node node(int number) {
        String address = "10.0." + number / 250 + "." + number % 250 + ":5002";
        String id = "node-" + number;
        return number % 97 == 17 ? Nodes.silent(id, address, "3 probes failed") : Nodes.busy(id, address, number % 5);
    }

    private TimerTask task() {
        return new TimerTask() {
            @Override
            public void run() {
                second();
            }
        };
    }

    private void oneGoes(int number) {
        Node[] now = nodes.clone();
        String address = nodes[number].address().toString();
        now[number] = Nodes.silent("node-" + number, address, "3 probes failed");
        admin.controller.cluster(Freshness.live(SettableController.STARTED), now);
        admin.controller
                .journal()
                .enter(
                        List.of(new Change(Kind.NODE, address, "up -> down, 3 probes failed")),
                        SettableController.STARTED.plusSeconds(second));
    }

    /** The first nodes get the most. */
    private void second() {
        admin.later(Duration.ofSeconds(1));
        second++;
        if (restless) {
            oneGoes(second % nodes.length);
        }
        for (int number = 0; number < nodes.length; number++) {
            for (int i = 0; i < 1 + 60 / (number + 3); i++) {
                admin.controller.finished(Requests.answered(
                        nodes[number].address(), (number + i) % 6 == 0 ? RequestClass.LONG : RequestClass.SHORT));
            }
        }
    }
}
