package dev.pluginlb.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * Connections to the master that Sentinels name, which are asked when the first connection is needed.
 *
 * <p>Jedis's own provider asks them when it is made, and throws if none answers; a controller must start, and serve what it
 * knew, without Redis and without Sentinels. Once made it follows the Sentinels by itself. Thread-safe: one thread asks,
 * the others wait for a moment and are then refused, lest a queue of them ask one after the other.
 */
final class WatchedMaster implements ConnectionProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<SentineledConnectionProvider> ask;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable SentineledConnectionProvider found;
    private volatile boolean closed;

    /** @param ask throws a {@link redis.clients.jedis.exceptions.JedisException} if no Sentinel knows the master */
    WatchedMaster(Supplier<SentineledConnectionProvider> ask) {
        this.ask = ask;
    }

    @Override
    public Connection getConnection() {
        return found().getConnection();
    }

    @Override
    public Connection getConnection(CommandArguments command) {
        return found().getConnection(command);
    }

    @Override
    public Map<?, ?> getConnectionMap() {
        return found().getConnectionMap();
    }

    @Override
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return found().getPrimaryNodesConnectionMap();
    }

    /** Does not wait for a thread that asks: it closes what it gets by itself. */
    @Override
    public void close() {
        closed = true;
        SentineledConnectionProvider made = found;
        if (made != null) {
            made.close();
        }
    }

    private SentineledConnectionProvider found() {
        SentineledConnectionProvider known = found;
        return known != null ? known : asked();
    }

    private SentineledConnectionProvider asked() {
        try {
            if (!asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JedisConnectionException("the Sentinels are still being asked for the master");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("stopped while the Sentinels were being asked", stopping);
        }
        try {
            return askUnlessKnown();
        } finally {
            asking.unlock();
        }
    }

    private SentineledConnectionProvider askUnlessKnown() {
        SentineledConnectionProvider known = found;
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new JedisConnectionException("closed");
        }
        SentineledConnectionProvider made = ask.get();
        found = made;
        if (closed) {
            made.close();
        }
        return made;
    }
}
