package dev.pluginlb.chaos;

import dev.pluginlb.demo.LoadReport.Ended;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of every request.
 *
 * @param good whole answers from the node that ran it, which ran it once
 * @param excused lost, as the first fault of these excuses it, by its name
 * @param lost lost without an excuse
 * @param doubled ran more than once, wherever, whatever was answered
 * @param wrong answered as a whole by a node that did not run it
 */
record Verdict(long good, Map<String, Long> excused, List<String> lost, List<String> doubled, List<String> wrong) {

    /**
     * @param runs how often nodes noted a request, by its id and the node's
     * @param hits all faults there were
     */
    static Verdict of(Collection<Ended> requests, Map<String, Map<String, Integer>> runs, List<Hit> hits) {
        Map<String, Long> excused = new LinkedHashMap<>();
        List<String> lost = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        long good = 0;
        for (Ended request : requests) {
            Set<String> ranOn = runs.getOrDefault(request.requestId(), Map.of()).keySet();
            if (!request.isGood()) {
                String excuse = excuse(new Lost(request, ranOn), hits);
                if (excuse.isEmpty()) {
                    lost.add(described(request, ranOn));
                } else {
                    excused.merge(excuse, 1L, Long::sum);
                }
            } else if (ranOn.contains(request.node())) {
                good++;
            } else {
                wrong.add(described(request, ranOn));
            }
        }
        return new Verdict(good, excused, lost, doubled(runs), wrong);
    }

    private static String excuse(Lost lost, List<Hit> hits) {
        return hits.stream()
                .filter(hit -> hit.excuses(lost))
                .map(hit -> hit.fault().name())
                .findFirst()
                .orElse("");
    }

    private static List<String> doubled(Map<String, Map<String, Integer>> runs) {
        return runs.entrySet().stream()
                .filter(run -> run.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        > 1)
                .map(run -> run.getKey() + " ran on " + run.getValue())
                .sorted()
                .toList();
    }

    private static String described(Ended request, Set<String> ranOn) {
        return request.sent() + " to " + request.at() + " " + request.requestId() + ": "
                + (request.isGood() ? "answered by " + request.node() : request.reason()) + ", ran on " + ranOn;
    }

    long excusedInAll() {
        return excused.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean isGood() {
        return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }
}
