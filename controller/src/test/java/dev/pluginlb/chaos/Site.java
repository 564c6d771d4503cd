package dev.pluginlb.chaos;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.e2e.ChildJvm;
import dev.pluginlb.e2e.NginxMaster;
import dev.pluginlb.e2e.QuickSettings;
import dev.pluginlb.e2e.Upstreams;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.SettingsFile;
import dev.pluginlb.testing.SideBySide;
import dev.pluginlb.testing.Wire;
import dev.pluginlb.testing.WrongClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * One front with its nodes, in a folder of its own: the first half of the places is reached directly, the other half through
 * wires; the controller reaches Redis through one, the nodes directly. Used from one thread.
 */
final class Site implements AutoCloseable {

    static final int NODES = 4;

    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Path folder;
    private final RedisServer redis = RedisServer.start();
    private final Wire toRedis = Wire.to(redis.port());
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Object> settings = new TreeMap<>();
    private final NginxScript script;
    private final SmallDisk disk;
    private final Console console;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<ChildJvm> controller = Optional.empty();

    private Site(Path folder, String driver, SmallDisk disk) throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.script = NginxScript.in(folder);
        for (int i = 0; i < NODES; i++) {
            int port = Ports.free();
            places.add(new Place(
                    folder, port, redis.port(), i < NODES / 2 ? Optional.empty() : Optional.of(Wire.to(port))));
        }
        settings.putAll(QuickSettings.in(disk.path(), toRedis.port(), TOKEN));
        settings.put("nginx.driver", driver);
        settings.put("nginx.binary", script.path().toString());
        settings.put("reload.command-timeout", "3s");
        settings.put("reload.confirm-timeout", "3s");
        settings.put("log.level", "info");
        settings.put("discovery.rewrite", rewrites());
        console = new Console(setting("admin.listen"), TOKEN);
    }

    /** All is well when this returns. */
    static Site start(String driver) throws Exception {
        Path folder = Files.createTempDirectory("pluginlb-chaos-");
        QuickSettings.open(folder);
        Site site = new Site(folder, driver, SmallDisk.in(folder));
        // Whoever interrupts it wants the processes gone as well.
        Runtime.getRuntime().addShutdownHook(new Thread(site::closeAtExit));
        try {
            SideBySide.run(
                    NODES, site.places.stream().collect(Collectors.toMap(Place::address, place -> place::begin)));
            site.startController();
            site.await("the start", site::isWell);
            return site;
        } catch (Exception failed) {
            site.close();
            throw failed;
        }
    }

    private Map<String, String> rewrites() {
        Map<String, String> rewrites = new TreeMap<>();
        places.stream()
                .filter(Place::isWired)
                .forEach(place -> rewrites.put("127.0.0.1:" + place.port(), place.address()));
        return rewrites;
    }

    void startController() {
        controller = Optional.of(anotherController());
    }

    /** In the place of the one that runs, if it does. */
    void startController(WrongClock clock) {
        controller().kill();
        controller = Optional.of(anotherController(clock.environment()));
    }

    /** With the same settings, beside the one that may be there. */
    ChildJvm anotherController() {
        return anotherController(Map.of());
    }

    private ChildJvm anotherController(Map<String, String> environment) {
        Path config = SettingsFile.write(folder, settings);
        return ChildJvm.run(folder, List.of(), environment, "run", "--config", config.toString());
    }

    ChildJvm controller() {
        return controller.orElseThrow();
    }

    /** Nothing is wrong any more in the controller's eyes, what it says is so, and Nginx serves. */
    boolean isWell() throws IOException {
        return console.isWell(NODES) && servers().size() == NODES && console.isServed(front());
    }

    /** Those that Nginx reads of; the last ones it was given. */
    List<String> servers() throws IOException {
        return setting("nginx.driver").equals("lua")
                ? Upstreams.nodesIn(Files.readString(dir().resolve("state.txt")))
                : Upstreams.serversIn(Files.readString(dir().resolve("current/upstreams.conf")));
    }

    void await(String what, Callable<Boolean> condition) {
        await(what, DEADLINE, condition);
    }

    void await(String what, Duration most, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(most).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    NginxMaster nginx() {
        return new NginxMaster(dir(), dir().resolve("nginx.conf"), dir().resolve("nginx.pid"));
    }

    NginxScript script() {
        return script;
    }

    RedisServer redis() {
        return redis;
    }

    Wire toRedis() {
        return toRedis;
    }

    SmallDisk disk() {
        return disk;
    }

    Console console() {
        return console;
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    URI front() {
        return URI.create("http://" + setting("nginx.internal-listen"));
    }

    String setting(String path) {
        return String.valueOf(settings.get(path));
    }

    Path dir() {
        return Path.of(setting("nginx.dir"));
    }

    Path folder() {
        return folder;
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            endAll();
        }
    }

    private void endAll() throws IOException {
        controller.ifPresent(ChildJvm::close);
        nginx().processes().forEach(ProcessHandle::destroyForcibly);
        for (Place place : places) {
            place.close();
        }
        toRedis.close();
        redis.close();
        disk.close();
        Disk.delete(folder);
    }
}
