package dev.pluginlb.check;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Roster;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.policy.ServicePlanner;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.probe.HostNames;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Looks at the further pools once, as the daemon does all the time: one look-up of each name, one probe of each member. */
final class OneLookAtPools {

    private final Settings settings;
    private final InstantSource clock;
    private final ServicePlanner planner;

    /**
     * What was found of one pool.
     *
     * @param unknown the names that were not found
     * @param serving who would serve
     */
    record Found(PoolSettings pool, List<Address> unknown, List<Node> members, ServicePool serving) {}

    OneLookAtPools(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.planner = new Wiring(settings).servicePlanner();
    }

    /** Who would serve, of all pools. */
    static List<ServicePool> serving(List<Found> found) {
        return found.stream().map(Found::serving).toList();
    }

    /** Takes as long as the slowest look-up, and the slowest probe of each pool. */
    List<Found> look() throws IOException {
        List<Found> found = new ArrayList<>();
        if (settings.pools().isEmpty()) {
            return found;
        }
        try (Exchanges exchanges = Exchanges.start()) {
            for (PoolSettings pool : settings.pools()) {
                found.add(look(pool, exchanges));
            }
        }
        return found;
    }

    private Found look(PoolSettings pool, Exchanges exchanges) {
        Instant now = clock.instant();
        Roster roster = new Roster(pool.members(), pool.health().thresholds());
        List<Address> unknown = new ArrayList<>();
        for (Address member : pool.members()) {
            List<Address> numbers = HostNames.lookUpNow(member);
            roster.resolved(member, numbers);
            if (numbers.isEmpty()) {
                unknown.add(member);
            }
        }
        probe(pool, roster, exchanges, now);
        ServicePool serving = planner.plan(pool.service(), roster.members()).pool();
        return new Found(pool, unknown, roster.members(), serving);
    }

    private static void probe(PoolSettings pool, Roster roster, Exchanges exchanges, Instant now) {
        BlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
        try (HealthProbes probes = new HealthProbes(exchanges, Wiring.probeRules(pool.health()), results::add)) {
            List<Address> targets = List.copyOf(roster.addresses());
            targets.forEach(probes::probe);
            for (int i = 0; i < targets.size(); i++) {
                ProbeResult result = results.poll(pool.health().timeout().toMillis() * 2, TimeUnit.MILLISECONDS);
                if (result == null) {
                    return;
                }
                roster.probed(result, now);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
