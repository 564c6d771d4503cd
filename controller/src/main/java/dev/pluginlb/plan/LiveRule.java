package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.dispatch.Tuning;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By what Nginx chooses a node for each request, among all servers of the plan, where it can look at live counts.
 *
 * @param main the node for short requests, where the rule has one
 * @param slots how many requests nodes run at once; of those that are missing it is not known
 * @param tuning how long requests hold back
 */
public record LiveRule(Kind kind, Address main, SortedMap<Address, Integer> slots, Tuning tuning) {

    /** Of so many slots one is kept from long requests where Nginx counts those only. */
    private static final int SLOTS_FOR_ONE_KEPT = 16;

    public LiveRule {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** The seed's rule, on live counts. */
    public static LiveRule twoTier(Address main) {
        return new LiveRule(Kind.TWO_TIER, main, Collections.emptySortedMap(), Tuning.NONE);
    }

    /** Room for short requests on nodes whose slots are known. */
    public static LiveRule adaptive(Address main, Map<Address, Integer> slots, Tuning tuning) {
        return new LiveRule(Kind.ADAPTIVE, main, new TreeMap<>(slots), tuning);
    }

    /** How many requests a server runs at once; 0 if that is not known. */
    public int slots(Server server) {
        return slots.getOrDefault(server.address(), 0);
    }

    /**
     * How many long requests may run at once, on all these servers together, so that short ones find a slot: all slots but
     * one of sixteen, of which a part begun counts; at least one. For stock Nginx, which cannot count short requests as well.
     *
     * @return empty where the rule keeps nothing, or the slots of any server are unknown
     */
    public OptionalInt longAtOnce(List<Server> servers) {
        if (kind != Kind.ADAPTIVE || servers.isEmpty() || servers.stream().anyMatch(server -> slots(server) == 0)) {
            return OptionalInt.empty();
        }
        int all = servers.stream().mapToInt(this::slots).sum();
        return OptionalInt.of(Math.max(1, all - (all + SLOTS_FOR_ONE_KEPT - 1) / SLOTS_FOR_ONE_KEPT));
    }

    /** The rules that {@code nginx/lua/choice.lua} has besides those of stock Nginx. */
    public enum Kind {
        TWO_TIER("two-tier"),
        ADAPTIVE("adaptive");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
