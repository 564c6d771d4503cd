package dev.pluginlb.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Which faults come next: all of them in a random order, again and again, each fourth time together with one that hits
 * another part. The same seed gives the same order.
 */
final class Schedule {

    private static final int ALONE = 4;

    private final List<Fault> faults;
    private final Random random;
    private final Deque<Fault> next = new ArrayDeque<>();

    Schedule(List<Fault> faults, long seed) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
    }

    /** One fault, or two at once. */
    List<Hit> next() {
        List<Hit> round = new ArrayList<>(List.of(hit(take())));
        if (random.nextInt(ALONE) == 0) {
            Fault first = round.get(0).fault();
            others(first).stream().findFirst().ifPresent(other -> round.add(hit(other)));
        }
        return round;
    }

    /** Each once, alone. */
    List<List<Hit>> each() {
        return faults.stream().map(fault -> List.of(hit(fault))).toList();
    }

    private Fault take() {
        if (next.isEmpty()) {
            next.addAll(shuffled());
        }
        return next.remove();
    }

    private List<Fault> others(Fault first) {
        return shuffled().stream().filter(other -> other.part() != first.part()).toList();
    }

    private List<Fault> shuffled() {
        List<Fault> all = new ArrayList<>(faults);
        Collections.shuffle(all, random);
        return all;
    }

    private Hit hit(Fault fault) {
        return new Hit(fault, new Random(random.nextLong()));
    }
}
