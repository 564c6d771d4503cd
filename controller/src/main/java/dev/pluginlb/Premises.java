package dev.pluginlb;

import dev.pluginlb.config.Settings;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.store.FolderLock;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a controller holds while it runs: the folder of Nginx for itself alone, and connections. */
record Premises(FolderLock lock, Exchanges exchanges, Shared shared) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Premises.class);

    /** @throws IOException if another process has the folder, or the CA file cannot be used; nothing is held then */
    static Premises take(Settings settings, Lasting lasting) throws IOException {
        FolderLock lock = FolderLock.take("nginx.dir", new NginxSite(settings).folder());
        try {
            Exchanges exchanges = Exchanges.start();
            try {
                return new Premises(lock, exchanges, new Wiring(settings).shared(lasting.junk(), lasting.clock()));
            } catch (IOException | RuntimeException failed) {
                exchanges.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            unlock(lock);
            throw failed;
        }
    }

    /** The lock goes last. */
    @Override
    public void close() {
        shared.redis().close();
        exchanges.close();
        unlock(lock);
    }

    private static void unlock(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            LOG.debug("the lock of nginx.dir ends with the process", failed);
        }
    }
}
