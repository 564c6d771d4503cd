package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests that have begun and not ended, as far as that was told.
 *
 * <p>At most {@value #MOST}, the oldest leave first; and none longer than a given time, for the word of an end may be
 * lost. Times are of a clock that goes forward only. Confined to one thread, or locked by its owner.
 */
public final class Running {

    static final int MOST = 10_000;

    private final Duration longest;
    private final Map<String, Begun> requests = new LinkedHashMap<>();

    private record Begun(StartedRequest request, Instant at) {}

    /** @param longest what runs longer is forgotten */
    public Running(Duration longest) {
        this.longest = longest;
    }

    public void started(StartedRequest request, Instant now) {
        requests.remove(request.id()); // to stand at the end again
        requests.put(request.id(), new Begun(request, now));
        if (requests.size() > MOST) {
            requests.remove(requests.keySet().iterator().next());
        }
    }

    /** Of a request that is not known, nothing changes. */
    public void ended(String id) {
        requests.remove(id);
    }

    /** How many are remembered. */
    public int size() {
        return requests.size();
    }

    /** To be called when ends may have been missed. */
    public void forgetAll() {
        requests.clear();
    }

    /** The workers of Nginx that have some of these requests. */
    public Set<Long> workers() {
        return requests.values().stream().map(begun -> begun.request().worker()).collect(Collectors.toSet());
    }

    /** A worker that was stopped or killed says nothing of the requests it had. */
    public void forgetThoseOf(Set<Long> gone) {
        requests.values().removeIf(begun -> gone.contains(begun.request().worker()));
    }

    /** The ages of those that have run for longer than the threshold, oldest first, by endpoint. */
    public Map<EndpointKey, List<Duration>> olderThan(Duration threshold, Instant now) {
        Map<EndpointKey, List<Duration>> ages = new LinkedHashMap<>();
        requests.values().removeIf(begun -> begun.at().plus(longest).isBefore(now));
        for (Begun begun : requests.values()) {
            Duration age = Duration.between(begun.at(), now);
            if (age.compareTo(threshold) <= 0) {
                break; // those that follow are younger
            }
            ages.computeIfAbsent(begun.request().endpoint(), endpoint -> new ArrayList<>())
                    .add(age);
        }
        return ages;
    }
}
