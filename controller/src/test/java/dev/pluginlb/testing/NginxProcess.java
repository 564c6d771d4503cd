package dev.pluginlb.testing;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.ControlListener;
import dev.pluginlb.nginx.MainFile;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.nginx.ReleaseDirectory;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.client.HttpClient;

/**
 * A folder of pluginlb's own with its skeleton {@code nginx.conf}, and the real Nginx on it, once one is started. Fails if
 * there is no binary.
 */
public final class NginxProcess implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path folder;
    private final Front front;
    private final ReleaseDirectory releases;
    private final HttpClient http = new HttpClient();
    private final Exchanges exchanges;
    private boolean ownsFolder;
    private List<ProcessHandle> orphans = List.of();

    private NginxProcess(Path folder, Front front) throws Exception {
        this.folder = folder;
        this.front = front;
        this.releases = new ReleaseDirectory(folder);
        Files.createDirectories(folder.resolve("temp"));
        try (InputStream skeleton = NginxProcess.class.getResourceAsStream("/nginx/nginx.conf")) {
            Files.copy(Objects.requireNonNull(skeleton), main());
        }
        releases.repair();
        http.start();
        exchanges = Exchanges.start();
    }

    /** Prepares the folder; starts nothing. */
    public static NginxProcess in(Path folder) {
        return in(folder, GivenFront.in(folder));
    }

    public static NginxProcess in(Path folder, Front front) {
        try {
            return new NginxProcess(folder, front);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a folder that goes when this is closed, for tests that cannot be given one. */
    public static NginxProcess inFolderOfItsOwn() {
        try {
            Path folder = Files.createTempDirectory("pluginlb-nginx");
            NginxProcess nginx = in(folder);
            nginx.ownsFolder = true;
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path main() {
        return folder.resolve("nginx.conf");
    }

    public Front front() {
        return front;
    }

    public ReleaseDirectory releases() {
        return releases;
    }

    public Nginx nginx() {
        return new Nginx("nginx", Optional.of(folder), main(), DEADLINE);
    }

    public MainFile mainFile() {
        return new MainFile(main(), folder.resolve("current"));
    }

    public ControlListener control() {
        return new ControlListener(front.controlListen(), exchanges);
    }

    public HttpClient http() {
        return http;
    }

    /** Whether {@code nginx -t} accepts a config, included by the skeleton. */
    public Nginx.Answer test(RenderedConfig config) {
        put(config);
        return nginx().test(main());
    }

    /** Makes a config current, as if it had been applied. */
    public void put(RenderedConfig config) {
        try {
            releases.write(config);
            releases.switchTo(config.version());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file of the current release in place, for the next reload. */
    public void replaceInConfig(String file, String from, String to) {
        try {
            Path path = folder.resolve("current").resolve(file);
            String text = Files.readString(path);
            if (!text.contains(from)) {
                throw new IllegalArgumentException(from + ": not in " + file);
            }
            Files.writeString(path, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts Nginx; it answers when this returns. */
    public NginxProcess start() {
        Nginx.Answer started = nginx().start();
        if (!started.succeeded()) {
            throw new IllegalStateException("nginx must be installed and start: " + started.words());
        }
        await().atMost(DEADLINE).until(() -> control().ask().isPresent());
        return this;
    }

    /** The version that is live; empty when nothing answers. */
    public Optional<String> live() {
        return control().ask().map(ControlListener.Live::version);
    }

    /** The status of a request to the public listener. */
    public int status(String path) {
        try {
            return http.GET("http://" + front.publicListen() + path).getStatus();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("error.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The master dies without a word; its workers serve on. They are returned, and end with this at the latest. */
    public List<ProcessHandle> killMaster() {
        List<ProcessHandle> all = allOfAStoppedMaster();
        all.get(0).destroyForcibly();
        awaitEnd(all.subList(0, 1));
        orphans = all.subList(1, all.size());
        return orphans;
    }

    /** Where it writes its number. */
    public Path pidFile() {
        return folder.resolve("nginx.pid");
    }

    /** Dies without a word and leaves its socket behind. */
    public void kill() {
        List<ProcessHandle> all = allOfAStoppedMaster();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        all.stream().limit(1).forEach(ProcessHandle::destroy);
        orphans.forEach(ProcessHandle::destroy);
        awaitEnd(all);
        List<ProcessHandle> left = mastersWithoutPidFile();
        left.forEach(ProcessHandle::destroy);
        awaitEnd(left);
        try {
            exchanges.close();
            http.stop();
            if (ownsFolder) {
                delete();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** One that has just begun to answer may be making workers still, of which none must be left. */
    private List<ProcessHandle> allOfAStoppedMaster() {
        processes().stream().limit(1).forEach(NginxProcess::stop);
        return processes();
    }

    private static void stop(ProcessHandle process) {
        try {
            int code = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -STOP " + process.pid() + ": " + code);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> processes.stream().noneMatch(NginxProcess::runs));
    }

    /** A dead daemon stays in the process table until the container's first process takes notice; it has no words then. */
    public static boolean runs(ProcessHandle process) {
        try {
            return process.isAlive()
                    && Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline")).length > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** A test may have removed the pid file, or a master that ended late its successor's. */
    private List<ProcessHandle> mastersWithoutPidFile() {
        return ProcessHandle.allProcesses()
                .filter(process -> title(process)
                        .matches("nginx: master process .* -c " + Pattern.quote(main().toString()) + " *"))
                .toList();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /** The master and its workers; none when it is not running. */
    public List<ProcessHandle> processes() {
        try {
            Path pid = pidFile();
            // nginx -t leaves an empty one.
            String master = Files.exists(pid) ? Files.readString(pid).strip() : "";
            return Stream.of(master)
                    .filter(number -> !number.isEmpty())
                    .flatMap(number -> ProcessHandle.of(Long.parseLong(number)).stream())
                    .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
