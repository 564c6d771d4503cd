package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.EndpointKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Learns how many requests a node runs at once, from how long its short requests take.
 *
 * <p>What is compared is each request's stretch: how many times as long it took as its endpoint does where little is in
 * flight. On a node with slots the stretch does not depend on the requests that the node has, up to the slots; from there
 * on it grows quickly. {@link StretchCurve} finds where. A node on which nothing is found while slots were found on others is
 * taken for one with more: as many as nothing was found at, and one. Where nothing is found on any node, as where
 * processors are shared, all slots are 0.
 *
 * <p>A node's number changes once {@value #LOOKS} looks in a row say so. At most {@value #MOST_NODES} nodes and
 * {@value #MOST_ENDPOINTS} endpoints. Confined to one thread, or locked by its owner.
 */
public final class SlotEstimate {

    private static final int LOOKS = 5;
    private static final int MOST_NODES = 1000;
    private static final int MOST_ENDPOINTS = 1000;

    private final Map<String, Learned> nodes = new LinkedHashMap<>();
    private final StretchCurve all = new StretchCurve();
    private final Map<EndpointKey, UsualTime> endpoints = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EndpointKey, UsualTime> eldest) {
            return size() > MOST_ENDPOINTS;
        }
    };

    /** Takes one short request that has ended well. */
    public void add(Observation seen) {
        if (seen.inFlight() < 0 || (nodes.size() >= MOST_NODES && !nodes.containsKey(seen.node()))) {
            return;
        }
        Learned node = nodes.computeIfAbsent(seen.node(), key -> new Learned());
        UsualTime usual = endpoints.computeIfAbsent(seen.endpoint(), key -> new UsualTime());
        node.curve.visit(seen.inFlight());
        double seconds = seen.took().toNanos() / 1e9;
        if (seen.inFlight() <= node.curve.lowCount()) {
            usual.add(seconds);
        }
        if (usual.isKnown()) {
            node.curve.add(seen.inFlight(), seconds / usual.median());
            all.add(seen.inFlight(), seconds / usual.median());
        }
    }

    /** Judges what was seen; to be called about once a second. */
    public void look() {
        int common = all.slots();
        boolean known = common > 0 || nodes.values().stream().anyMatch(node -> node.curve.slots() > 0);
        nodes.values().forEach(node -> node.judge(known, common));
    }

    /** The slots of a node; 0 while they are unknown, and where there are none. */
    public int slots(String node) {
        Learned learned = nodes.get(node);
        return learned == null ? 0 : learned.slots;
    }

    /** Forgets all other nodes. */
    public void keep(Set<String> names) {
        nodes.keySet().retainAll(names);
    }

    private static final class Learned {

        private final StretchCurve curve = new StretchCurve();
        private int slots;
        private int candidate;
        private int streak;

        private void judge(boolean known, int common) {
            int own = curve.slots();
            int now = own > 0 || !known ? own : Math.max(common, curve.cleanUpTo() + 1);
            streak = now == candidate ? streak + 1 : 1;
            candidate = now;
            if (streak >= LOOKS) {
                slots = now;
            }
        }
    }
}
