package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a request's time at its node was a wait for a free slot: it says nothing about the request. Short requests that
 * met a crowd would be taken for long ones otherwise, be held with them, come in crowds again, and so on for ever.
 *
 * <p>A node with {@code n} slots that takes requests in the order of their arrival begins one when fewer than {@code n}
 * of those before it are left. So it had begun at the latest when the {@code n} newest ends of such had not come yet: the
 * work is what passed since the oldest of these {@code n} ends, or a little less. Nothing is subtracted where that is not
 * known: of a node whose slots nobody has given, and where more than {@value #MOST} others ended meanwhile. Slots that were
 * only learned are not used: of fewer than there are, requests that waited for nothing would lose their work.
 *
 * <p>At most {@value #MAX_NODES} nodes. Confined to one thread, or locked by its owner.
 */
final class SlotWaits {

    private static final int MAX_NODES = 1000;
    private static final int MOST = 512;

    private final Map<String, Deque<Ended>> byNode = new LinkedHashMap<>(16, 0.75f, true);
    private Map<String, Integer> slots = Map.of();

    private record Ended(Instant began, Instant at, long weight) {}

    /** @param slots of each node, by its address in the log; of those that are left out nothing is known */
    void slots(Map<String, Integer> slots) {
        this.slots = Map.copyOf(slots);
    }

    /** Of all nodes together; 0 if they are unknown. */
    int slots() {
        return slots.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Takes a request that has ended.
     *
     * @param took at the node
     * @param weight how many requests it stands for
     * @param now when it ended; of a clock that goes forward only
     * @return the part of {@code took} in which it may have run, never more than that
     */
    Duration work(String node, Duration took, long weight, Instant now) {
        int most = slots.getOrDefault(node, 0);
        if (most == 0) {
            return took;
        }
        Deque<Ended> ended = byNode.computeIfAbsent(node, address -> new ArrayDeque<>());
        Instant began = now.minus(took);
        Duration work = work(ended.descendingIterator(), began, most, now);
        ended.add(new Ended(began, now, weight));
        if (ended.size() > MOST) {
            ended.remove();
        }
        if (byNode.size() > MAX_NODES) {
            byNode.remove(byNode.keySet().iterator().next());
        }
        return work;
    }

    private static Duration work(Iterator<Ended> newestFirst, Instant began, int slots, Instant now) {
        long before = 0;
        while (newestFirst.hasNext()) {
            Ended other = newestFirst.next();
            if (!other.at().isAfter(began)) {
                break; // all that ended sooner were no obstacle
            }
            before += other.began().isAfter(began) ? 0 : other.weight();
            if (before >= slots) {
                return Duration.between(other.at(), now);
            }
        }
        return Duration.between(began, now);
    }
}
