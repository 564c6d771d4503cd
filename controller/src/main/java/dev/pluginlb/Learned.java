package dev.pluginlb;

import dev.pluginlb.config.ClassificationSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.dispatch.Placing;
import dev.pluginlb.redis.Backlog;
import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.Flows;
import dev.pluginlb.traffic.Ledger;
import dev.pluginlb.wiring.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was learned of requests and is nowhere but in memory.
 *
 * @param rules by which it was learned
 * @param longest how long a request may run, likewise
 * @param backlog what Redis has not taken yet
 */
record Learned(
        ClassificationSettings rules, Duration longest, Ledger ledger, Placing placing, Flows flows, Backlog backlog) {

    /** What a controller with these settings may go on from: all of it where the rules are the same, else the plain counts. */
    static Learned after(Optional<Learned> former, Settings settings, Instant now) {
        ClassificationSettings rules = settings.classification();
        Duration longest = settings.nginx().readTimeout();
        Optional<Learned> same = former.filter(one -> one.rules.equals(rules) && one.longest.equals(longest));
        // Ends of requests were not heard while nobody listened.
        same.ifPresent(one -> one.ledger.forgetRunning());
        return same.orElseGet(() -> new Learned(
                rules,
                longest,
                new Wiring(settings).ledger(),
                new Placing(new EndpointKeys(rules.key()), now),
                former.map(Learned::flows).orElseGet(Flows::new),
                new Backlog(rules.maxEndpoints())));
    }
}
