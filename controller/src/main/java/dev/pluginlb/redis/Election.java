package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tries to lead, again and again. One thread; who leads may be asked from any.
 *
 * <p>A controller that cannot reach Redis, or was paused, stops believing that it leads when its lease is over, without
 * anybody telling it.
 */
public final class Election implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    private final LeaseRegister register;
    private final InstantSource clock;
    private final Repeating rounds;
    private final LongAdder changes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Optional<Lease> lease = Optional.empty();
    private String lastFailure = "";
    private boolean closed;

    /**
     * Begins when it is started.
     *
     * @param interval between two renewals
     * @param ttl after which a silent leader has lost the lead; longer than {@code interval}
     * @param clock monotonic, and going on while the process is paused
     */
    public Election(
            UnifiedJedis redis, Keys keys, ControllerId self, Duration interval, Duration ttl, InstantSource clock) {
        this.register = new LeaseRegister(redis, keys, self, ttl);
        this.clock = clock;
        this.rounds = new Repeating("election", interval, this::tick);
    }

    public void start() {
        rounds.start();
    }

    /** The lead, as far as this controller may believe in it now. */
    public Optional<Leadership> leadership() {
        return leadership(clock.instant());
    }

    /** @param now on the same clock */
    public Optional<Leadership> leadership(Instant now) {
        return lease.flatMap(granted -> granted.at(now));
    }

    /** How often this controller took the lead, or lost it to another, since the start. */
    public long changes() {
        return changes.sum();
    }

    /** Rounds that Redis did not answer, since the start. */
    public long failures() {
        return failures.sum();
    }

    /** Gives the lead back, so that another need not wait for its end. */
    @Override
    public void close() {
        rounds.close();
        giveBack();
    }

    private synchronized void giveBack() {
        closed = true;
        Optional<Lease> last = lease;
        lease = Optional.empty();
        try {
            last.map(Lease::leadership).ifPresent(register::release);
        } catch (JedisException unreachable) {
            LOG.debug("the lead ends by itself", unreachable);
        }
    }

    /** One try. A renewal is tried even after the lease is over: it may still stand in Redis. */
    synchronized void tick() {
        if (closed) {
            return;
        }
        Instant sentAt = clock.instant();
        Optional<Leadership> former = lease.map(Lease::leadership);
        try {
            Optional<Leadership> taken = register.take(former);
            lease = taken.map(granted -> Lease.granted(granted, sentAt, register.ttl()));
            lastFailure = "";
            if (!former.equals(taken)) {
                changes.increment();
                say(taken);
            }
        } catch (JedisException failed) {
            failures.increment();
            standsStill(failed);
        }
    }

    private void standsStill(JedisException failed) {
        LOG.debug("a round of the election failed", failed);
        String why = RootCause.words(failed);
        if (!RootCause.isAway(failed) && !lastFailure.equals(why)) {
            LOG.warn("the election stands still: {}", why);
            lastFailure = why;
        }
    }

    private static void say(Optional<Leadership> taken) {
        taken.ifPresentOrElse(
                lead -> LOG.info("this controller leads, term {}", lead.term()),
                () -> LOG.info("another controller leads"));
    }
}
