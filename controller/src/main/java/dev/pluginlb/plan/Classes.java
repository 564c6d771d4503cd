package dev.pluginlb.plan;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The endpoints whose class is known, sorted, each once. All others are what {@link RouteDefaults} says. Immutable.
 *
 * @param longEndpoints known to be long
 * @param shortEndpoints known to be short; an endpoint said to be both is long, since to take a long request for a short
 *     one hurts more than the reverse
 */
public record Classes(List<EndpointKey> longEndpoints, List<EndpointKey> shortEndpoints) {

    public static final Classes NONE = new Classes(List.of(), List.of());

    public Classes {
        longEndpoints = sorted(longEndpoints);
        shortEndpoints = sorted(without(Set.copyOf(longEndpoints), shortEndpoints));
    }

    public static Classes ofLong(List<EndpointKey> longEndpoints) {
        return new Classes(longEndpoints, List.of());
    }

    /** Those that are not what their route says anyway: only these make a difference to Nginx. */
    public Classes exceptions() {
        return new Classes(
                unlike(RequestClass.LONG, longEndpoints).toList(),
                unlike(RequestClass.SHORT, shortEndpoints).toList());
    }

    private static Stream<EndpointKey> unlike(RequestClass known, List<EndpointKey> endpoints) {
        return endpoints.stream().filter(endpoint -> RouteDefaults.of(endpoint) != known);
    }

    private static List<EndpointKey> without(Set<EndpointKey> taken, List<EndpointKey> endpoints) {
        return endpoints.stream().noneMatch(taken::contains)
                ? endpoints
                : endpoints.stream()
                        .filter(endpoint -> !taken.contains(endpoint))
                        .toList();
    }

    /** There may be ten thousand, and whoever read or filtered them has mostly kept them in order. */
    private static List<EndpointKey> sorted(List<EndpointKey> endpoints) {
        return ascend(endpoints)
                ? List.copyOf(endpoints)
                : endpoints.stream().distinct().sorted().toList();
    }

    private static boolean ascend(List<EndpointKey> endpoints) {
        return IntStream.range(1, endpoints.size())
                .allMatch(i -> endpoints.get(i - 1).compareTo(endpoints.get(i)) < 0);
    }
}
