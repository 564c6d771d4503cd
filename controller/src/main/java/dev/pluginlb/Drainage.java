package dev.pluginlb;

import dev.pluginlb.cluster.Drain;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.DrainWish;
import dev.pluginlb.control.Input;
import dev.pluginlb.redis.DrainRegister;
import dev.pluginlb.redis.RedisWatch;
import dev.pluginlb.task.TaskThread;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** Writes to Redis whom operators want drained, one wish after the other on a thread of its own, and has it read at once. */
final class Drainage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Drainage.class);

    private static final Duration LAST_WISH = Duration.ofSeconds(2);

    private final DrainRegister register;
    private final ControlThread.Inbox inbox;
    private final RedisWatch watch;
    private final TaskThread thread = new TaskThread("drainage");

    Drainage(DrainRegister register, ControlThread.Inbox inbox, RedisWatch watch) {
        this.register = register;
        this.inbox = inbox;
        this.watch = watch;
    }

    /** Returns at once. */
    void keep(DrainWish wish) {
        thread.execute(() -> write(wish));
    }

    @Override
    public void close() {
        thread.endWithin(LAST_WISH);
    }

    private void write(DrainWish wish) {
        try {
            wish.drain()
                    .ifPresentOrElse(drain -> register.enter(wish.node(), drain), () -> register.takeOut(wish.node()));
            LOG.atInfo()
                    .addKeyValue("node", wish.node())
                    .log(wish.drain().map(Drain::words).orElse("drained no more"));
            watch.nudge();
        } catch (JedisException failed) {
            inbox.put(new Input.NotDrained(wish, String.valueOf(failed.getMessage())));
        }
    }
}
