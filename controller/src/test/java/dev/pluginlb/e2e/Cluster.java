package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.Wired;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.demo.RedisSite;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The whole product on loopback in one folder: Redis, Nginx and the controller as they are, plugin daemons as stand-ins.
 *
 * <p>Nodes beat, probes run and reloads may follow each other faster than by default, so that tests are short.
 */
final class Cluster implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(45);
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private final Path folder;
    private final RedisServer redis;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<StandInDaemon> nodes;
    private final Runnable lastAct;
    private Optional<AutoCloseable> controller = Optional.empty();

    private Cluster(Path folder, RedisServer redis, List<StandInDaemon> nodes, Runnable lastAct) {
        this.folder = folder;
        this.redis = redis;
        this.nodes = nodes;
        this.lastAct = lastAct;
        settings.putAll(QuickSettings.in(folder, redis.port(), TOKEN));
    }

    /** Redis runs; the rest is started one by one, or with {@link #start}. */
    static Cluster in(Path folder) {
        return in(folder, RedisServer.start());
    }

    /** With a Redis that runs already, and ends with this. */
    static Cluster in(Path folder, RedisServer redis) {
        QuickSettings.open(folder);
        List<StandInDaemon> nodes = new ArrayList<>();
        return new Cluster(folder, redis, nodes, () -> {
            nodes.forEach(StandInDaemon::close);
            redis.close();
        });
    }

    /**
     * Another front of the same nodes, with a controller and an Nginx of its own; to be closed before this one. What was set
     * of routing and classification here holds there, too.
     */
    Cluster beside(String name) {
        try {
            Path other = Files.createDirectories(folder.resolve(name));
            QuickSettings.open(other);
            Cluster front = new Cluster(other, redis, nodes, () -> {});
            settings.forEach((path, value) -> {
                if (path.startsWith("routing.") || path.startsWith("classification.")) {
                    front.set(path, value);
                }
            });
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another setting, by its dotted path, for the controllers started from now on. */
    Cluster set(String path, String value) {
        settings.put(path, value);
        return this;
    }

    String setting(String path) {
        return Optional.ofNullable(settings.get(path)).orElseThrow();
    }

    /** So many nodes, and a controller; all of them serve when this returns. */
    Cluster start(int count) {
        for (int i = 0; i < count; i++) {
            join();
        }
        startController();
        awaitServing(count);
        return this;
    }

    StandInDaemon join() {
        return join(options -> options);
    }

    StandInDaemon join(UnaryOperator<StandInOptions> how) {
        StandInOptions usual = StandInOptions.of(RedisSite.of(redis.host(), redis.port()))
                .withHeartbeat(HEARTBEAT)
                .withVoteInterval(Duration.ZERO);
        StandInDaemon node = StandInDaemon.start(how.apply(usual));
        nodes.add(node);
        return node;
    }

    /** As a service manager does it after a crash: the same place, a new id. */
    StandInDaemon restart(StandInDaemon node) {
        node.close();
        return join(options -> options.withPort(node.port()));
    }

    /** Takes itself out of the registry, as an orderly operator would see to; it goes on answering. */
    void leave(StandInDaemon node) {
        node.freezeHeartbeats();
        await().atMost(DEADLINE)
                .until(() -> redis.ask(jedis -> {
                    jedis.hdel("plugin_daemon:cluster-nodes-status-hash-map", node.nodeId());
                    return !jedis.hexists("plugin_daemon:cluster-nodes-status-hash-map", node.nodeId());
                }));
    }

    void startController() {
        try {
            ConfigLoader loader =
                    new ConfigLoader(PolicyRule.oneOf(Policies.builtIn().names()));
            ConfigSources sources = ConfigSources.in(folder).withCommandLine(settings);
            controller = Optional.of(Wired.program().start(() -> loader.load(sources)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void stopController() {
        controller.ifPresent(Cluster::close);
        controller = Optional.empty();
    }

    /** Waits until so many nodes are up and the config for them is proven live. */
    void awaitServing(int count) {
        try {
            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> admin().isProven()
                            && admin().up() == count
                            && servers().size() == count);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(count + " nodes do not serve: " + admin().status(), late);
        }
    }

    /** Waits until Nginx does, or does not, send requests to a node. */
    void awaitInConfig(StandInDaemon node) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isInConfig(node) && admin().isProven());
    }

    void awaitNotInConfig(StandInDaemon node) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isInConfig(node) && admin().isProven());
    }

    boolean isInConfig(StandInDaemon node) {
        return servers().contains("127.0.0.1:" + node.port());
    }

    /** With which Nginx chooses for each request, from live counts. */
    Cluster withLua() {
        return set("nginx.driver", "lua");
    }

    /** The servers of the upstream that everything may use, as they stand in what Nginx reads. */
    List<String> servers() {
        return setting("nginx.driver").equals("lua")
                ? Upstreams.nodesIn(state())
                : Upstreams.serversIn(current("upstreams.conf"));
    }

    /** A file of the config that Nginx reads. */
    String current(String file) {
        return text(dir().resolve("current").resolve(file));
    }

    /** What Nginx of the Lua driver was told last. */
    String state() {
        return text(dir().resolve("state.txt"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Traffic traffic() {
        return Traffic.through(internal());
    }

    Door internal() {
        return new Door(setting("nginx.internal-listen"));
    }

    Door open() {
        return new Door(setting("nginx.public-listen"));
    }

    Admin admin() {
        return new Admin(new Door(setting("admin.listen")));
    }

    Terminal terminal() {
        return new Terminal(
                folder, Map.of("PLUGINLB_ADMIN", "http://" + setting("admin.listen"), "PLUGINLB_TOKEN", TOKEN));
    }

    NginxMaster nginx() {
        return new NginxMaster(dir(), dir().resolve("nginx.conf"), dir().resolve("nginx.pid"));
    }

    RedisServer redis() {
        return redis;
    }

    List<StandInDaemon> nodes() {
        return List.copyOf(nodes);
    }

    Path folder() {
        return folder;
    }

    Path dir() {
        return Path.of(setting("nginx.dir"));
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** The controller as a process of its own. */
    ChildJvm runController() {
        Path config = SettingsFile.write(folder, settings);
        return ChildJvm.run(folder, List.of(), Map.of(), "run", "--config", config.toString());
    }

    @Override
    public void close() {
        stopController();
        nginx().stop();
        lastAct.run();
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
