package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where one comes who rolls back without a version: one release further each time.
 *
 * <p>The releases that were proven live make a line, in the order in which what was wanted led to them. Rolling back moves along
 * that line and adds nothing to it; so the second roll-back in a row does not lead to where the first one began. What was left on
 * the way is not come to again, wherever else it stands in the line. To be used once, by one thread.
 */
public final class StepBack {

    private final List<String> line = new ArrayList<>();
    private int place = -1;

    private StepBack() {}

    /**
     * The versions that one may come to, the nearest first, each once.
     *
     * @param version what is pinned, or live
     * @param history the latest first
     */
    public static List<String> from(String version, List<ReleaseRecord> history) {
        List<ReleaseRecord> inOrder = new ArrayList<>(history);
        Collections.reverse(inOrder);
        StepBack steps = new StepBack();
        inOrder.stream()
                .filter(record -> record.result() == ApplyOutcome.Result.PROVEN)
                .forEach(steps::take);
        return steps.before(version);
    }

    private void take(ReleaseRecord record) {
        String version = record.version();
        if (place >= 0 && line.get(place).equals(version)) {
            return;
        }
        int known = record.backFrom().isPresent() ? nearest(version) : -1;
        if (known < 0) {
            line.add(version);
        }
        place = known < 0 ? line.size() - 1 : known;
    }

    /** Further back, or else, where the operator named a later one, wherever it is; -1 if it is not in the line. */
    private int nearest(String version) {
        int back = line.subList(0, place + 1).lastIndexOf(version);
        return back < 0 ? line.lastIndexOf(version) : back;
    }

    private List<String> before(String version) {
        int found = line.subList(0, place + 1).lastIndexOf(version);
        int start = found < 0 ? place + 1 : found;
        Set<String> left = new HashSet<>(line.subList(start, line.size()));
        left.add(version);
        List<String> nearestFirst = new ArrayList<>(line.subList(0, start));
        Collections.reverse(nearestFirst);
        return nearestFirst.stream().filter(left::add).toList();
    }
}
