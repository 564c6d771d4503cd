package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.nginx.LiveWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Whether anything is still in flight to one drained address.
 *
 * <p>Nothing is when a config without it is proven live, Nginx holds no request to it, and the node said twice in a row that
 * it runs none, or does not answer any more. Nginx holds none when it says so; one that cannot tell holds none once all
 * workers are gone that were old when the node left: such a worker may still have a stream there, or the body of a request
 * that it will send there. Confined to the control loop.
 */
final class Emptying {

    /** An old worker is told that it is one a moment after the new config answers. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    private static final int QUIET_PROBES = 2;

    private final Address node;
    private Optional<Instant> leftAt = Optional.empty();
    private Optional<Set<Long>> holders = Optional.empty();
    private boolean asked;
    private OptionalInt atNode = OptionalInt.empty();
    private int quiet;

    Emptying(Address node) {
        this.node = node;
    }

    /** Told in every turn: whether the live config is one without the node. */
    void isOut(boolean out, Instant now) {
        if (!out) {
            leftAt = Optional.empty();
            holders = Optional.empty();
            quiet = 0;
        } else if (leftAt.isEmpty()) {
            leftAt = Optional.of(now);
        }
    }

    void looked(LiveWatch.Look look) {
        if (look.served().isPresent() && isSettled(look.begun())) {
            Set<Long> left = new HashSet<>(holders.orElse(look.oldWorkers()));
            left.retainAll(look.oldWorkers());
            holders = Optional.of(left);
        }
    }

    void probed(ProbeResult result, Instant now) {
        asked = true;
        atNode = result.requests();
        boolean idle = result.failure().isEmpty() && result.requests().orElse(0) == 0;
        quiet = idle && isSettled(now) ? quiet + 1 : 0;
    }

    /** @param answers whether the node is there and answers its probes */
    DrainState state(Drain drain, Optional<InFlight> latest, boolean answers) {
        Optional<InFlight> count = latest.filter(
                known -> leftAt.filter(left -> known.asked().isAfter(left)).isPresent());
        OptionalInt inNginx =
                count.map(known -> OptionalInt.of(known.to(node).all())).orElse(OptionalInt.empty());
        boolean idleInNginx = inNginx.isPresent()
                ? inNginx.getAsInt() == 0
                : holders.filter(Set::isEmpty).isPresent();
        boolean idleAtNode = quiet >= QUIET_PROBES || !answers;
        return new DrainState(
                drain,
                leftAt.isPresent(),
                answers && !asked,
                answers ? atNode : OptionalInt.empty(),
                inNginx,
                inNginx.isPresent() ? 0 : holders.map(Set::size).orElse(0),
                leftAt.isPresent() && idleInNginx && idleAtNode);
    }

    private boolean isSettled(Instant moment) {
        return leftAt.filter(left -> !moment.isBefore(left.plus(SETTLING))).isPresent();
    }
}
