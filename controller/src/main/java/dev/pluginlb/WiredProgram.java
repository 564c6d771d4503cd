package dev.pluginlb;

import dev.pluginlb.check.Draft;
import dev.pluginlb.check.Inspection;
import dev.pluginlb.check.OneLook;
import dev.pluginlb.cli.CommandFailedException;
import dev.pluginlb.cli.ExitCode;
import dev.pluginlb.cli.Program;
import dev.pluginlb.cli.Section;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.demo.Churn;
import dev.pluginlb.demo.Demo;
import dev.pluginlb.demo.DemoOptions;
import dev.pluginlb.demo.StandInMain;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/** The commands that do not ask a running controller, wired. */
final class WiredProgram implements Program {

    private final InstantSource clock = new MonotonicClock();

    @Override
    public Service start(Supplier<EffectiveConfig> config) throws Exception {
        return Service.start(config);
    }

    @Override
    public Situation look(Settings settings) throws Exception {
        try {
            return new OneLook(settings, clock).look();
        } catch (JedisException unreachable) {
            throw new CommandFailedException(
                    ExitCode.UNREACHABLE, "Redis " + new Wiring(settings).redis() + ": " + unreachable.getMessage());
        }
    }

    @Override
    public RenderedConfig render(Settings settings, Situation situation) throws IOException {
        return new Draft(settings).render(situation, clock);
    }

    @Override
    public List<Section> check(Settings settings) throws Exception {
        return new Inspection(settings, clock).run();
    }

    @Override
    public void demo(DemoOptions options, PrintWriter out) throws Exception {
        Demo demo = new Demo(options, new DemoSurface(), out);
        Thread stop = new Thread(demo::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        try (demo) {
            demo.run();
        }
    }

    @Override
    public boolean churn(String driver, PrintWriter out) throws Exception {
        Churn churn = new Churn(new DemoSurface(), driver, out);
        Thread stop = new Thread(churn::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        try (churn) {
            return churn.run();
        }
    }

    @Override
    public void standIn(StandInOptions options) {
        StandInMain.run(options);
    }

    private final class DemoSurface implements Demo.Surface {

        @Override
        public Demo.Controller start(Map<String, String> settings) throws Exception {
            EffectiveConfig config = new ConfigLoader(
                            PolicyRule.oneOf(Policies.builtIn().names()))
                    .load(ConfigSources.in(Path.of("/")).withCommandLine(settings));
            return new DemoController(WiredProgram.this.start(() -> config));
        }

        @Override
        public List<String> controller() {
            return List.of(java(), "-cp", System.getProperty("java.class.path"), Main.class.getName(), "run");
        }

        @Override
        public List<String> standIn() {
            return List.of(
                    java(),
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "stand-in");
        }

        private static String java() {
            return ProcessHandle.current().info().command().orElse("java");
        }
    }

    private record DemoController(Service service) implements Demo.Controller {

        @Override
        public Demo.Health health() {
            ControllerState state = service.controller().state();
            return new Demo.Health(
                    state.cluster().up().size(),
                    state.deployment().proven(),
                    state.deployment().wanted().orElse("no config"));
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
