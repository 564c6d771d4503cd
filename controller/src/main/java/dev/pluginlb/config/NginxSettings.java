package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The Nginx that is steered.
 *
 * @param binary the program's name, looked up in PATH, or its path
 * @param dir holds {@code releases/<version>/} and {@code current}
 * @param config the user's own main file, which includes {@code <dir>/current/*.conf}; empty for pluginlb's skeleton
 * @param templates a folder whose files replace the packaged templates of the same names
 * @param manageProcess whether Nginx is started if it does not run, and stopped on exit
 * @param publicListen serves {@code /e/} only
 * @param controlListen empty for a socket in {@code dir}
 * @param readTimeout the longest silence of a node within one response
 * @param maxBody an Nginx size, {@code 600m}
 */
public record NginxSettings(
        Driver driver,
        String binary,
        Path dir,
        Optional<Path> config,
        Optional<Path> templates,
        boolean manageProcess,
        Address internalListen,
        Address publicListen,
        Optional<ControlListen> controlListen,
        Duration readTimeout,
        String maxBody) {

    /** How a plan reaches the running Nginx; {@code AUTO} takes the best that is there. */
    public enum Driver {
        AUTO,
        LUA,
        RELOAD
    }
}
