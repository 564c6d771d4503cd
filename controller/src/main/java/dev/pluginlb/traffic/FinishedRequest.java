package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request that Nginx has finished.
 *
 * @param method of the request, as it came
 * @param path decoded, without arguments
 * @param pluginId as the caller named it; empty for none
 * @param status the client's status; 499 when the client went first
 * @param tries the nodes that were asked, in order
 * @param bytesSent to the client
 * @param took from the first byte of the request to the last of the answer
 * @param weight how many requests this one stands for, 1 to 1 000 000; more than 1 where the feed is sampled
 * @param requestClass the class that Nginx took it for
 * @param pool the upstream that it was sent to
 * @param id the same as at its start, if that was told
 * @param inFlightBefore what the last node had in flight when it got the request, where that is known
 */
public record FinishedRequest(
        String method,
        String path,
        String pluginId,
        int status,
        List<Try> tries,
        long bytesSent,
        Duration took,
        long weight,
        String requestClass,
        String pool,
        String id,
        OptionalInt inFlightBefore) {

    private static final int CLIENT_WENT = 499;

    /** @throws IllegalArgumentException if the weight is not 1 to 1 000 000 */
    public FinishedRequest {
        tries = List.copyOf(tries);
        if (weight < 1 || weight > EndpointTable.MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight: " + weight + " (expected: 1 to " + EndpointTable.MAX_WEIGHT + ")");
        }
    }

    /** One of which nobody counted what its node had in flight. */
    public FinishedRequest(
            String method,
            String path,
            String pluginId,
            int status,
            List<Try> tries,
            long bytesSent,
            Duration took,
            long weight,
            String requestClass,
            String pool,
            String id) {
        this(
                method,
                path,
                pluginId,
                status,
                tries,
                bytesSent,
                took,
                weight,
                requestClass,
                pool,
                id,
                OptionalInt.empty());
    }

    /**
     * One node that was asked.
     *
     * @param address as Nginx logs it
     * @param status of the node's answer, 0 when there was none
     * @param firstByte until the header of the answer came; empty if it never did
     * @param took until the last byte of the answer; empty when Nginx measured none
     */
    public record Try(String address, int status, Optional<Duration> firstByte, Optional<Duration> took) {}

    /** The try that the client's answer is from; empty when no node was asked. */
    public Optional<Try> lastTry() {
        return tries.isEmpty() ? Optional.empty() : Optional.of(tries.get(tries.size() - 1));
    }

    /**
     * Whether the plugin did its work: an answer of 200 to 399, or a client that went after the answer had begun. Dify
     * hangs up after the first item of a unary call, so that is how many calls end that went well.
     */
    public boolean succeeded() {
        boolean answered = status >= 200 && status < 400;
        return answered
                || (status == CLIENT_WENT && lastTry().flatMap(Try::firstByte).isPresent());
    }

    /**
     * The duration that counts for the endpoint: that of the last try, since the tries before it did no work.
     *
     * <p>A failure (wrong key, plugin not installed, node that refuses, client that went before an answer) is over
     * quickly and says nothing about the work, so it must not make an endpoint look fast. One that took longer than the
     * threshold counts all the same: the endpoint takes at least so long.
     *
     * @return empty when the request does not count
     */
    public Optional<Duration> sample(Duration threshold) {
        return lastTry().flatMap(Try::took).filter(time -> succeeded() || time.compareTo(threshold) > 0);
    }
}
