package dev.pluginlb;

import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.store.FolderLock;
import dev.pluginlb.wiring.NginxSite;
import dev.pluginlb.wiring.Shared;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a controller holds while it runs: the folders of Nginx and of its state for itself alone, and connections. */
record Premises(List<FolderLock> locks, Exchanges exchanges, Shared shared) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Premises.class);

    /** @throws IOException if another process has the folder, or the CA file cannot be used; nothing is held then */
    static Premises take(Settings settings, Lasting lasting) throws IOException {
        List<FolderLock> locks = lock(settings);
        try {
            Exchanges exchanges = Exchanges.start();
            try {
                return new Premises(locks, exchanges, new Wiring(settings).shared(lasting.junk(), lasting.clock()));
            } catch (IOException | RuntimeException failed) {
                exchanges.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            unlock(locks);
            throw failed;
        }
    }

    private static List<FolderLock> lock(Settings settings) throws IOException {
        Path nginx = new NginxSite(settings).folder();
        Path state = settings.stateDir().toAbsolutePath().normalize();
        List<FolderLock> locks = new ArrayList<>(List.of(FolderLock.take("nginx.dir", nginx)));
        try {
            if (!Files.isSameFile(nginx, Files.createDirectories(state))) {
                locks.add(FolderLock.take("state-dir", state));
            }
            return locks;
        } catch (IOException | RuntimeException failed) {
            unlock(locks);
            throw failed;
        }
    }

    /** The locks go last. */
    @Override
    public void close() {
        shared.redis().close();
        exchanges.close();
        unlock(locks);
    }

    private static void unlock(List<FolderLock> locks) {
        for (FolderLock lock : locks) {
            try {
                lock.close();
            } catch (IOException failed) {
                LOG.debug("the lock of a folder ends with the process", failed);
            }
        }
    }
}
