package dev.pluginlb;

import dev.pluginlb.admin.AdminServer;
import dev.pluginlb.cli.Program;
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
        Succession succession = Succession.begin(config, clock);
        Controller controller = succession.controller();
        AdminServer admin =
                new AdminServer(controller, config.settings().admin().listen(), succession::shown, clock);
        try {
            admin.start();
        } catch (IOException taken) {
            succession.close();
            throw taken;
        }
        Reconfiguration reconfiguration = new Reconfiguration(source, config, succession, clock);
        reconfiguration.start();
        return new Service(succession, admin, reconfiguration, supervision(succession, clock));
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
