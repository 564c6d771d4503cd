package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A registered node as {@link Membership} remembers it. Confined to the membership that owns it.
 *
 * <p>Times are on the membership's reading clock. A beat is a ping seen to grow from one reading to the next: a ping
 * that steps back is another daemon's vote written over it, and proves nothing.
 */
final class Member {

    /**
     * Who most likely listens at an address that several claim: the one that registered last. Of those that were there before
     * we came, one that has been seen to beat: a dead one whose clock was ahead has the newest ping for hours.
     */
    static final Comparator<Member> NEWEST_FIRST = Comparator.comparing((Member member) -> member.firstSeen)
            .thenComparing(Member::hasBeaten)
            .thenComparingLong(member -> member.firstPing)
            .reversed()
            .thenComparing(member -> member.heartbeat.id());

    private final Duration firstSeen;
    private final long firstPing;
    private Heartbeat heartbeat;
    private List<Address> candidates;
    private Duration lastBeat;
    private Optional<Duration> absentSince = Optional.empty();
    private Optional<Address> chosen = Optional.empty();

    Member(Heartbeat heartbeat, List<Address> candidates, Duration now) {
        this.heartbeat = heartbeat;
        this.candidates = candidates;
        this.firstSeen = now;
        this.firstPing = heartbeat.lastPing();
        this.lastBeat = now;
    }

    void read(Heartbeat next, List<Address> nextCandidates, Duration now) {
        if (next.lastPing() > heartbeat.lastPing()) {
            lastBeat = now;
        }
        heartbeat = next;
        candidates = nextCandidates;
        absentSince = Optional.empty();
    }

    /** Notes that the registry no longer holds the entry; the first such moment counts. */
    void absent(Duration now) {
        absentSince = Optional.of(absentSince.orElse(now));
    }

    /** Whether it came while we were looking, or has been seen to beat, or needs not beat. */
    boolean isNews() {
        return !firstSeen.isZero() || hasBeaten() || !heartbeat.source().beats();
    }

    private boolean hasBeaten() {
        return lastBeat.compareTo(firstSeen) > 0;
    }

    void choose(Optional<Address> address) {
        chosen = address;
    }

    NodeId id() {
        return heartbeat.id();
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    List<Address> candidates() {
        return candidates;
    }

    Optional<Address> chosen() {
        return chosen;
    }

    boolean isRegistered() {
        return absentSince.isEmpty();
    }

    /** For how long the registry has not held the entry; empty while it does. */
    Optional<Duration> absence(Duration now) {
        return absentSince.map(now::minus);
    }

    /** For how long it has been looked after. */
    Duration stays(Duration now) {
        return now.minus(firstSeen);
    }

    Duration age(Duration now) {
        return now.minus(lastBeat);
    }

    boolean isFresh(Duration now, Duration timeout) {
        return !heartbeat.source().beats() || age(now).compareTo(timeout) <= 0;
    }

    /** True once each was seen to beat after the other one had appeared: then they are two, not one that restarted. */
    boolean provenBeside(Member other) {
        return lastBeat.compareTo(other.firstSeen) > 0
                && other.lastBeat.compareTo(firstSeen) > 0
                && hasBeaten()
                && other.hasBeaten();
    }
}
