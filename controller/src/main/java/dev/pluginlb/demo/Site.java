package dev.pluginlb.demo;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One temporary folder, a Redis, and whatever else is opened on loopback; closing ends all of it, newest first, and
 * deletes the folder. May be closed from any thread.
 */
final class Site implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Path folder;
    private final int redisPort;
    private boolean closed;
    private int nodes;

    private Site(Path folder, int redisPort) {
        this.folder = folder;
        this.redisPort = redisPort;
    }

    /**
     * Redis was started when this returns, but may not answer yet.
     *
     * @param known gets the site before anything runs in it, so that it can be closed from then on
     */
    static Site open(String name, Consumer<Site> known) throws IOException {
        Path folder = Files.createTempDirectory(name);
        // Nginx's workers run under another name when we are root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Site site = new Site(folder, Ports.freeOrAny(0));
        site.opened(() -> Disk.delete(folder));
        known.accept(site);
        site.startRedis();
        return site;
    }

    Path folder() {
        return folder;
    }

    RedisSite redis() {
        return RedisSite.of("127.0.0.1", redisPort);
    }

    /** To be closed with all the rest; at once if all the rest is closed already, for nobody would do it later. */
    <T extends AutoCloseable> T opened(T one) {
        synchronized (running) {
            if (!closed) {
                running.push(one);
                return one;
            }
        }
        end(one);
        throw new IllegalStateException("closed while it was being opened");
    }

    /**
     * On a port that it chooses itself: one found free beforehand may be a connection's by the time a JVM is up.
     *
     * @param command runs a stand-in, to which its options are added
     */
    NodeProcess startNode(List<String> command, String... options) throws IOException {
        return startNode(command, 0, options);
    }

    NodeProcess startNode(List<String> command, int port, String... options) throws IOException {
        Stream<String> own = Stream.of("--listen=127.0.0.1:" + port, "--redis-port=" + redisPort);
        List<String> argv = Stream.concat(command.stream(), Stream.concat(own, Stream.of(options)))
                .toList();
        nodes++;
        Path log = folder.resolve("node-" + nodes + ".log");
        return opened(new NodeProcess(OwnProcess.start(argv, log), log));
    }

    /**
     * In a process of its own, with the defaults for whatever is not told.
     *
     * @param command runs a controller, to which its options are added
     * @param settings by dotted path
     */
    OwnProcess startController(List<String> command, Map<String, String> settings) throws IOException {
        Path file = folder.resolve("pluginlb.yaml");
        Disk.write(file, Json.write(tree(settings)));
        List<String> argv = Stream.concat(command.stream(), Stream.of("--config", file.toString()))
                .toList();
        return opened(OwnProcess.start(argv, folder.resolve("controller.log")));
    }

    /** As a configuration file has them, whose keys are of one or two words. */
    private static Map<String, Object> tree(Map<String, String> settings) {
        Map<String, Object> tree = new TreeMap<>();
        Map<String, Map<String, String>> sections = new TreeMap<>();
        settings.forEach((path, value) -> {
            String[] words = path.split("\\.", 2);
            if (words.length == 1) {
                tree.put(path, value);
            } else {
                sections.computeIfAbsent(words[0], name -> new TreeMap<>()).put(words[1], value);
            }
        });
        tree.putAll(sections);
        return tree;
    }

    /** What a controller here is told, by dotted path; known ports where they are free. */
    Map<String, String> settings(String driver) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("redis.port", Integer.toString(redisPort));
        settings.put("nginx.dir", folder.resolve("nginx").toString());
        settings.put("nginx.driver", driver);
        settings.put("nginx.manage-process", "true");
        settings.put("nginx.internal-listen", "127.0.0.1:" + Ports.freeOrAny(5002));
        settings.put("nginx.public-listen", "127.0.0.1:" + Ports.freeOrAny(8080));
        settings.put("admin.listen", "127.0.0.1:" + Ports.freeOrAny(9320));
        settings.put("stats.listen", "127.0.0.1:" + Ports.freeForDatagramsOrAny(5514));
        settings.put("state-dir", folder.resolve("state").toString());
        return settings;
    }

    @Override
    public void close() {
        synchronized (running) {
            closed = true;
            while (!running.isEmpty()) {
                end(running.pop());
            }
        }
    }

    /**
     * Whatever one of them throws, the others are still to be ended, by nobody else. Errors included: a class that is needed for
     * the first time now cannot be loaded when the jar was built anew meanwhile.
     */
    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception | LinkageError failed) {
            LOG.warn("could not be ended: {}", failed.toString());
        }
    }

    private void startRedis() throws IOException {
        List<String> argv = List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(redisPort),
                "--save",
                "",
                "--dir",
                folder.toString());
        opened(OwnProcess.start(argv, folder.resolve("redis.log")));
    }
}
