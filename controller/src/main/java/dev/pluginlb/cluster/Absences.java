package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What it proves that a registry no longer holds the entry of a member: that the node was taken out on purpose, unless the
 * registry was flushed, or the daemons' master collects entries and this one looked stale to it. Confined to the
 * {@link Membership} that owns it, on whose reading clock the times are.
 */
final class Absences {

    private final Collection<Member> members;
    private final Duration nearlyStale;
    private final Flushes flushes;

    /** @param members all that there are, whenever they are asked for */
    Absences(Collection<Member> members, Duration heartbeatTimeout) {
        this.members = members;
        this.nearlyStale = heartbeatTimeout.multipliedBy(3).dividedBy(4);
        this.flushes = new Flushes(heartbeatTimeout);
    }

    /** Takes who is missing in a reading, before that is noted on the members themselves. */
    void missing(Source source, List<Member> missing, Duration now) {
        long newlyMissing = missing.stream().filter(Member::isRegistered).count();
        flushes.vanished(source, newlyMissing, registered(source), now);
    }

    /** Whether the node is gone, as its entry is missing for the first time. */
    boolean proveThatItLeft(Member member, Duration now) {
        return member.isRegistered() && !flushedLately(member.heartbeat().source(), now) && !wasCollected(member, now);
    }

    /** For two heartbeat time-outs. */
    boolean flushedLately(Source source, Duration now) {
        return flushes.happenedLately(source, now);
    }

    long registered(Source source) {
        return of(source).filter(Member::isRegistered).count();
    }

    Stream<Member> of(Source source) {
        return members.stream().filter(member -> member.heartbeat().source() == source);
    }

    /**
     * The daemons' master takes out entries older than the time-out; a quarter of it allows for our reading late. By its own
     * clock, so it takes out one whose clock is late again and again, however often that one beats.
     */
    private boolean wasCollected(Member member, Duration now) {
        return member.heartbeat().source() == Source.DAEMON
                && (member.age(now).compareTo(nearlyStale) > 0
                        || behindTheOthers(member).compareTo(nearlyStale) > 0);
    }

    /** By the middle one of their clocks: one that is hours ahead makes not all others late. */
    private Duration behindTheOthers(Member member) {
        long[] pings = of(Source.DAEMON)
                .mapToLong(other -> other.heartbeat().lastPing())
                .sorted()
                .toArray();
        return Duration.ofSeconds(pings[pings.length / 2] - member.heartbeat().lastPing());
    }
}
