package dev.pluginlb;

import dev.pluginlb.control.ControlThread;
import dev.pluginlb.probe.HostNames;
import dev.pluginlb.redis.Election;
import dev.pluginlb.redis.RedisWatch;
import dev.pluginlb.wiring.Shared;
import dev.pluginlb.wiring.Wiring;

/** What the loop is told from Redis, with the look-ups that host names among it need, and has written there. */
final class RedisLink implements AutoCloseable {

    private final HostNames hostNames = new HostNames(this::nudge);
    private final RedisWatch watch;
    private final Drainage drainage;

    RedisLink(Wiring wiring, Shared shared, Election election, ControlThread.Inbox inbox) {
        this.watch = new RedisWatch(
                shared.redis(),
                wiring.keys(),
                shared.junk(),
                election::leadership,
                new Readings(inbox, wiring.fixedNodes(), hostNames::resolve, shared.clock()));
        this.drainage = new Drainage(wiring.drainRegister(shared), inbox, watch);
    }

    void start() {
        watch.start();
    }

    RedisWatch watch() {
        return watch;
    }

    Drainage drainage() {
        return drainage;
    }

    /** A wish that is being written ends first. */
    @Override
    public void close() {
        drainage.close();
        watch.close();
        hostNames.close();
    }

    /** The name service has answered: what Redis says means something else now. */
    private void nudge() {
        watch.nudge();
    }
}
