package dev.pluginlb.testing;

import dev.pluginlb.render.Driver;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.Holding;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.traffic.KeyForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The part of a config that does not depend on the cluster, as a test wants it. */
public final class GivenFront {

    private static final NginxVersion DEBIAN = new NginxVersion(1, 22, 1);

    private static final Duration THRESHOLD = Duration.ofSeconds(5);

    private GivenFront() {}

    /** The same on every machine and every day, for texts that are compared. */
    public static Front fixed() {
        return of("127.0.0.1:5002", "127.0.0.1:8080", "unix:/run/pluginlb/control.sock", KeyForm.ROUTE_PLUGIN, DEBIAN);
    }

    /** With free ports, and the control socket in a folder. */
    public static Front in(Path folder) {
        return of(
                "127.0.0.1:" + Ports.free(),
                "127.0.0.1:" + Ports.free(),
                "unix:" + folder.resolve("control.sock"),
                KeyForm.ROUTE_PLUGIN,
                DEBIAN);
    }

    public static Front withKey(Front front, KeyForm key) {
        return of(front.internalListen(), front.publicListen(), front.controlListen(), key, front.nginx());
    }

    public static Front withControl(Front front, String listen) {
        return of(front.internalListen(), front.publicListen(), listen, front.key(), front.nginx());
    }

    public static Front withInternal(Front front, String listen) {
        return of(listen, front.publicListen(), front.controlListen(), front.key(), front.nginx());
    }

    public static Front withNginx(Front front, NginxVersion version) {
        return of(front.internalListen(), front.publicListen(), front.controlListen(), front.key(), version);
    }

    /** Whose feed goes to this place, and whose endpoints are long above this threshold. */
    public static Front withFeed(Front front, String feed, Duration threshold) {
        Holding usual = front.holding().orElseThrow();
        return new Front(
                front.internalListen(),
                front.publicListen(),
                front.controlListen(),
                front.admin(),
                feed,
                front.feedKey(),
                front.readTimeout(),
                front.maxBody(),
                front.key(),
                front.nginx(),
                front.driver(),
                front.dir(),
                Optional.of(new Holding(usual.gate(), usual.overflow(), threshold)),
                front.declares());
    }

    /** With the Lua driver, whose code and state stand in this folder. */
    public static Front withLua(Front front, String folder) {
        return copy(front, Driver.LUA, folder, front.declares());
    }

    /** As in a main file that sets this directive itself. */
    public static Front declaring(Front front, String directive) {
        return copy(front, front.driver(), front.dir(), Set.of(directive));
    }

    private static String beside(String control, String name) {
        return control.startsWith("unix:")
                ? control.replace("control.sock", name + ".sock")
                : "unix:/run/" + name + ".sock";
    }

    private static Front copy(Front front, Driver driver, String dir, Set<String> declares) {
        return new Front(
                front.internalListen(),
                front.publicListen(),
                front.controlListen(),
                front.admin(),
                front.feed(),
                front.feedKey(),
                front.readTimeout(),
                front.maxBody(),
                front.key(),
                front.nginx(),
                driver,
                dir,
                front.holding(),
                declares);
    }

    private static Front of(String internal, String open, String control, KeyForm key, NginxVersion version) {
        return new Front(
                internal,
                open,
                control,
                "http://127.0.0.1:9320",
                "127.0.0.1:5514",
                "control/feed.ke[y]",
                Duration.ofHours(1),
                "600m",
                key,
                version,
                Driver.RELOAD,
                "/run/pluginlb",
                Optional.of(new Holding(beside(control, "gate"), beside(control, "overflow"), THRESHOLD)),
                Set.of());
    }
}
