package dev.pluginlb.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Members as the nodes that others see, with the reason for their state. Made for one snapshot.
 *
 * @param readingClock what the clock of readings shows now
 * @param unread for how long it has stood still
 * @param now wall time
 */
record Portraits(Membership.Rules rules, ProbeTable probes, Duration readingClock, Duration unread, Instant now) {

    /** Of a member at the address that is chosen for it. */
    Node reached(Member member, Address address) {
        Liveness known = probes.of(address);
        return node(member, address, known, reason(member, known));
    }

    /** Of a member of whose addresses none has answered. */
    Node unreached(Member member, Address address) {
        Liveness tried = member.candidates().stream()
                .map(probes::of)
                .filter(Liveness::tried)
                .findFirst()
                .orElse(Liveness.unknown(now));
        Liveness unknown = new Liveness(NodeState.UNKNOWN, 0, tried.since(), tried.lastProbe());
        return node(member, address, unknown, "no address of its own has answered yet: " + tried.lastProbe());
    }

    private Node node(Member member, Address address, Liveness known, String reason) {
        return new Node(
                member.id(),
                address,
                known.state(),
                known.since(),
                member.heartbeat().weight(),
                probes.inFlight(address),
                member.heartbeat().source().beats() ? Optional.of(age(member)) : Optional.empty(),
                known.lastProbe(),
                reason);
    }

    /**
     * As told to people, who may take a clock for right; nothing is decided by it. Of what stood there before we came, and was not
     * seen to beat yet, there is only the word of its own clock.
     */
    private Duration age(Member member) {
        Duration seen = member.age(readingClock).plus(unread);
        long ping = member.heartbeat().lastPing();
        if (member.isNews() || ping <= 0) {
            return seen;
        }
        Duration told = Duration.ofSeconds(Math.max(0, now.getEpochSecond() - ping));
        return told.compareTo(seen) > 0 ? told : seen;
    }

    private String reason(Member member, Liveness known) {
        boolean fresh = member.isFresh(readingClock, rules.heartbeatTimeout());
        if (!known.answers()) {
            String cause = fresh ? rules.thresholds().fall() + " probes failed" : "its heartbeat is stale";
            return "dropped: " + cause + ", and the last probe: " + known.lastProbe();
        }
        if (!member.isRegistered()) {
            return "kept: no longer registered, but it answers";
        }
        return fresh ? "answers" : "kept: heartbeat is stale, but it answers";
    }
}
