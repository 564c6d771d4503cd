package dev.pluginlb.bench.scale;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a kind of work took how long, as {@code /metrics} tells it.
 *
 * @param upTo by upper bound in milliseconds, how many times were no longer
 */
record WorkTimes(SortedMap<Double, Long> upTo) {

    private static final double MS = 1000;

    /** @param work as {@code pluginlb_work_seconds} names it, or {@code apply} */
    static WorkTimes of(String metrics, String work) {
        SortedMap<Double, Long> upTo = new TreeMap<>();
        String series = work.equals("apply")
                ? "pluginlb_apply_duration_seconds_bucket\\{result=\"[a-z_]+\""
                : "pluginlb_work_seconds_bucket\\{work=\"" + work + "\"";
        Matcher line = Pattern.compile(series + ",le=\"([^\"]+)\"} (\\d+)").matcher(metrics);
        while (line.find()) {
            double bound = line.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(line.group(1));
            upTo.merge(bound * MS, Long.parseLong(line.group(2)), Long::sum);
        }
        return new WorkTimes(upTo);
    }

    /** What came after those. */
    WorkTimes since(WorkTimes before) {
        SortedMap<Double, Long> rest = new TreeMap<>();
        upTo.forEach((bound, count) -> rest.put(bound, count - before.upTo().getOrDefault(bound, 0L)));
        return new WorkTimes(rest);
    }

    long count() {
        return upTo.getOrDefault(Double.POSITIVE_INFINITY, 0L);
    }

    /** A bound in milliseconds that this share of the times did not exceed; 0 without any. */
    long within(double share) {
        long wanted = (long) Math.ceil(share * count());
        return upTo.entrySet().stream()
                .filter(entry -> count() > 0 && entry.getValue() >= wanted)
                .map(entry -> (long) Math.min(entry.getKey(), Integer.MAX_VALUE))
                .findFirst()
                .orElse(0L);
    }
}
