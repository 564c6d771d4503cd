package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the samples of each endpoint between flushes, for a bounded number of endpoints. Confined to one thread, or
 * locked by its owner.
 *
 * <p>A flood of new keys, as a hostile client can send, must not push out the endpoints there are. So (segmented LRU):
 *
 * <ul>
 *   <li>A new endpoint is on probation. When the table is full, the endpoint on probation that was not seen for longest
 *       leaves.
 *   <li>An endpoint that is seen in {@value #TRIALS} flushes becomes known. The known may be
 *       80 % of the table, so at least 20 % remain for newcomers.
 *   <li>Once the known are so many, each new one sends the known one that was not seen for longest back on probation, and
 *       each flush lets only 1 % of the table in. So a known endpoint stays known if it is seen once in 80 flushes,
 *       whatever is sent; smaller tables than 100 let one in.
 * </ul>
 */
public final class EndpointTable {

    private static final int TRIALS = 3;
    private static final int MEMORY = 32;
    private static final Duration LONGEST = Duration.ofDays(1);
    static final long MAX_WEIGHT = 1_000_000;

    private final int size;
    private final int knownSize;
    private final Map<EndpointKey, Entry> probation = byLastUse();
    private final Map<EndpointKey, Entry> known = byLastUse();
    private final Map<EndpointKey, Gathered> gathered = new LinkedHashMap<>();
    private long evicted;

    /** @param maxEndpoints so many are remembered, at least 1 */
    public EndpointTable(int maxEndpoints) {
        if (maxEndpoints < 1) {
            throw new IllegalArgumentException("max-endpoints: " + maxEndpoints + " (expected: at least 1)");
        }
        this.size = maxEndpoints;
        this.knownSize = (int) (maxEndpoints * 0.8);
    }

    /**
     * Takes one sample.
     *
     * @param duration more than a day counts as a day
     * @param weight how many requests it stands for, 1 to 1 000 000
     * @throws IllegalArgumentException if the duration is negative or the weight out of range
     */
    public void record(EndpointKey endpoint, Duration duration, long weight) {
        if (duration.isNegative() || weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "sample: " + duration + " x " + weight + " (expected: 0 or more, 1 to " + MAX_WEIGHT + ")");
        }
        long nanos = (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
        find(endpoint).orElseGet(() -> welcome(endpoint)).typical.add((double) nanos);
        gathered.computeIfAbsent(endpoint, key -> new Gathered()).add(nanos, weight);
    }

    /** What was recorded since the last call, by endpoint, in the order of the first sample of each. */
    public Map<EndpointKey, Samples> drain() {
        Map<EndpointKey, Samples> samples = new LinkedHashMap<>();
        List<EndpointKey> proven = new ArrayList<>();
        Iterator<Map.Entry<EndpointKey, Gathered>> each = gathered.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<EndpointKey, Gathered> some = each.next();
            // One at a time, so that all is not held twice.
            each.remove();
            samples.put(some.getKey(), some.getValue().samples());
            Entry newcomer = probation.get(some.getKey());
            if (newcomer != null && ++newcomer.flushes >= TRIALS) {
                proven.add(some.getKey());
            }
        }
        promote(proven);
        return samples;
    }

    /** How long requests of an endpoint usually take: a mean that moves slowly; empty while it is not remembered. */
    public Optional<Duration> typical(EndpointKey endpoint) {
        return find(endpoint).map(entry -> Duration.ofNanos(Math.round(entry.typical.value())));
    }

    /** How many endpoints are remembered. */
    public int size() {
        return known.size() + probation.size();
    }

    /** How many endpoints have left, with what was recorded of them since the last flush. */
    public long evicted() {
        return evicted;
    }

    private Optional<Entry> find(EndpointKey endpoint) {
        return Optional.ofNullable(known.get(endpoint)).or(() -> Optional.ofNullable(probation.get(endpoint)));
    }

    private Entry welcome(EndpointKey endpoint) {
        if (size() >= size) {
            EndpointKey leaving = eldest(probation);
            probation.remove(leaving);
            gathered.remove(leaving);
            evicted++;
        }
        Entry entry = new Entry();
        probation.put(endpoint, entry);
        return entry;
    }

    private void promote(List<EndpointKey> proven) {
        int room = Math.max(knownSize - known.size(), knownSize == 0 ? 0 : Math.max(1, size / 100));
        for (EndpointKey endpoint : proven.subList(0, Math.min(room, proven.size()))) {
            move(endpoint, probation, known);
            if (known.size() > knownSize) {
                move(eldest(known), known, probation);
            }
        }
    }

    private static void move(EndpointKey endpoint, Map<EndpointKey, Entry> from, Map<EndpointKey, Entry> to) {
        Entry entry = from.remove(endpoint);
        if (entry != null) {
            to.put(endpoint, entry);
        }
    }

    private static EndpointKey eldest(Map<EndpointKey, Entry> entries) {
        return entries.keySet().iterator().next();
    }

    private static Map<EndpointKey, Entry> byLastUse() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }

    /** What is remembered of an endpoint; {@code flushes} is in how many it was seen, as far as that matters. */
    private static final class Entry {
        private final MovingMean typical = new MovingMean(MEMORY);
        private int flushes;
    }
}
