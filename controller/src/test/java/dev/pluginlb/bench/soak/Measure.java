package dev.pluginlb.bench.soak;

/**
 * What is watched, and the most that it may grow in an hour to be called flat.
 *
 * <p>The soak makes in an hour some 7200 changes of membership, 360 reloads, 360 restarts and 250 000 requests. The bounds are what a
 * leak in one of these would leave behind at the least, or less.
 */
enum Measure {
    /** Live objects after a full collection. 16 bytes, the smallest object there is, a request would be 3.8 MiB. */
    HEAP("controller: live heap", "MiB", 4),
    /** Heap that is not given back, code and the allocator's own come on top of objects, in steps. */
    RSS("controller: RSS", "MiB", 16),
    /** One left by each sixth reload or restart. */
    HANDLES("controller: file handles", "", 60),
    /** As with handles. */
    THREADS("controller: threads", "", 60),
    /** As with handles: workers that never end. */
    OLD_WORKERS("Nginx: old workers", "", 60),
    /** Of the master and the workers that serve, what they share counted once. 32 bytes a request. */
    NGINX("Nginx: memory (PSS)", "MiB", 8),
    /** A field of the smallest kind for each seventh change of membership: 64 bytes. */
    REDIS("Redis: used_memory", "MiB", 1),
    /** Commands that read a whole hash take longer as it grows. */
    REDIS_COMMAND("Redis: mean time of a command", "µs", 20);

    private final String title;
    private final String unit;
    private final double bound;

    Measure(String title, String unit, double bound) {
        this.title = title;
        this.unit = unit;
        this.bound = bound;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    /** The most that it may grow in an hour. */
    double bound() {
        return bound;
    }
}
