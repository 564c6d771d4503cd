package dev.pluginlb.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What was on the node that is hit may be lost, and nothing else. */
final class NodeFaults {

    private static final String DOWN = "(?i)refused|no answer|timed? ?out|failed";
    private static final int HALF = Site.NODES / 2;

    private NodeFaults() {}

    static List<Fault> all() {
        return List.of(
                nodes(
                                "node-killed",
                                "SIGKILL",
                                (site, hit) ->
                                        hit.chooseOne(site, Place::isAlive).kill(),
                                NodeFaults::replace)
                        .losing(Loss.CUT)
                        .saying(DOWN),
                nodes(
                                "node-replaced",
                                "killed, and another id at once at its address",
                                (site, hit) -> {
                                    hit.chooseOne(site, Place::isAlive).kill();
                                    replace(site, hit);
                                },
                                (site, hit) -> {})
                        .losing(Loss.CUT),
                nodes("node-frozen", "SIGSTOP", NodeFaults::freeze, (site, hit) -> thaw(hit))
                        .losing(Loss.HUNG)
                        .saying(DOWN)
                        .lasting(8),
                nodes(
                                "node-refusing",
                                "its port refuses, its heart beats",
                                (site, hit) -> hit.chooseOne(site, NodeFaults::isLivingAndDirect)
                                        .node()
                                        .tell("refuse?for=5s"),
                                (site, hit) -> {})
                        .losing(Loss.CUT)
                        .saying(DOWN)
                        .lasting(5),
                nodes(
                                "node-flapping",
                                "its port refuses for a moment, again and again",
                                NodeFaults::flap,
                                (site, hit) -> {})
                        .losing(Loss.CUT),
                nodes(
                                "node-fast-failing",
                                "500 to each call, at once",
                                (site, hit) -> hit.chooseOne(site, Place::isAlive)
                                        .node()
                                        .tell("plugins/fail"),
                                NodeFaults::mend)
                        .losing(Loss.SICK)
                        .lasting(5),
                nodes(
                                "node-slow",
                                "each call takes ten times as long",
                                (site, hit) -> hit.chooseOne(site, Place::isAlive)
                                        .node()
                                        .tell("plugins/slow"),
                                NodeFaults::mend)
                        .lasting(5),
                nodes(
                                "node-half-open",
                                "connections are taken, nothing gets through",
                                (site, hit) -> hit.chooseOne(site, Place::isWired)
                                        .wire()
                                        .cut(),
                                NodeFaults::heal)
                        .losing(Loss.HUNG)
                        .saying(DOWN)
                        .lasting(8),
                nodes(
                                "node-cut-from-nginx",
                                "calls do not get through, probes do",
                                (site, hit) -> hit.chooseOne(site, Place::isWired)
                                        .wire()
                                        .cut(beginning -> beginning.startsWith("POST")),
                                NodeFaults::heal)
                        .losing(Loss.SICK),
                nodes(
                                "node-cut-from-controller",
                                "probes do not get through, calls do",
                                (site, hit) -> hit.chooseOne(site, Place::isWired)
                                        .wire()
                                        .cut(beginning -> beginning.startsWith("GET")),
                                NodeFaults::heal)
                        .saying(DOWN),
                nodes(
                                "nodes-half-killed",
                                "half of them, SIGKILL",
                                (site, hit) -> kill(site, hit, HALF),
                                NodeFaults::replace)
                        .losing(Loss.CUT)
                        .saying(DOWN),
                nodes(
                                "nodes-all-killed",
                                "all of them, SIGKILL",
                                (site, hit) -> kill(site, hit, Site.NODES),
                                NodeFaults::replace)
                        .losing(Loss.ALL)
                        .saying(DOWN),
                nodes(
                                "nodes-clocks-off",
                                "two come back with clocks three hours early and late",
                                NodeFaults::shiftClocks,
                                NodeFaults::rightClocks)
                        .losing(Loss.CUT)
                        .lasting(5));
    }

    private static Fault nodes(String name, String what, Fault.Step begin, Fault.Step end) {
        return Fault.of(Part.NODES, name, what, begin, end);
    }

    /** Another fault of the same round may have killed one. */
    private static boolean isLivingAndDirect(Place place) {
        return place.isDirect() && place.isAlive();
    }

    private static void kill(Site site, Hit hit, int count) throws IOException {
        for (Place place : hit.choose(site, count, Place::isAlive)) {
            place.kill();
            hit.cutNow();
        }
    }

    private static void replace(Site site, Hit hit) throws IOException {
        for (Place place : hit.places()) {
            place.begin();
        }
    }

    private static void freeze(Site site, Hit hit) {
        hit.chooseOne(site, Place::isAlive).node().process().pause();
    }

    private static void thaw(Hit hit) {
        hit.places().forEach(place -> place.node().process().resume());
    }

    private static void flap(Site site, Hit hit) throws IOException, InterruptedException {
        Place place = hit.chooseOne(site, NodeFaults::isLivingAndDirect);
        for (int i = 0; i < 5; i++) {
            hit.cutNow();
            place.node().tell("refuse?for=300ms");
            LockSupport.parkNanos(Duration.ofMillis(800).toNanos());
        }
    }

    private static void mend(Site site, Hit hit) throws IOException, InterruptedException {
        for (Place place : hit.places()) {
            place.node().tell("plugins/mend");
        }
    }

    private static void heal(Site site, Hit hit) {
        hit.places().forEach(place -> place.wire().heal());
    }

    private static void shiftClocks(Site site, Hit hit) throws IOException {
        List<Place> places = hit.choose(site, 2, Place::isAlive);
        restart(places.get(0), hit, -3);
        restart(places.get(1), hit, 3);
    }

    /** They must have been taken in before, as if nothing were wrong. */
    private static void rightClocks(Site site, Hit hit) throws IOException {
        site.await(
                "nodes whose clocks are off to serve", () -> site.console().up().size() == Site.NODES);
        for (Place place : hit.places()) {
            restart(place, hit, 0);
        }
    }

    private static void restart(Place place, Hit hit, int hoursAhead) throws IOException {
        // Another fault of the same round may have begun a life here.
        hit.alsoThoseThatLiveThereNow();
        hit.cutNow();
        place.kill();
        place.begin(hoursAhead);
        hit.alsoThoseThatLiveThereNow();
    }
}
