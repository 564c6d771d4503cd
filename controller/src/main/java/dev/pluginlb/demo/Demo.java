package dev.pluginlb.demo;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole cluster on loopback: Redis, stand-in plugin daemons, Nginx, controller, and a light load.
 *
 * <p>Everything lives in one temporary folder and in processes that this one has started; closing ends all of them,
 * newest first, and deletes the folder.
 */
public final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LONGEST_LOAD = Duration.ofHours(24);
    private static final int RATE = 20;
    private static final int STREAMS = 4;
    private static final Duration STREAM_LENGTH = Duration.ofSeconds(8);
    private static final int REPORT_SECONDS = 5;

    private final DemoOptions options;
    private final Surface surface;
    private final PrintWriter out;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<LoadGenerator> load = Optional.empty();

    /** What the demo needs from outside its room. */
    public interface Surface {

        /** Starts a controller with these settings, by dotted path. */
        Controller start(Map<String, String> settings) throws Exception;

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
        Path folder = folder();
        int redisPort = Ports.freeOrAny(0);
        startRedis(folder, redisPort);
        for (int i = 1; i <= options.nodes(); i++) {
            startNode(folder, redisPort, i);
        }
        Map<String, String> settings = settings(folder, redisPort);
        Controller controller = surface.start(settings);
        opened(controller);
        awaitAll(controller);
        introduce(settings, folder);
        if (options.load() == DemoOptions.Load.LIGHT) {
            load = Optional.of(startLoad(settings));
            opened(load.get());
        }
        report(controller);
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (running) {
            while (!running.isEmpty()) {
                end(running.pop());
            }
        }
    }

    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception failed) {
            LOG.warn("could not be ended: {}", failed.toString());
        }
    }

    private void opened(AutoCloseable one) {
        synchronized (running) {
            running.push(one);
        }
    }

    /** Readable by Nginx's workers, which run under another name when we are root. */
    private Path folder() throws IOException {
        Path folder = Files.createTempDirectory("pluginlb-demo-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        opened(() -> Disk.delete(folder));
        return folder;
    }

    private void startRedis(Path folder, int port) throws IOException {
        List<String> argv = List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                folder.toString());
        opened(OwnProcess.start(argv, folder.resolve("redis.log")));
    }

    private void startNode(Path folder, int redisPort, int number) throws IOException {
        List<String> argv = new ArrayList<>(surface.standIn());
        argv.add("--listen=127.0.0.1:" + Ports.freeOrAny(0));
        argv.add("--redis-port=" + redisPort);
        opened(OwnProcess.start(argv, folder.resolve("node-" + number + ".log")));
    }

    private Map<String, String> settings(Path folder, int redisPort) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("redis.port", Integer.toString(redisPort));
        settings.put("nginx.dir", folder.resolve("nginx").toString());
        settings.put("nginx.driver", options.driver());
        settings.put("nginx.manage-process", "true");
        settings.put("nginx.internal-listen", "127.0.0.1:" + Ports.freeOrAny(5002));
        settings.put("nginx.public-listen", "127.0.0.1:" + Ports.freeOrAny(8080));
        settings.put("admin.listen", "127.0.0.1:" + Ports.freeOrAny(9320));
        settings.put("state-dir", folder.resolve("state").toString());
        return settings;
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

    private void introduce(Map<String, String> settings, Path folder) {
        String internal = settings.get("nginx.internal-listen");
        String admin = settings.get("admin.listen");
        out.printf(
                """
                %d stand-in plugin daemons behind Nginx, controlled by pluginlb; all of it in %s

                  internal   http://%s     PLUGIN_DAEMON_URL would point here
                  public     http://%s     serves /e/ only
                  admin      http://%s

                Try:
                  curl -N -X POST -H 'X-Plugin-ID: langgenius/openai' http://%s/plugin/t1/dispatch/llm/invoke -d '{}'
                  curl http://%s/cluster/nodes
                  scripts/pluginlb --help
                  scripts/pluginlb nodes --admin http://%s

                """,
                options.nodes(),
                folder,
                internal,
                settings.get("nginx.public-listen"),
                admin,
                internal,
                internal,
                admin);
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
