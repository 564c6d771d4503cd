package dev.pluginlb;

import dev.pluginlb.admin.Door;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once each, when the certificate of the admin API is not good, or soon will not be. Confined to one thread. */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Door door;
    private List<String> told = List.of();

    CertificateWatch(Door door) {
        this.door = door;
    }

    void look(Instant now) {
        List<String> words = door.warnings(now);
        words.stream().filter(line -> !told.contains(line)).forEach(LOG::warn);
        told = words;
    }
}
