package dev.pluginlb.render;

import dev.pluginlb.traffic.KeyForm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the config that does not depend on the cluster: listeners, limits, and what this Nginx can do.
 *
 * @param internalListen where everything is forwarded, as {@code listen} takes it
 * @param publicListen where only {@code /e/} is forwarded
 * @param controlListen where the live version is told: {@code unix:/path} or a loopback {@code ip:port}
 * @param admin the admin API, {@code http://ip:port} or {@code https://ip:port}
 * @param feed where a line for each finished request is sent, {@code ip:port}, UDP
 * @param feedKey the file with the key of those lines, as an argument of {@code include}, which may be a pattern
 * @param readTimeout longest silence of a node within an answer
 * @param maxBody largest request body, in Nginx's notation
 * @param driver how plans reach this Nginx
 * @param dir the folder with {@code current} and the state file, for paths in the config
 * @param holding where long requests wait; empty where this Nginx cannot let them
 * @param declares directives that the surrounding nginx.conf sets itself, which therefore must not be repeated
 */
public record Front(
        String internalListen,
        String publicListen,
        String controlListen,
        String admin,
        String feed,
        String feedKey,
        Duration readTimeout,
        String maxBody,
        KeyForm key,
        NginxVersion nginx,
        Driver driver,
        String dir,
        Optional<Holding> holding,
        Set<String> declares) {

    public Front {
        declares = Set.copyOf(declares);
    }
}
