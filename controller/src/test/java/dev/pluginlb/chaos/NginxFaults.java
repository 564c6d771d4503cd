package dev.pluginlb.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What Nginx had in flight may be lost where Nginx itself is hit. */
final class NginxFaults {

    private static final String REMOVED = "somebody has removed .*control.sock";

    private final List<ProcessHandle> orphans = new ArrayList<>();
    private final List<Closeable> taken = new ArrayList<>();

    private NginxFaults() {}

    static List<Fault> all() {
        NginxFaults faults = new NginxFaults();
        return List.of(
                nginx("nginx-killed", "master and workers, SIGKILL", (site, hit) -> kill(site), (site, hit) -> {})
                        .losing(Loss.ALL),
                nginx(
                                "nginx-master-killed",
                                "the workers go on, on the ports of the next one, until they are ended",
                                (site, hit) -> faults.killMaster(site),
                                (site, hit) -> faults.endOrphans())
                        .losing(Loss.ALL),
                nginx(
                                "nginx-socket-removed",
                                "the file of its control listener",
                                (site, hit) -> removeSocket(site),
                                (site, hit) -> {})
                        .saying(REMOVED),
                nginx(
                                "nginx-socket-and-pid-removed",
                                "that file and the pid file: it seems to be dead",
                                (site, hit) -> {
                                    Files.deleteIfExists(site.nginx().pid());
                                    removeSocket(site);
                                },
                                (site, hit) -> {})
                        .saying(REMOVED),
                nginx(
                                "nginx-worker-killed",
                                "SIGKILL",
                                (site, hit) -> workers(site).forEach(ProcessHandle::destroyForcibly),
                                (site, hit) -> {})
                        .losing(Loss.FRONT_CUT),
                nginx(
                                "nginx-port-taken",
                                "killed, and another has its port when it is to start",
                                (site, hit) -> faults.takePort(site),
                                (site, hit) -> faults.leavePort())
                        .losing(Loss.ALL)
                        .saying("(?i)in use|not live|does not run|not running")
                        .lasting(4),
                hanging("nginx-reload-hangs", "reload"),
                hanging("nginx-test-hangs", "-t"),
                nginx(
                                "nginx-binary-missing",
                                "as in the middle of an upgrade",
                                (site, hit) -> {
                                    site.script().takeAway();
                                    site.console().wishReload();
                                },
                                (site, hit) -> site.script().bringBack())
                        .saying("(?i)no such file|not found|cannot run"));
    }

    private static Fault hanging(String name, String argument) {
        return nginx(
                        name,
                        "nginx " + argument + " does not end",
                        (site, hit) -> {
                            site.script().hangAt(argument);
                            site.console().wishReload();
                        },
                        (site, hit) -> site.script().mend())
                .saying("(?i)tim(ed|e) ?out|longer than|within|did not end")
                .lasting(4);
    }

    private static Fault nginx(String name, String what, Fault.Step begin, Fault.Step end) {
        return Fault.of(Part.NGINX, name, what, begin, end);
    }

    private static void kill(Site site) {
        site.nginx().processes().forEach(ProcessHandle::destroyForcibly);
    }

    private static void removeSocket(Site site) throws IOException {
        Files.deleteIfExists(site.dir().resolve("control/control.sock"));
    }

    private static List<ProcessHandle> workers(Site site) {
        return site.nginx().processes().stream().skip(1).toList();
    }

    private void killMaster(Site site) {
        orphans.addAll(workers(site));
        site.nginx().processes().stream().limit(1).forEach(ProcessHandle::destroyForcibly);
    }

    private void endOrphans() {
        orphans.forEach(ProcessHandle::destroyForcibly);
        orphans.clear();
    }

    private void takePort(Site site) throws IOException {
        String[] listen = site.setting("nginx.public-listen").split(":", 2);
        ServerSocket other = new ServerSocket();
        taken.add(other);
        other.setReuseAddress(true);
        kill(site);
        site.await("the port to be free", () -> {
            try {
                other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(listen[1])));
                return true;
            } catch (IOException notYet) {
                // The controller may have been quicker, and has started it anew.
                kill(site);
                return false;
            }
        });
    }

    private void leavePort() throws IOException {
        for (Closeable other : taken) {
            other.close();
        }
        taken.clear();
    }
}
