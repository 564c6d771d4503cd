package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis says besides who the nodes are, and how far it may be trusted now. What was read last stays while it cannot
 * be read. Confined to the control loop.
 */
final class Agreement {

    private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);

    private Classes classes = Classes.NONE;
    private List<EndpointKey> longRead = List.of();
    private List<EndpointKey> shortRead = List.of();
    private Map<Address, Drain> drains = Map.of();
    private Coordination coordination = Coordination.NONE;
    private Optional<NodeId> main = Optional.empty();
    private Optional<NodeId> proposed = Optional.empty();
    private Optional<NodeId> daemonMaster = Optional.empty();
    private Optional<Instant> unreadableSince = Optional.empty();
    private List<String> registries = List.of();
    private List<String> wrong = List.of();
    private final MissingLead lead = new MissingLead();
    private boolean heard;
    private Freshness freshness;

    Agreement(Instant now) {
        this.freshness = Freshness.lastKnown(now, "Redis was not read yet");
    }

    void read(ClusterReading reading, Instant now) {
        heard = true;
        if (!freshness.live()) {
            LOG.info(unreadableSince.isPresent() ? "Redis is readable again" : "Redis is readable");
            freshness = Freshness.live(now);
        }
        unreadableSince = Optional.empty();
        classify(
                reading.longEndpoints().orElse(longRead),
                reading.shortEndpoints().orElse(shortRead));
        if (!reading.main().equals(main)) {
            proposed = Optional.empty();
        }
        main = reading.main();
        daemonMaster = reading.daemonMaster();
        drains = reading.drains().orElse(drains);
        coordination = reading.coordination();
        registries = reading.registries();
        wrong = Stream.concat(reading.wrong().stream(), lead.words(coordination, now).stream())
                .toList();
    }

    /** They are many, and most readings bring the same ones. */
    private void classify(List<EndpointKey> longOnes, List<EndpointKey> shortOnes) {
        if (!longOnes.equals(longRead) || !shortOnes.equals(shortRead)) {
            longRead = longOnes;
            shortRead = shortOnes;
            classes = new Classes(longOnes, shortOnes);
        }
    }

    void unreadable(String why, Instant now) {
        heard = true;
        if (unreadableSince.isEmpty()) {
            LOG.warn("Redis is unreadable, the last known cluster goes on: {}", why);
            unreadableSince = Optional.of(now);
        }
        freshness = Freshness.lastKnown(unreadableSince.get(), "Redis is unreadable: " + why);
        // What was proposed last may have been lost with the connection.
        proposed = Optional.empty();
    }

    /**
     * Whether another main node is to be proposed. Once for each: if another controller is faster, the next reading brings
     * its choice.
     */
    boolean mustPropose(NodeId chosen) {
        if (main.filter(chosen::equals).isPresent()) {
            proposed = Optional.empty();
            return false;
        }
        boolean isNew = freshness.live() && proposed.filter(chosen::equals).isEmpty();
        if (isNew) {
            proposed = Optional.of(chosen);
        }
        return isNew;
    }

    /** What an unreadable Redis does not take back. */
    Map<Address, Drain> drains() {
        return drains;
    }

    /** Drains known from before a restart. */
    void restore(Map<Address, Drain> known) {
        drains = known;
    }

    /** What is not as it should be in Redis, or with its clock, a line each. */
    List<String> wrong() {
        return wrong;
    }

    /** In words, what to do about it included, that nodes were known and none is registered any more. */
    String nobodyIsRegistered() {
        return "no node is registered in Redis any more, neither in " + String.join(" nor in ", registries)
                + ": those known stay as long as they answer, new ones are not seen (is redis.key-prefix right?"
                + " see: pluginlb check)";
    }

    /** In words, what to do about it included. */
    String tooManyAreRegistered(int turnedAway) {
        return "more than " + Membership.MOST_NODES + " nodes are registered in Redis, " + turnedAway
                + " of them wait for their turn to be asked: see who writes to " + String.join(" and ", registries)
                + ", and delete what does not belong there";
    }

    Coordination coordination() {
        return coordination;
    }

    /** Whether Redis was read, or found unreadable, at least once. */
    boolean isHeardOf() {
        return heard;
    }

    Freshness freshness() {
        return freshness;
    }

    Classes classes() {
        return classes;
    }

    Optional<NodeId> main() {
        return main;
    }

    Optional<NodeId> daemonMaster() {
        return daemonMaster;
    }
}
