package dev.pluginlb.chaos;

import dev.pluginlb.nginx.Nginx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;

/** One fault, or two at once, from begin to recovery, and what is required of pluginlb meanwhile. Used from one thread. */
final class Round {

    private static final Duration SAID_WITHIN = Duration.ofSeconds(15);
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(30);
    private static final Duration STAYS_WELL = Duration.ofMillis(1500);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Site site;
    private final List<Hit> hits;
    private final Map<Hit, Duration> said = new LinkedHashMap<>();
    private final Set<Hit> prevented = new HashSet<>();
    private final List<String> missed = new ArrayList<>();
    private Duration recovery = Duration.ZERO;

    private Round(Site site, List<Hit> hits) {
        this.site = site;
        this.hits = List.copyOf(hits);
    }

    /** Returns when all is well again, or the time for that is over. */
    static Round play(Site site, List<Hit> hits) throws Exception {
        Round round = new Round(site, hits);
        for (Hit hit : hits) {
            round.begin(hit);
        }
        round.watch();
        for (Hit hit : round.nodesLast()) {
            if (!round.prevented.contains(hit)) {
                round.go(hit.fault().end(), hit);
            }
            hit.endNow();
        }
        round.recover();
        return round;
    }

    List<Hit> hits() {
        return hits;
    }

    /** What was required and did not happen. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    /** After how long its reason could be read, for faults that must be told of and were. */
    Map<Hit, Duration> said() {
        return said;
    }

    /** From the end of the fault until all was well. */
    Duration recovery() {
        return recovery;
    }

    String name() {
        return String.join(" + ", hits.stream().map(hit -> hit.fault().name()).toList());
    }

    private void begin(Hit hit) throws Exception {
        hit.beginNow();
        try {
            go(hit.fault().begin(), hit);
        } catch (IOException impossible) {
            prevent(hit, impossible);
        }
        hit.cutNow();
    }

    /** On a disk that takes no writes nothing can be removed: of two faults the first may be in the way of the second. */
    private void prevent(Hit hit, IOException why) throws IOException {
        if (hits.size() == 1) {
            throw why;
        }
        hit.remark(hit.fault().name() + " was not possible: " + why.getMessage());
        prevented.add(hit);
    }

    /** What they are seen as before the end of a fault of nodes, a controller must be able to see. */
    private List<Hit> nodesLast() {
        return hits.stream()
                .sorted(Comparator.comparing(hit -> hit.fault().part() == Part.NODES))
                .toList();
    }

    private void go(Fault.Step step, Hit hit) throws Exception {
        try {
            step.go(site, hit);
        } catch (MissedException | ConditionTimeoutException failed) {
            missed.add(hit.fault().name() + ": " + failed.getMessage());
        }
    }

    private void watch() {
        Instant begun = Instant.now();
        Duration lasts = hits.stream()
                .map(hit -> hit.fault().lasts())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant end = begun.plus(lasts);
        Instant deadline = begun.plus(SAID_WITHIN);
        while (Instant.now().isBefore(end) || (isUnsaid() && Instant.now().isBefore(deadline))) {
            look();
            LockSupport.parkNanos(POLL.toNanos());
        }
        hits.stream()
                .filter(this::isUnsaid)
                .forEach(hit -> missed.add(hit.fault().name() + ": not said within " + SAID_WITHIN.toSeconds() + " s: "
                        + hit.fault().says().orElseThrow() + "; but: "
                        + site.console().complaints()));
    }

    private void look() {
        String complaints = site.console().complaints();
        hits.stream()
                .filter(this::isUnsaid)
                .filter(hit ->
                        hit.fault().says().orElseThrow().matcher(complaints).find())
                .forEach(hit -> said.put(hit, Duration.between(hit.begun(), Instant.now())));
        Set<String> up = site.console().up();
        hits.stream()
                .filter(hit -> hit.known().equals(Loss.NEVER))
                .filter(hit -> !up.isEmpty() && hit.places().stream().noneMatch(place -> up.contains(place.address())))
                .filter(hit -> site.console().isProven())
                .forEach(Hit::knownNow);
    }

    private boolean isUnsaid() {
        return hits.stream().anyMatch(this::isUnsaid);
    }

    private boolean isUnsaid(Hit hit) {
        boolean canSay = !prevented.contains(hit)
                && hits.stream()
                        .noneMatch(other -> other != hit && other.fault().keepsFromSaying(hit.fault()));
        return canSay && hit.fault().says().isPresent() && !said.containsKey(hit);
    }

    /** What is seen just after the end may be from before: well is what stays so for a while. */
    private void recover() throws IOException {
        Recovery looks = new Recovery(Instant.now());
        while (!looks.lastedFor(STAYS_WELL, Instant.now()) && looks.took().compareTo(RECOVERED_WITHIN) < 0) {
            LockSupport.parkNanos(POLL.toNanos());
            boolean isWell = site.isWell();
            looks.look(isWell, Instant.now());
        }
        recovery = looks.took();
        if (recovery.compareTo(RECOVERED_WITHIN) >= 0) {
            missed.add("not well " + RECOVERED_WITHIN.toSeconds() + " s after its end: "
                    + site.console().complaints());
        }
        for (Hit hit : hits) {
            hit.recoveredAt(looks.at());
        }
        Nginx.Answer test = site.nginx().test();
        if (!test.succeeded()) {
            missed.add("nginx -t: " + test.words());
        }
    }
}
