package dev.pluginlb;

import dev.pluginlb.admin.AdminServer;
import dev.pluginlb.admin.Door;
import dev.pluginlb.admin.Encryption;
import dev.pluginlb.check.PortOwner;
import dev.pluginlb.cli.Program;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.control.Controller;
import dev.pluginlb.supervise.Systemd;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** A controller with its admin API, which goes by a configuration that may change meanwhile, and who is told how it is. */
record Service(
        Succession succession, AdminServer admin, Reconfiguration reconfiguration, Optional<Supervision> supervision)
        implements Program.Running {

    static Service start(Supplier<EffectiveConfig> source) throws IOException {
        InstantSource clock = new MonotonicClock();
        EffectiveConfig config = source.get();
        Door door = door(config.settings().admin());
        Succession succession = begin(config, clock, door);
        AdminServer admin = new AdminServer(succession.controller(), door, succession::shown, clock);
        try {
            admin.start();
        } catch (IOException failed) {
            succession.close();
            throw failed;
        }
        Reconfiguration reconfiguration =
                new Reconfiguration(source, config, succession, new CertificateWatch(door)::look, clock);
        reconfiguration.start();
        return new Service(succession, admin, reconfiguration, supervision(succession, clock));
    }

    private static Door door(AdminSettings admin) throws IOException {
        Optional<Encryption> encryption = Encryption.of(admin);
        Address listen = admin.listen();
        try {
            return Door.at(listen, encryption);
        } catch (IOException refused) {
            String owner =
                    PortOwner.ofTcp(listen.port()).map(who -> ", by " + who).orElse("");
            throw new IOException(
                    "admin.listen: " + listen + ": " + refused.getMessage() + owner
                            + " (expected: an address of this machine with a free port)",
                    refused);
        }
    }

    private static Succession begin(EffectiveConfig config, InstantSource clock, Door door) throws IOException {
        try {
            return Succession.begin(config, door, clock);
        } catch (IOException | RuntimeException failed) {
            door.close();
            throw failed;
        }
    }

    /** Of whoever does the work at the time. */
    private static Optional<Supervision> supervision(Succession succession, InstantSource clock) {
        return Systemd.of(System.getenv(), ProcessHandle.current().pid())
                .map(systemd -> Supervision.start(succession, systemd, clock));
    }

    Controller controller() {
        return succession.controller();
    }

    @Override
    public void hangUp() {
        reconfiguration.hangUp();
    }

    @Override
    public void close() {
        supervision.ifPresent(Supervision::close);
        reconfiguration.close();
        admin.close();
        succession.close();
    }
}
