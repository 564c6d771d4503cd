package dev.pluginlb.admin;

import dev.pluginlb.pace.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a wrong token may be tried: a few times at once, then at a rate, for each address and for all together. Who has used
 * that up waits two seconds at most, whatever was tried meanwhile, so nobody is kept out for long. Remembers a bounded number of
 * addresses; who is forgotten is still one of all. Thread-safe.
 */
final class Guesses {

    static final int AT_ONCE = 10;
    static final int ADDRESSES = 1000;

    private static final Duration EACH = Duration.ofSeconds(2);
    private static final Duration EACH_OF_ALL = Duration.ofMillis(200);
    private static final int AT_ONCE_OF_ALL = 100;

    private final InstantSource clock;
    private final Map<String, Allowance> known = new LinkedHashMap<>();
    private final Allowance all;

    /** @param clock need not be that of the world, but must not go back */
    Guesses(InstantSource clock) {
        this.clock = clock;
        this.all = allowance(EACH_OF_ALL, AT_ONCE_OF_ALL);
    }

    /** How long this address has to wait before the next guess; zero if it has not. */
    synchronized Duration pause(String address) {
        return pay(address, Duration.ZERO, Duration.ZERO);
    }

    /** A wrong token came. What comes while the address has to wait adds nothing to its wait. */
    synchronized void wrong(String address) {
        if (pause(address).isZero()) {
            pay(address, EACH, EACH_OF_ALL);
        }
    }

    private Duration pay(String address, Duration price, Duration ofAll) {
        Duration own = of(address).pay(price, now());
        Duration everybodys = all.pay(ofAll, now());
        return own.compareTo(everybodys) > 0 ? own : everybodys;
    }

    /** The one that was first heard of goes when there is no room. */
    private Allowance of(String address) {
        Allowance own = known.computeIfAbsent(address, unknown -> allowance(EACH, AT_ONCE));
        if (known.size() > ADDRESSES) {
            known.remove(known.keySet().iterator().next());
        }
        return own;
    }

    /** So many acts are paid for beforehand. */
    private Allowance allowance(Duration price, int atOnce) {
        return new Allowance(price.multipliedBy(atOnce - 1L), now());
    }

    private long now() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }
}
