package dev.pluginlb.cli;

import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.Settings;
import dev.pluginlb.demo.DemoOptions;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.RenderedConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/** What the commands that do not ask a running controller set in motion; each throws for what it cannot do. */
public interface Program {

    /**
     * Starts the daemon with its admin API.
     *
     * @param config reads the configuration; asked again whenever it may have changed
     */
    Running start(Supplier<EffectiveConfig> config) throws Exception;

    /** A daemon that runs. Thread-safe. */
    interface Running extends AutoCloseable {

        /** Reads the configuration again, and puts it into effect if it is good. Returns at once. */
        void hangUp();

        /** Leaves Nginx serving, unless it is ours. */
        @Override
        void close();
    }

    /**
     * The cluster as it is now, by one reading of Redis and one probe of each node.
     *
     * @throws CommandFailedException if Redis is unreachable
     */
    Situation look(Settings settings) throws Exception;

    /** The config that the daemon would apply for a situation; touches nothing. */
    RenderedConfig render(Settings settings, Situation situation) throws Exception;

    /** Tries out everything that the daemon needs, and tells of it part by part. */
    List<Section> check(Settings settings) throws Exception;

    /** Shows a whole cluster until its time is over, or for ever. */
    void demo(DemoOptions options, PrintWriter out) throws Exception;

    /** Measures a whole cluster under load; returns whether it kept every promise. */
    boolean churn(String driver, PrintWriter out) throws Exception;

    /** Is one stand-in plugin daemon, for ever. */
    void standIn(StandInOptions options);
}
