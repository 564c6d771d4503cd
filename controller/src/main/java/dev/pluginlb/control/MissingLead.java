package dev.pluginlb.control;

import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.RegisteredController;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that none of the registered controllers leads: something else has written itself into the key, or they are refused what an
 * election takes. One that has just started may lead before it is registered, so that it is said only of what lasts. Confined to
 * one thread.
 */
final class MissingLead {

    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private Optional<Instant> since = Optional.empty();

    /** In words, what to do about it included; empty where all is well, or no controller is registered. */
    Optional<String> words(Coordination coordination, Instant now) {
        boolean isMissing = !coordination.controllers().isEmpty()
                && coordination.controllers().stream()
                        .map(RegisteredController::id)
                        .noneMatch(coordination.leader().stream().toList()::contains);
        since = isMissing ? since.or(() -> Optional.of(now)) : Optional.empty();
        return since.filter(begun -> Duration.between(begun, now).compareTo(TOLERATED) > 0)
                .map(begun -> coordination
                                .leader()
                                .map(id -> "the lead is held by " + id + ", which is no registered controller")
                                .orElse("no controller leads")
                        + ": nodes' status and shared weights are not written; see who writes to pluginlb:leader, or whether the log"
                        + " says that Redis refuses something");
    }
}
