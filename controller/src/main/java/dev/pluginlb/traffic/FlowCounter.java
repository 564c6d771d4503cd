package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts towards a {@link FlowTally}. Confined to one thread, or locked by its owner. */
final class FlowCounter {

    private final Map<FlowTally.End, Long> ends = new EnumMap<>(FlowTally.End.class);
    private final long[] times = new long[FlowTally.BOUNDS.size() + 1];
    private Duration sum = Duration.ZERO;

    /** A request counts as often as it stands for. */
    void add(FinishedRequest request) {
        ends.merge(FlowTally.End.of(request.status()), request.weight(), Long::sum);
        times[place(request.took())] += request.weight();
        sum = sum.plus(request.took().multipliedBy(request.weight()));
    }

    FlowTally tally() {
        return new FlowTally(ends, Arrays.stream(times).boxed().toList(), sum);
    }

    private static int place(Duration took) {
        int place = 0;
        while (place < FlowTally.BOUNDS.size() && took.compareTo(FlowTally.BOUNDS.get(place)) > 0) {
            place++;
        }
        return place;
    }
}
