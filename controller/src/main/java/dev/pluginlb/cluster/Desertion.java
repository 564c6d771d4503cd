package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * For how long the registries, all readable, have held nobody who is expected to beat. Two heartbeat time-outs of that are no
 * flush any more, after which living nodes register again. Confined to the {@link Membership} that owns it.
 */
final class Desertion {

    private static final int TIMEOUTS = 2;
    private static final List<Source> BEATING =
            Arrays.stream(Source.values()).filter(Source::beats).toList();

    private final Duration longestFlush;
    private Optional<Duration> since = Optional.empty();

    Desertion(Duration heartbeatTimeout) {
        this.longestFlush = heartbeatTimeout.multipliedBy(TIMEOUTS);
    }

    void read(Registrations registrations, Duration now) {
        if (registrations.heartbeats().stream()
                .anyMatch(heartbeat -> heartbeat.source().beats())) {
            since = Optional.empty();
        } else if (since.isEmpty() && registrations.readable().containsAll(BEATING)) {
            since = Optional.of(now);
        }
    }

    boolean lasts(Duration now) {
        return since.filter(begun -> now.minus(begun).compareTo(longestFlush) > 0)
                .isPresent();
    }
}
