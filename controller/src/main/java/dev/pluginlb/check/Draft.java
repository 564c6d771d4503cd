package dev.pluginlb.check;

import dev.pluginlb.cluster.Runners;
import dev.pluginlb.config.Settings;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.policy.PlanMemory;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.wiring.NginxSite;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The config that a daemon with these settings would begin with, made for whoever wants to see it or have it tested. */
public record Draft(Settings settings) {

    /** What is rendered for when no Nginx is at hand: the oldest that is supported. */
    private static final NginxVersion OLDEST = new NginxVersion(1, 18, 0);

    /** Looks at the further pools first. */
    public RenderedConfig render(Situation situation, InstantSource clock) throws IOException {
        List<ServicePool> pools = OneLookAtPools.serving(new OneLookAtPools(settings, clock).look());
        NginxVersion version = new NginxSite(settings).nginx().version().orElse(OLDEST);
        return render(situation, pools, version);
    }

    RenderedConfig render(Situation situation, List<ServicePool> pools, NginxVersion version) throws IOException {
        Wiring wiring = new Wiring(settings);
        NginxSite site = new NginxSite(settings);
        Driver driver = site.driver();
        RoutingPlan plan = wiring.planner()
                .decide(situation, PlanMemory.EMPTY, Instant.EPOCH)
                .plan()
                .with(pools);
        Renderer renderer = wiring.renderer(site, version, driver);
        RenderedConfig config = renderer.render(plan);
        return driver == Driver.LUA
                ? config.with(
                        site.stateFile().getFileName().toString(),
                        renderer.state(
                                        plan,
                                        Wiring.facts(
                                                settings,
                                                situation.cluster().drains().keySet(),
                                                Runners.NONE))
                                .text())
                : config;
    }
}
