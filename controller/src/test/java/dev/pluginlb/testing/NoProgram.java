package dev.pluginlb.testing;

import dev.pluginlb.cli.Program;
import dev.pluginlb.cli.Section;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.Settings;
import dev.pluginlb.demo.DemoOptions;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.RenderedConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/** For command lines that are looked at and never carried out. */
public class NoProgram implements Program {

    @Override
    public Running start(Supplier<EffectiveConfig> config) {
        throw never();
    }

    @Override
    public Situation look(Settings settings) {
        throw never();
    }

    @Override
    public RenderedConfig render(Settings settings, Situation situation) {
        throw never();
    }

    @Override
    public List<Section> check(Settings settings) {
        throw never();
    }

    @Override
    public void demo(DemoOptions options, PrintWriter out) {
        throw never();
    }

    @Override
    public boolean churn(String driver, PrintWriter out) {
        throw never();
    }

    @Override
    public void standIn(StandInOptions options) {
        throw never();
    }

    private static AssertionError never() {
        return new AssertionError("nothing is carried out here");
    }
}
