package dev.pluginlb.nginx;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.NginxProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real Nginx in a folder of its own, and two configs for it. */
abstract class OnNginx {

    static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    NginxProcess nginx;
    RenderedConfig first;
    RenderedConfig second;

    @BeforeEach
    void prepare() {
        nginx = NginxProcess.in(folder);
        first = config(nginx.front(), 1);
        second = config(nginx.front(), 2);
    }

    @AfterEach
    void end() {
        nginx.close();
    }

    Applier ours() {
        return applier(nginx.nginx(), nginx.mainFile(), ProcessCare.OURS);
    }

    Applier applier(Nginx program, MainFile main, ProcessCare care) {
        return applier(target(program, main), care);
    }

    Applier applier(Applier.Target target, ProcessCare care) {
        return new Applier(target, care, PATIENCE, InstantSource.system());
    }

    Applier.Target target(Nginx program, MainFile main) {
        return new Applier.Target(program, main, nginx.releases(), nginx.control());
    }

    /** With this key. */
    Applier.Target target(String key) {
        ControlListener control = nginx.control();
        return new Applier.Target(
                nginx.nginx(),
                nginx.mainFile(),
                nginx.releases(),
                new ControlListener(control.listen(), control.exchanges(), key));
    }

    static RenderedConfig config(Front front, int nodes) {
        return new Renderer(front, Optional.empty()).render(GivenPlan.roundRobin(GivenCluster.up(nodes)));
    }

    /** One look at the Nginx that runs. */
    LiveWatch.Look look() {
        return look(target(nginx.nginx(), nginx.mainFile()));
    }

    LiveWatch.Look look(Applier.Target target) {
        List<LiveWatch.Look> looks = new CopyOnWriteArrayList<>();
        try (LiveWatch watch = new LiveWatch(target, () -> Optional.of(first), looks::add, InstantSource.system())) {
            watch.start();
            await().until(() -> !looks.isEmpty());
        }
        return looks.get(0);
    }

    Applier somebodyElses() {
        return applier(nginx.nginx(), nginx.mainFile(), ProcessCare.SOMEBODY_ELSES);
    }

    /** The same with one more file, under a version of its own. */
    static RenderedConfig with(RenderedConfig config, String name, String text) {
        String version = "%016x".formatted(text.hashCode() & 0xffffffffL);
        SortedMap<String, String> files = new TreeMap<>(config.files());
        files.replaceAll((file, content) -> content.replace(config.version(), version));
        files.put(name, text);
        return new RenderedConfig(version, files);
    }

    Path control() {
        return nginx.control().socket().orElseThrow();
    }

    /** What the running Nginx is hindered by; empty when nothing is amiss. */
    String hindrance() {
        return look().hindrance().orElse("");
    }
}
