package dev.pluginlb.nginx;

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
import java.util.Optional;
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
        return new Applier(target(program, main), care, PATIENCE, InstantSource.system());
    }

    Applier.Target target(Nginx program, MainFile main) {
        return new Applier.Target(program, main, nginx.releases(), nginx.control());
    }

    static RenderedConfig config(Front front, int nodes) {
        return new Renderer(front, Optional.empty()).render(GivenPlan.roundRobin(GivenCluster.up(nodes)));
    }
}
