package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.traffic.EndpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two plans, in words an operator reads as the reason of a release.
 *
 * @param joined nodes that serve now
 * @param left nodes that do not any more
 * @param services the further pools that are different, each with who joined and left
 * @param other what else is different
 */
public record PlanDiff(List<Address> joined, List<Address> left, List<Members> services, List<String> other) {

    private static final int MAX_NAMED = 5;

    public static PlanDiff between(RoutingPlan before, RoutingPlan after) {
        List<Address> old = before.all().addresses();
        List<Address> now = after.all().addresses();
        return new PlanDiff(without(now, old), without(old, now), members(before, after), otherChanges(before, after));
    }

    /** What is different in a further pool; nobody where only its declaration is. */
    public record Members(String pool, List<Address> joined, List<Address> left) {

        private String words() {
            List<String> words = new ArrayList<>(List.of(pool));
            words.addAll(named("+", joined));
            words.addAll(named("-", left));
            return String.join(" ", words);
        }
    }

    /** Whether a server leaves: such a change is urgent, since requests go wrong until it is applied. */
    public boolean takesAway() {
        return !left.isEmpty()
                || services.stream().anyMatch(members -> !members.left().isEmpty());
    }

    /** Whether there is nothing that {@link #summary} would name. */
    public boolean isEmpty() {
        return joined.isEmpty() && left.isEmpty() && services.isEmpty() && other.isEmpty();
    }

    /** For instance {@code +10.0.0.7:5002 -10.0.0.5:5002, weights}. */
    public String summary() {
        List<String> words = new ArrayList<>();
        words.addAll(named("+", joined));
        words.addAll(named("-", left));
        services.forEach(members -> words.add(members.words()));
        words.addAll(other);
        return words.isEmpty() ? "no change" : String.join(", ", words);
    }

    private static List<Members> members(RoutingPlan before, RoutingPlan after) {
        if (before.services().equals(after.services())) {
            return List.of();
        }
        Map<String, ServicePool> old = byName(before);
        Map<String, ServicePool> now = byName(after);
        Map<String, ServicePool> all = new TreeMap<>(old);
        all.putAll(now);
        return all.keySet().stream()
                .filter(name -> !Objects.equals(old.get(name), now.get(name)))
                .map(name -> new Members(
                        name,
                        without(servers(now.get(name)), servers(old.get(name))),
                        without(servers(old.get(name)), servers(now.get(name)))))
                .toList();
    }

    private static Map<String, ServicePool> byName(RoutingPlan plan) {
        Map<String, ServicePool> pools = new TreeMap<>();
        plan.services().forEach(pool -> pools.put(pool.name(), pool));
        return pools;
    }

    private static List<Address> servers(@Nullable ServicePool pool) {
        return pool == null ? List.of() : pool.servers();
    }

    private static List<String> otherChanges(RoutingPlan before, RoutingPlan after) {
        List<String> changes = new ArrayList<>();
        if (!before.classes().equals(after.classes())) {
            Classes old = before.classes().exceptions();
            Classes now = after.classes().exceptions();
            changes.addAll(counted("long endpoints", old.longEndpoints(), now.longEndpoints()));
            changes.addAll(counted("short endpoints", old.shortEndpoints(), now.shortEndpoints()));
        }
        boolean sameServers = before.all().addresses().equals(after.all().addresses());
        if (sameServers && !roles(before).equals(roles(after))) {
            changes.add("weights or roles");
        }
        return changes;
    }

    /** How many endpoints are not of their route's class. */
    private static List<String> counted(String what, List<EndpointKey> before, List<EndpointKey> after) {
        return before.equals(after) ? List.of() : List.of(what + " " + before.size() + " -> " + after.size());
    }

    private static List<List<Server>> roles(RoutingPlan plan) {
        return plan.pools().stream().map(Pool::servers).toList();
    }

    private static List<Address> without(List<Address> these, List<Address> those) {
        Set<Address> taken = Set.copyOf(those);
        return these.stream().filter(address -> !taken.contains(address)).toList();
    }

    private static List<String> named(String sign, List<Address> addresses) {
        if (addresses.size() > MAX_NAMED) {
            return List.of(sign + addresses.size() + " nodes");
        }
        String words = addresses.stream().map(address -> sign + address).collect(Collectors.joining(" "));
        return words.isEmpty() ? List.of() : List.of(words);
    }
}
