package dev.pluginlb.simulate;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.RouteDefaults;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * A workload from an access log: what would a policy have done with this traffic?
 *
 * <p>A request arrives when it ended less what its client saw, and its work is what its node took. So the work contains
 * whatever it waited for on that day's nodes: the log cannot tell work from waiting. It <em>is</em> long when its own work
 * is above the threshold; the proxy <em>takes</em> it for what the {@link ClassRule} says of its endpoint from the requests
 * that had ended by then, and for what its route says while that is too little.
 *
 * @param requests in the order of their arrival, from 0 seconds on
 * @param unread lines that tell of no request that a node has served
 */
public record RecordedLog(List<Request> requests, int unread) {

    /** Nginx writes 0.000 for what took less than a millisecond. */
    private static final double LEAST = 0.0005;

    public RecordedLog {
        requests = List.copyOf(requests);
    }

    public static RecordedLog read(Stream<String> lines, LogFormat format, ClassRule rule) {
        List<LogEntry> entries = new ArrayList<>();
        int[] unread = {0};
        lines.filter(line -> !line.isBlank()).forEach(line -> {
            Optional<LogEntry> entry = format.read(line);
            entry.ifPresentOrElse(entries::add, () -> unread[0]++);
        });
        return new RecordedLog(requests(repeated(spread(entries)), rule), unread[0]);
    }

    /** Where times are whole seconds, those of one second are spread over it in the order of the log. */
    private static List<LogEntry> spread(List<LogEntry> entries) {
        if (entries.stream().anyMatch(entry -> entry.end() != Math.rint(entry.end()))) {
            return entries;
        }
        Map<Double, Integer> counts = new HashMap<>();
        entries.forEach(entry -> counts.merge(entry.end(), 1, Integer::sum));
        Map<Double, Integer> seen = new HashMap<>();
        return entries.stream()
                .map(entry -> {
                    int place = seen.merge(entry.end(), 1, Integer::sum) - 1;
                    return later(entry, (double) place / counts.getOrDefault(entry.end(), 1));
                })
                .toList();
    }

    /** One that stands for several becomes several, spread over a second. */
    private static List<LogEntry> repeated(List<LogEntry> entries) {
        List<LogEntry> all = new ArrayList<>();
        for (LogEntry entry : entries) {
            for (int i = 0; i < entry.weight(); i++) {
                all.add(later(entry, (double) i / entry.weight()));
            }
        }
        return all;
    }

    private static LogEntry later(LogEntry entry, double seconds) {
        return new LogEntry(entry.end() + seconds, entry.took(), entry.work(), entry.endpoint(), entry.weight());
    }

    private static List<Request> requests(List<LogEntry> entries, ClassRule rule) {
        List<LogEntry> arriving = new ArrayList<>(entries);
        arriving.sort(Comparator.comparingDouble(LogEntry::arrival));
        double first = arriving.isEmpty() ? 0 : arriving.get(0).arrival();
        Learning learning = new Learning(rule);
        return arriving.stream()
                .map(entry -> new Request(
                        entry.arrival() - first,
                        Math.max(entry.work(), LEAST),
                        entry.work() * 1e9 > rule.threshold().toNanos() ? RequestClass.LONG : RequestClass.SHORT,
                        learning.classOf(entry),
                        entry.endpoint()))
                .toList();
    }

    /** What the controller knows of endpoints, as the log goes on. */
    private static final class Learning {

        private final ClassRule rule;
        private final Map<EndpointKey, EndpointStats> endpoints = new HashMap<>();
        private final PriorityQueue<LogEntry> running = new PriorityQueue<>(Comparator.comparingDouble(LogEntry::end));

        private Learning(ClassRule rule) {
            this.rule = rule;
        }

        /** By those that ended before it arrived; it is running from then on. */
        private RequestClass classOf(LogEntry arriving) {
            while (!running.isEmpty() && running.element().end() <= arriving.arrival()) {
                learn(running.remove());
            }
            running.add(arriving);
            return known(arriving.endpoint()).judged().orElse(RouteDefaults.of(arriving.endpoint()));
        }

        private void learn(LogEntry ended) {
            Samples sample = Samples.of(Duration.ofNanos(Math.round(ended.work() * 1e9)));
            endpoints.put(ended.endpoint(), known(ended.endpoint()).with(sample, rule));
        }

        private EndpointStats known(EndpointKey endpoint) {
            return endpoints.getOrDefault(endpoint, EndpointStats.none(rule));
        }
    }
}
