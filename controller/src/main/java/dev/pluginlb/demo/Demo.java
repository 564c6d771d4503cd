package dev.pluginlb.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole cluster on loopback: Redis, stand-in plugin daemons, Nginx, controller, and a light load.
 *
 * <p>Everything lives in one temporary folder and in processes that this one has started; closing ends all of them,
 * newest first, and deletes the folder.
 */
public final class Demo implements AutoCloseable {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LONGEST_LOAD = Duration.ofHours(24);
    private static final int RATE = 20;
    private static final int STREAMS = 4;
    private static final Duration STREAM_LENGTH = Duration.ofSeconds(8);
    private static final int REPORT_SECONDS = 5;
    private static final int MOST_NAMED = 5;

    private final DemoOptions options;
    private final Surface surface;
    private final PrintWriter out;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Site> site = new AtomicReference<>();
    private Optional<LoadGenerator> load = Optional.empty();

    /** What the demo needs from outside its room. */
    public interface Surface {

        /** Starts a controller with these settings, by dotted path. */
        Controller start(Map<String, String> settings) throws Exception;

        /** The command that runs a controller in a process of its own, to which its options are added. */
        List<String> controller();

        /** The command that runs a stand-in, to which its options are added. */
        List<String> standIn();
    }

    /** A started controller. */
    public interface Controller extends AutoCloseable {

        /** How many nodes are up, and whether the config for them is proven live. */
        Health health();

        @Override
        void close();
    }

    /** One look at the controller. */
    public record Health(int up, boolean proven, String version) {}

    public Demo(DemoOptions options, Surface surface, PrintWriter out) {
        this.options = options;
        this.surface = surface;
        this.out = out;
    }

    /** Runs until the time is over, or {@link #close} is called from elsewhere. */
    public void run() throws Exception {
        Site here = open();
        List<NodeProcess> nodes = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            nodes.add(here.startNode(surface.standIn()));
        }
        Map<String, String> settings = here.settings(options.driver());
        Controller controller = here.opened(surface.start(settings));
        awaitAll(controller);
        introduce(settings, here.folder(), nodes);
        if (options.load() == DemoOptions.Load.LIGHT) {
            load = Optional.of(here.opened(startLoad(settings)));
        }
        report(controller);
    }

    /** Returns when all has ended, also when somebody else is ending it: who returns first from a signal ends the process. */
    @Override
    public void close() {
        closed.countDown();
        Site open = site.get();
        if (open != null) {
            open.close();
        }
    }

    private Site open() throws IOException {
        return Site.open("pluginlb-demo-", opened -> {
            site.set(opened);
            if (closed.getCount() == 0) {
                close();
            }
        });
    }

    private void awaitAll(Controller controller) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + WARM_UP.toNanos();
        while (controller.health().up() < options.nodes()
                || !controller.health().proven()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("after " + WARM_UP.toSeconds() + " s there are "
                        + controller.health().up() + " of "
                        + options.nodes() + " nodes, and the config is "
                        + (controller.health().proven() ? "live" : "not live"));
            }
            if (closed.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private LoadGenerator startLoad(Map<String, String> settings) {
        URI front = URI.create("http://" + settings.get("nginx.internal-listen"));
        return LoadGenerator.start(LoadPlan.light(front, options.time().orElse(LONGEST_LOAD))
                .withRate(RATE)
                .withStreams(STREAMS, STREAM_LENGTH));
    }

    private void introduce(Map<String, String> settings, Path folder, List<NodeProcess> nodes) {
        String internal = settings.get("nginx.internal-listen");
        String admin = settings.get("admin.listen");
        String redisPort = settings.get("redis.port");
        NodeProcess last = nodes.get(nodes.size() - 1);
        out.printf(
                """
                %d stand-in plugin daemons behind Nginx, controlled by pluginlb; all of it in %s

                  internal   http://%s     PLUGIN_DAEMON_URL would point here
                  public     http://%s     serves /e/ only
                  admin      http://%s
                  redis      127.0.0.1:%s
                  nodes      %s

                Try:
                  curl -N -X POST -H 'X-Plugin-ID: langgenius/openai' http://%s/plugin/t1/dispatch/llm/invoke -d '{}'
                  curl http://%s/cluster/nodes
                  scripts/pluginlb --help
                  scripts/pluginlb nodes --admin http://%s
                  scripts/pluginlb reload --admin http://%s --token-file %s
                  redis-cli -p %s HGETALL request:stats
                  PLUGINLB_REDIS_PORT=%s scripts/pluginlb render
                  kill -9 %s     a node dies; what becomes of it: scripts/pluginlb events --admin http://%s
                  scripts/pluginlb stand-in --redis-port=%s --listen=%s     it comes back at its address, until Ctrl-C
                  scripts/pluginlb stand-in --redis-port=%s     one more node, until Ctrl-C

                """,
                options.nodes(),
                folder,
                internal,
                settings.get("nginx.public-listen"),
                admin,
                redisPort,
                nodes.stream()
                        .filter(node -> node.nodeId().isPresent())
                        .limit(MOST_NAMED)
                        .map(Demo::words)
                        .collect(Collectors.joining(", ")),
                internal,
                internal,
                admin,
                admin,
                folder.resolve("state/admin.token"),
                redisPort,
                redisPort,
                last.pid(),
                admin,
                redisPort,
                last.nodeId().map(listens -> last.address()).orElse("IP:PORT"),
                redisPort);
        out.flush();
    }

    private void report(Controller controller) throws InterruptedException {
        long end = System.nanoTime() + options.time().orElse(LONGEST_LOAD).toNanos();
        while (System.nanoTime() < end) {
            long left = end - System.nanoTime();
            if (closed.await(Math.min(left, TimeUnit.SECONDS.toNanos(REPORT_SECONDS)), TimeUnit.NANOSECONDS)) {
                return;
            }
            Health health = controller.health();
            out.printf(
                    "%d of %d nodes up, %s %s%s%n",
                    health.up(),
                    options.nodes(),
                    health.version(),
                    health.proven() ? "live" : "not live yet",
                    load.map(LoadGenerator::report).map(Demo::words).orElse(""));
            out.flush();
        }
    }

    private static String words(NodeProcess node) {
        return node.address() + " (pid " + node.pid() + ")";
    }

    private static String words(LoadReport report) {
        String failures = report.failed() == 0 ? "" : " " + report.reasons();
        return String.format(
                Locale.ROOT,
                "; %d requests sent, %d failed%s; short %d ms, stream %d ms",
                report.sent(),
                report.failed(),
                failures,
                report.shortMean().toMillis(),
                report.streamMean().toMillis());
    }
}
