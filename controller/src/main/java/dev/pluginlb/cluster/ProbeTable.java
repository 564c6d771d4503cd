package dev.pluginlb.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What own probes have shown of each address. Confined to the {@link Membership} that owns it. */
final class ProbeTable {

    private final Map<Address, Liveness> liveness = new HashMap<>();
    private final Map<Address, OptionalInt> inFlight = new HashMap<>();

    Liveness of(Address address) {
        return liveness.getOrDefault(address, Liveness.unknown(Instant.EPOCH));
    }

    OptionalInt inFlight(Address address) {
        return inFlight.getOrDefault(address, OptionalInt.empty());
    }

    /** Takes a result; tells whether anything but a count has changed by it. */
    boolean record(ProbeResult result, Liveness.Thresholds thresholds, Instant now) {
        Address target = result.target();
        Liveness before = of(target);
        Liveness after = result.failure()
                .map(why -> before.failed(thresholds.fall(), why, now))
                .orElseGet(() -> before.answered(thresholds.rise(), now));
        liveness.put(target, after);
        inFlight.put(target, result.inFlight());
        return after.state() != before.state() || before.tried() != after.tried();
    }

    void assumeUp(Address address, Instant now) {
        liveness.put(address, Liveness.assumedUp(now));
    }

    /** A new node needs one good answer only, whatever stood at its address before. */
    void giveFreshStart(Address address) {
        liveness.computeIfPresent(address, (key, old) -> old.answers() ? old : null);
    }

    void keepOnly(Set<Address> named) {
        liveness.keySet().retainAll(named);
        inFlight.keySet().retainAll(named);
    }

    int size() {
        return Math.max(liveness.size(), inFlight.size());
    }
}
