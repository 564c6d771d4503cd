package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.Sightings;
import dev.pluginlb.redis.ClockDifference;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.redis.RedisWatch;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What Redis says becomes inputs, with host names turned into numbers, the fixed nodes added, and the clocks compared. */
final class Readings implements RedisWatch.Listener {

    private final ControlThread.Inbox inbox;
    private final List<Heartbeat> fixed;
    private final Function<Address, List<Address>> resolve;
    private final InstantSource clock;
    private final Sightings<ClusterReading> sightings;
    private final ClockDifference clocks = new ClockDifference();

    /**
     * @param resolve host name to number
     * @param clock by which this controller tells the time
     */
    Readings(
            ControlThread.Inbox inbox,
            List<Heartbeat> fixed,
            Function<Address, List<Address>> resolve,
            InstantSource clock) {
        this.inbox = inbox;
        this.fixed = fixed;
        this.resolve = resolve;
        this.clock = clock;
        this.sightings = new Sightings<>(inbox, Input.Read::new, ClusterReading::agreesWith);
    }

    @Override
    public void read(ClusterReading reading) {
        sightings.accept(clocks.saidOf(reading, clock.instant()).withRegistrations(complete(reading.registrations())));
    }

    @Override
    public void unreadable(String why) {
        sightings.interrupted();
        inbox.offer(new Input.Unreadable(why, complete(new Registrations(List.of(), Set.of()))));
    }

    private Registrations complete(Registrations read) {
        return read.withFixed(fixed).resolved(resolve);
    }
}
