package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Ip;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns host names into addresses, so that a config holds only numbers: Nginx looks a name up once, when it reads its
 * config, and refuses the whole config when it finds nothing.
 *
 * <p>Never blocks: the answer is the one known from the last look-up, and asking starts the next one. A name that is no
 * longer found keeps its last addresses. Thread-safe; remembers at most 1000 names.
 */
public final class HostNames implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HostNames.class);
    private static final int MAX_NAMES = 1000;

    private final Map<String, List<Ip>> known = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asking = new ConcurrentHashMap<>();
    private final Runnable changed;
    private final ExecutorService resolver = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "host-names");
        thread.setDaemon(true);
        return thread;
    });

    /** @param changed called when a name has got other addresses, from a thread of its own */
    public HostNames(Runnable changed) {
        this.changed = changed;
    }

    /** The addresses a name stands for, as far as they are known; an address that is a number is itself. */
    public List<Address> resolve(Address address) {
        if (address.isNumber()) {
            return List.of(address);
        }
        lookUpLater(address.host());
        return known(address);
    }

    /** The same without another look-up. */
    public List<Address> known(Address address) {
        return known.getOrDefault(address.host(), List.of()).stream()
                .map(address::withHost)
                .toList();
    }

    @Override
    public void close() {
        resolver.shutdownNow();
    }

    private void lookUpLater(String name) {
        boolean room = known.size() < MAX_NAMES || known.containsKey(name);
        if (room && asking.putIfAbsent(name, true) == null) {
            resolver.execute(() -> {
                try {
                    lookUp(name);
                } finally {
                    asking.remove(name);
                }
            });
        }
    }

    private void lookUp(String name) {
        List<Ip> found = find(name);
        if (!found.isEmpty() && !found.equals(known.put(name, found))) {
            changed.run();
        }
    }

    /** The same for a caller that can wait for the name service. */
    public static List<Address> lookUpNow(Address address) {
        return address.isNumber()
                ? List.of(address)
                : find(address.host()).stream().map(address::withHost).toList();
    }

    private static List<Ip> find(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .flatMap(address -> Ip.parse(address.getHostAddress()).stream())
                    .toList();
        } catch (UnknownHostException unknown) {
            LOG.debug("host name not found: {}", name);
            return List.of();
        }
    }
}
