package dev.pluginlb.chaos;

import dev.pluginlb.demo.LoadGenerator;
import dev.pluginlb.demo.LoadPlan;
import dev.pluginlb.demo.LoadReport;
import dev.pluginlb.demo.LoadReport.Ended;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A site under load, the faults that come over it, and what is found in the end. */
final class Course {

    private static final int RATE = 50;
    private static final int STREAMS = 8;
    private static final Duration STREAM = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(2);

    private final String driver;
    private final PrintWriter console;
    private final Queue<Ended> requests = new ConcurrentLinkedQueue<>();
    private final List<Round> rounds = new ArrayList<>();

    Course(String driver, PrintWriter console) {
        this.driver = driver;
        this.console = console;
    }

    /** @param next the hits of the next round; empty when it is enough */
    Outcome run(Supplier<List<Hit>> next) throws Exception {
        try (Site site = Site.start(driver);
                Guard guard = Guard.over(site);
                LoadGenerator load = LoadGenerator.start(plan(site), requests::add)) {
            site.await("traffic", () -> load.report().ok() > RATE);
            for (List<Hit> hits = next.get(); !hits.isEmpty(); hits = next.get()) {
                play(site, hits);
            }
            load.stop();
            LoadReport report = load.await();
            List<Hit> hits =
                    rounds.stream().flatMap(round -> round.hits().stream()).toList();
            return new Outcome(
                    driver,
                    report.sent(),
                    report.open(),
                    Verdict.of(requests, runs(site), hits),
                    rounds,
                    guard.violations());
        }
    }

    private void play(Site site, List<Hit> hits) throws Exception {
        Round round = Round.play(site, hits);
        rounds.add(round);
        console.println(Outcome.line(round));
        console.flush();
    }

    private static LoadPlan plan(Site site) {
        return LoadPlan.light(site.front(), LONGEST).withRate(RATE).withStreams(STREAMS, STREAM);
    }

    /** How often each request ran, by the ids of the nodes. */
    private static Map<String, Map<String, Integer>> runs(Site site) throws IOException {
        Map<String, Map<String, Integer>> runs = new HashMap<>();
        List<Life> lives =
                site.places().stream().map(Place::lives).flatMap(List::stream).toList();
        for (Life life : lives) {
            for (String request : life.requests()) {
                runs.computeIfAbsent(request, id -> new HashMap<>()).merge(life.nodeId(), 1, Integer::sum);
            }
        }
        return runs;
    }

    /** All faults there are. */
    static List<Fault> faults() {
        return Stream.of(RedisFaults.all(), NodeFaults.all(), ControllerFaults.all(), NginxFaults.all())
                .flatMap(List::stream)
                .toList();
    }
}
