package dev.pluginlb.traffic;

import java.util.Comparator;
import java.util.Locale;

/**
 * Requests of one class that went one way.
 *
 * @param way a node's address or a route, {@link #NOWHERE} or {@link #OTHERS}
 */
public record Flow(RequestClass requestClass, String way) implements Comparable<Flow> {

    /** The way of requests that no node was asked for. */
    public static final String NOWHERE = "none";

    /** The way of all requests for whose own there was no room. */
    public static final String OTHERS = "other";

    private static final Comparator<Flow> ORDER =
            Comparator.comparing(Flow::way).thenComparing(Flow::requestClass);

    static RequestClass classOf(FinishedRequest request) {
        return request.requestClass().equals(RequestClass.LONG.name().toLowerCase(Locale.ROOT))
                ? RequestClass.LONG
                : RequestClass.SHORT;
    }

    @Override
    public int compareTo(Flow other) {
        return ORDER.compare(this, other);
    }
}
