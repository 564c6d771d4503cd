package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.probe.HostNames;
import dev.pluginlb.task.TaskThread;
import dev.pluginlb.wiring.Wiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Probes the members of further pools, and looks their names up again and again; both become inputs of the loop.
 *
 * <p>{@link #watch} is called by the loop alone. Does nothing, on no thread, where there is no such pool.
 */
final class MemberWatch implements AutoCloseable {

    /** A little more than the 30 s for which Java itself keeps what it has found. */
    private static final Duration LOOK_UP_EVERY = Duration.ofSeconds(31);

    /** A name that was never found stands for nobody, so it is not waited for that long. */
    private static final Duration UNKNOWN_EVERY = Duration.ofSeconds(2);

    private final ControlThread.Inbox inbox;
    private final Map<String, Probing> probing = new TreeMap<>();
    private final List<Address> names;
    private final Map<Address, List<Address>> told = new HashMap<>();
    private final HostNames hostNames = new HostNames(this::tell);
    private final Optional<TaskThread> lookUps;

    /** Who probes the members of one pool, and who tells of it. */
    private record Probing(HealthProbes probes, ProbeResults results) {

        void watch(Set<Address> targets) {
            results.watch(targets, Set.of());
            probes.watch(targets, Set.of());
        }
    }

    MemberWatch(List<PoolSettings> pools, Exchanges exchanges, ControlThread.Inbox inbox) {
        this.inbox = inbox;
        for (PoolSettings pool : pools) {
            String name = pool.service().name();
            ProbeResults results = new ProbeResults(
                    result -> inbox.offer(new Input.MemberProbed(name, result)),
                    result -> inbox.offerForNextTurn(new Input.MemberProbed(name, result)),
                    pool.health().thresholds().rise());
            HealthProbes probes = new HealthProbes(exchanges, Wiring.probeRules(pool.health()), results);
            probing.put(name, new Probing(probes, results));
        }
        this.names = pools.stream()
                .flatMap(pool -> pool.members().stream())
                .filter(member -> !member.isNumber())
                .distinct()
                .toList();
        this.lookUps = names.isEmpty() ? Optional.empty() : Optional.of(new TaskThread("member-names"));
    }

    void start() {
        lookUps.ifPresent(thread -> {
            thread.repeat(LOOK_UP_EVERY, () -> names.forEach(hostNames::resolve));
            thread.repeat(LOOK_UP_EVERY, this::tell);
            thread.repeat(UNKNOWN_EVERY, this::lookUpUnknown);
        });
    }

    /** Probes these from now on, and no others. */
    void watch(Map<String, Set<Address>> members) {
        members.forEach(
                (pool, targets) -> Optional.ofNullable(probing.get(pool)).ifPresent(those -> those.watch(targets)));
    }

    @Override
    public void close() {
        lookUps.ifPresent(TaskThread::close);
        hostNames.close();
        probing.values().forEach(those -> those.probes().close());
    }

    private void lookUpUnknown() {
        names.stream().filter(name -> hostNames.known(name).isEmpty()).forEach(hostNames::resolve);
    }

    /** Of all of them, for which one has changed is not told to us; what the loop had no room for is told the next time. */
    private synchronized void tell() {
        for (Address name : names) {
            List<Address> now = hostNames.known(name);
            if (!now.equals(told.getOrDefault(name, List.of())) && inbox.offer(new Input.NameResolved(name, now))) {
                told.put(name, now);
            }
        }
    }
}
