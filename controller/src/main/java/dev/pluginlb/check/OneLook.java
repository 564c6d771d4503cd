package dev.pluginlb.check;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.policy.Weights;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.probe.HostNames;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.redis.Junk;
import dev.pluginlb.redis.RedisClusterSource;
import dev.pluginlb.wiring.Wiring;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;

/** Looks at the cluster once, as the daemon does all the time: one reading of Redis, one probe of each address. */
public final class OneLook {

    private final Wiring wiring;
    private final Settings settings;
    private final InstantSource clock;
    private final Junk junk = new Junk();
    private final SortedSet<String> unknownNames = new TreeSet<>();

    public OneLook(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.wiring = new Wiring(settings);
    }

    /** How many values in Redis made no sense. */
    long skippedValues() {
        return junk.count();
    }

    /** Host names of nodes that the name service does not know. */
    SortedSet<String> unknownNames() {
        return unknownNames;
    }

    /** @throws redis.clients.jedis.exceptions.JedisException if Redis cannot be read */
    public Situation look() throws Exception {
        ClusterReading reading = read();
        Instant now = clock.instant();
        Membership membership = wiring.membership();
        membership.read(reading.registrations().withFixed(wiring.fixedNodes()).resolved(this::lookUp), now);
        probe(membership, now);
        ClusterSnapshot cluster = membership
                .snapshot(Freshness.live(now), now)
                .drained(reading.drains().orElse(Map.of()));
        return new Situation(
                cluster,
                new Classes(
                        reading.longEndpoints().orElse(List.of()),
                        reading.shortEndpoints().orElse(List.of())),
                reading.main(),
                new Weights.Signals(Map.of(), reading.coordination().weights()));
    }

    private List<Address> lookUp(Address address) {
        List<Address> found = HostNames.lookUpNow(address);
        if (found.isEmpty()) {
            unknownNames.add(address.host());
        }
        return found;
    }

    private ClusterReading read() throws Exception {
        try (UnifiedJedis redis = wiring.redis().client()) {
            return new RedisClusterSource(redis, wiring.keys(), junk).read();
        }
    }

    private void probe(Membership membership, Instant now) throws Exception {
        BlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
        try (Exchanges exchanges = Exchanges.start();
                HealthProbes probes = new HealthProbes(exchanges, wiring.probeRules(), results::add)) {
            Set<Address> targets = membership.probeTargets();
            targets.forEach(probes::probe);
            for (int i = 0; i < targets.size(); i++) {
                ProbeResult result = results.poll(settings.health().timeout().toMillis() * 2, TimeUnit.MILLISECONDS);
                if (result == null) {
                    return;
                }
                membership.probed(result, now);
            }
        }
    }
}
