package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class MembershipPropertiesTest {

    private static final String BRIDGE = "172.17.0.1:5002";
    private static final long HOUR = 3600;
    private static final String OWN = "10.0.0.1:5002";

    /** What may happen in one second around a node that answers and whose entry is present. */
    enum Event {
        NOTHING,
        LONG_OUTAGE,
        IT_BEATS,
        IT_STALLS,
        ITS_PING_STEPS_BACK,
        A_NEIGHBOUR_JOINS,
        A_NEIGHBOUR_DIES,
        A_NEIGHBOUR_DEREGISTERS,
        A_BRIDGED_NODE_JOINS,
        A_BRIDGED_NODE_STALLS,
        A_BRIDGED_NODE_BEATS,
        ALL_OTHERS_VANISH
    }

    @Property(tries = 400)
    void aNodeWhoseAddressAnswersIsNeverDroppedWhileItsEntryIsPresent(@ForAll("events") List<Event> events) {
        Story story = Story.begin().healthy("me", OWN).passes(1);

        for (Event event : events) {
            happens(event, story);
            assertThat(story.reads().up()).as("read after %s", event).contains("me@" + OWN);
            assertThat(story.passes(1).up()).as("probed after %s", event).contains("me@" + OWN);
        }
    }

    @Property(tries = 400)
    void norIsOneThatStandsAtABridgeAddressAtFirst(@ForAll("events") List<Event> events) {
        Story story = Story.begin().healthy("me", BRIDGE, OWN).passes(1);

        for (Event event : events) {
            happens(event, story);
            story.passes(1);
            assertThat(story.up()).as("after %s", event).anyMatch(node -> node.startsWith("me@"));
        }
    }

    @Property(tries = 200)
    void noTwoNodesStandAtOneAddressAndTargetsAreClaimed(@ForAll("events") List<Event> events) {
        Story story = Story.begin().healthy("me", BRIDGE, OWN).passes(1);

        for (Event event : events) {
            happens(event, story);
            story.passes(1);
            assertThat(story.snapshot().nodes().stream().map(Node::address)).doesNotHaveDuplicates();
            assertThat(story.snapshot().nodes().stream().map(Node::id)).doesNotHaveDuplicates();
        }
    }

    /** What may happen to the clocks and the lives of the one node at an address. */
    enum Twist {
        ITS_CLOCK_GOES_AHEAD,
        ITS_CLOCK_FALLS_BACK,
        ITS_CLOCK_IS_RIGHT,
        IT_RESTARTS,
        IT_STALLS,
        ITS_PREDECESSOR_IS_WRITTEN_AGAIN,
        WE_RESTART,
        TIME_PASSES
    }

    @Property(tries = 400)
    void twoHeartbeatsAfterAClockIsRightAgainTheNodeIsAsGoodAsAny(@ForAll("twists") List<Twist> twists) {
        Story story = Story.begin().healthy("life-0", OWN).passes(1);
        int life = 0;

        for (Twist twist : twists) {
            String now = "life-" + life;
            switch (twist) {
                case ITS_CLOCK_GOES_AHEAD -> story.clockOf(now, 3 * HOUR).passes(2);
                case ITS_CLOCK_FALLS_BACK -> story.clockOf(now, -3 * HOUR).passes(2);
                case ITS_CLOCK_IS_RIGHT -> story.clockOf(now, 0).passes(2);
                case IT_RESTARTS ->
                    story.stalls(now).healthy("life-" + ++life, OWN).passes(1);
                case IT_STALLS -> story.stalls(now).passes(11).beats(now);
                case ITS_PREDECESSOR_IS_WRITTEN_AGAIN -> story.registers("life-" + Math.max(0, life - 1), OWN);
                case WE_RESTART -> story.controllerRestarts();
                case TIME_PASSES -> story.passes(11);
            }
        }
        String last = "life-" + life;
        // Who is dead and was written a moment ago may still be taken for alive, until its time-out.
        story.clockOf(last, 0).beats(last).passes(11);

        assertThat(story.passes(2).up()).containsExactly(last + "@" + OWN);
        assertThat(story.reason(last)).isEqualTo("answers");
    }

    @Property(tries = 200)
    void aSnapshotDoesNotDependOnTheOrderOfHeartbeatsInAReading(
            @ForAll("readings") @Size(max = 12) List<List<Heartbeat>> readings, @ForAll Random random) {
        Story one = Story.begin().answers("10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002");
        Story other = Story.begin().answers("10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002");

        for (List<Heartbeat> reading : readings) {
            List<Heartbeat> shuffled = new ArrayList<>(reading);
            Collections.shuffle(shuffled, random);
            one.outage(2).reads(reading);
            other.outage(2).reads(shuffled);

            assertThat(other.snapshot()).isEqualTo(one.snapshot());
            assertThat(other.membership.probeTargets()).isEqualTo(one.membership.probeTargets());
            one.membership.probeTargets().stream().sorted().forEach(target -> {
                one.probes(target);
                other.probes(target);
            });
            assertThat(other.snapshot()).isEqualTo(one.snapshot());
        }
    }

    private static void happens(Event event, Story story) {
        switch (event) {
            case NOTHING -> story.passes(1);
            case LONG_OUTAGE -> story.outage(600);
            case IT_BEATS -> story.beats("me");
            case IT_STALLS -> story.stalls("me").passes(11);
            case ITS_PING_STEPS_BACK -> story.pings("me", story.now().getEpochSecond() - 5);
            case A_NEIGHBOUR_JOINS -> story.healthy("neighbour", "10.0.0.2:5002");
            case A_NEIGHBOUR_DIES -> story.stalls("neighbour").silent("10.0.0.2:5002");
            case A_NEIGHBOUR_DEREGISTERS -> story.vanishes("neighbour");
            case A_BRIDGED_NODE_JOINS -> story.healthy("bridged", BRIDGE, "10.0.0.3:5002");
            case A_BRIDGED_NODE_STALLS -> story.stalls("bridged").passes(11);
            case A_BRIDGED_NODE_BEATS -> story.beats("bridged");
            case ALL_OTHERS_VANISH -> story.vanishes("neighbour", "bridged");
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.of(Event.class).list().ofMinSize(1).ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<Twist>> twists() {
        return Arbitraries.of(Twist.class).list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<List<Heartbeat>>> readings() {
        Arbitrary<List<Address>> places = Arbitraries.of(
                        "10.0.0.1:5002", "10.0.0.2:5002", "10.0.0.3:5002", "10.0.0.4:5002")
                .map(Address::parse)
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<Heartbeat> heartbeats = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d").map(NodeId::new),
                        Arbitraries.of(Source.class),
                        places,
                        Arbitraries.longs().between(0, 5))
                .as((id, source, addresses, ping) -> new Heartbeat(id, source, addresses, ping, 100));
        return heartbeats
                .list()
                .uniqueElements(heartbeat -> List.of(heartbeat.id(), heartbeat.source()))
                .ofMaxSize(6)
                .list();
    }
}
