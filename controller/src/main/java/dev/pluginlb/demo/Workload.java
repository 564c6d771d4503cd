package dev.pluginlb.demo;

import java.time.Duration;

/**
 * How a stand-in's plugins behave unless a request says otherwise.
 *
 * @param slots how many plugin calls run at once, the others wait in order; 0 for no limit
 * @param items how many items a stream has
 */
public record Workload(int slots, Duration shortDelay, Duration longDelay, int items) {

    static final int MAX_ITEMS = 100_000;

    public Workload {
        Expected.within("slots", slots, 0, 1_000_000);
        Expected.within("items", items, 1, MAX_ITEMS);
        if (shortDelay.isNegative() || longDelay.isNegative()) {
            throw Expected.rule("short-delay, long-delay", shortDelay + ", " + longDelay, "not negative");
        }
    }

    /** No slots; 50 ms for a short call; 6 s, above pluginlb's own threshold, in ten items for a long one. */
    public static Workload usual() {
        return new Workload(0, Duration.ofMillis(50), Duration.ofSeconds(6), 10);
    }

    public Workload withSlots(int other) {
        return new Workload(other, shortDelay, longDelay, items);
    }

    public Workload withDelays(Duration otherShort, Duration otherLong) {
        return new Workload(slots, otherShort, otherLong, items);
    }

    public Workload withItems(int other) {
        return new Workload(slots, shortDelay, longDelay, other);
    }
}
