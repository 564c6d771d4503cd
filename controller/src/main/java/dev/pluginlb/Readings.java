package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import dev.pluginlb.redis.ClusterReading;
import dev.pluginlb.redis.RedisWatch;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What Redis says becomes inputs, with host names turned into numbers and the fixed nodes added.
 *
 * @param resolve host name to number
 */
record Readings(ControlThread.Inbox inbox, List<Heartbeat> fixed, Function<Address, List<Address>> resolve)
        implements RedisWatch.Listener {

    @Override
    public void read(ClusterReading reading) {
        inbox.offer(new Input.Read(reading.withRegistrations(complete(reading.registrations()))));
    }

    @Override
    public void unreadable(String why) {
        inbox.offer(new Input.Unreadable(why, complete(new Registrations(List.of(), Set.of()))));
    }

    private Registrations complete(Registrations read) {
        return read.withFixed(fixed).resolved(resolve);
    }
}
