package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.pace.Allowance;
import dev.pluginlb.pace.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Keeps reading the cluster: once a second, and at once when a channel says that something changed, but in the long run no more
 * than twenty times a second. While Redis does not answer it is asked ever more rarely, and at moments of one's own, so that
 * thousands of controllers that lost the same Redis do not come back as one.
 *
 * <p>Two threads: one reads and delivers, one listens. A subscription that is lost, also silently, is made again; until
 * then the reading stands in for it. Listeners are called from the reading thread.
 */
public final class RedisWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Backoff AGAIN = new Backoff(EVERY, Duration.ofSeconds(4));
    private static final Duration IN_THE_LONG_RUN = Duration.ofMillis(50);
    private static final int AT_ONCE = 4;

    private final UnifiedJedis redis;
    private final Keys keys;
    private final RedisClusterSource source;
    private final MainWish mainWish;
    private final Listener listener;
    private final Semaphore nudges = new Semaphore(0);
    private final LongAdder failures = new LongAdder();

    /** In a row, of the reading thread. */
    private long vain;

    /** Subscriptions in a row that were not even made, and whether the present one was; of the listening thread. */
    private long unheard;

    private boolean heard;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final JedisPubSub subscription = new Nudge();
    private final Thread reader = new Thread(this::readUntilStopped, "redis-reader");
    private final Thread subscriber = new Thread(this::listenUntilStopped, "redis-subscriber");

    /** Gets what was read, or why nothing could be. */
    public interface Listener {
        void read(ClusterReading reading);

        void unreadable(String why);
    }

    /** @param leading whether this controller leads now */
    public RedisWatch(
            UnifiedJedis redis, Keys keys, Junk junk, Supplier<Optional<Leadership>> leading, Listener listener) {
        this.redis = redis;
        this.keys = keys;
        this.source = new RedisClusterSource(redis, keys, junk);
        this.mainWish = new MainWish(new MainRegister(redis, keys), keys, junk, leading);
        this.listener = listener;
    }

    public void start() {
        reader.setDaemon(true);
        subscriber.setDaemon(true);
        reader.start();
        subscriber.start();
    }

    /**
     * Asks for another agreed main node, once, as soon as this controller leads; a newer wish replaces one that was not
     * carried out yet.
     */
    public void proposeMain(Optional<NodeId> former, NodeId next) {
        mainWish.is(new MainRegister.Proposal(former, next));
        nudges.release();
    }

    /** Takes back what was asked for and not carried out yet. */
    public void withdrawMain() {
        mainWish.isNoMore();
    }

    /** Reads soon, without waiting for the second to pass. */
    public void nudge() {
        nudges.release();
    }

    /** Readings that failed since the start. */
    public long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        stopped.countDown();
        nudges.release();
        try {
            if (subscription.isSubscribed()) {
                subscription.unsubscribe();
            }
        } catch (JedisException lost) {
            // Jedis takes a lost connection for a subscribed one; whoever closes us has more to close.
            LOG.debug("the subscription ended with its connection", lost);
        }
        subscriber.interrupt();
    }

    private void readUntilStopped() {
        try {
            Allowance allowance = new Allowance(IN_THE_LONG_RUN.multipliedBy(AT_ONCE), System.nanoTime());
            do {
                readOnce();
                Duration pause = allowance.pay(IN_THE_LONG_RUN, System.nanoTime());
                if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } while (nextReading());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean nextReading() throws InterruptedException {
        if (nudges.tryAcquire(pauseAfter(vain).toNanos(), TimeUnit.NANOSECONDS)) {
            nudges.drainPermits();
        }
        return stopped.getCount() > 0;
    }

    private static Duration pauseAfter(long vain) {
        return vain == 0 ? EVERY : AGAIN.after(vain, ThreadLocalRandom.current().nextDouble());
    }

    private void readOnce() {
        try {
            mainWish.carryOut();
            ClusterReading reading = source.read();
            mainWish.forgetUnless(reading.main());
            vain = 0;
            listener.read(reading);
        } catch (JedisException unreachable) {
            LOG.debug("a reading of Redis failed", unreachable);
            vain++;
            failures.increment();
            listener.unreadable(RootCause.words(unreachable));
        } catch (RuntimeException fault) {
            // The thread must go on, whatever Redis has sent: without it the controller would be blind for good.
            vain++;
            failures.increment();
            LOG.error("a reading of Redis failed", fault);
            listener.unreadable(RootCause.NONSENSE);
        }
    }

    private void listenUntilStopped() {
        try {
            do {
                try {
                    heard = false;
                    redis.subscribe(subscription, keys.daemonJoins(), keys.events());
                } catch (RuntimeException lost) {
                    // Whatever was answered: nobody else would listen.
                    LOG.debug("subscription lost, making it again", lost);
                }
                unheard = heard ? 1 : unheard + 1;
            } while (!stopped.await(pauseAfter(unheard).toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Nudge extends JedisPubSub {

        @Override
        public void onMessage(String channel, String message) {
            nudges.release();
        }

        @Override
        public void onSubscribe(String channel, int channels) {
            heard = true;
            nudges.release();
        }
    }
}
