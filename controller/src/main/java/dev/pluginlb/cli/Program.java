package dev.pluginlb.cli;

import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.Settings;
import dev.pluginlb.demo.DemoOptions;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.RenderedConfig;
import java.io.PrintWriter;
import java.util.List;

/** What the commands that do not ask a running controller set in motion; each throws for what it cannot do. */
public interface Program {

    /** Starts the daemon with its admin API; closing it leaves Nginx serving. */
    AutoCloseable start(EffectiveConfig config) throws Exception;

    /**
     * The cluster as it is now, by one reading of Redis and one probe of each node.
     *
     * @throws CommandFailedException if Redis is unreachable
     */
    Situation look(Settings settings) throws Exception;

    /** The config that the daemon would apply for a situation; touches nothing. */
    RenderedConfig render(Settings settings, Situation situation) throws Exception;

    /** Tries out everything that the daemon needs. */
    List<Finding> check(Settings settings) throws Exception;

    /** Shows a whole cluster until its time is over, or for ever. */
    void demo(DemoOptions options, PrintWriter out) throws Exception;

    /** Measures a whole cluster under load; returns whether it kept every promise. */
    boolean churn(String driver, PrintWriter out) throws Exception;

    /** Is one stand-in plugin daemon, for ever. */
    void standIn(List<String> options);
}
