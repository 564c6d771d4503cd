package dev.pluginlb.admin;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From when until when a certificate of the admin API is good: at other times whoever checks it does not connect. */
record Validity(Path file, Instant from, Instant until) {

    private static final Duration SOON = Duration.ofDays(7);
    /** Those that are good for a few days only are renewed later. */
    private static final int SOON_PART = 10;

    static Validity of(Path file, X509Certificate certificate) {
        return new Validity(
                file,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** Why it is not good at that time; empty when it is. */
    Optional<String> fault(Instant now) {
        if (now.isAfter(until)) {
            return Optional.of(words("has been over since " + until));
        }
        return now.isBefore(from) ? Optional.of(words("only begins at " + from)) : Optional.empty();
    }

    /** That it ends soon; empty when it does not, or is not good anyway. */
    Optional<String> end(Instant now) {
        Duration part = Duration.between(from, until).dividedBy(SOON_PART);
        Instant soon = until.minus(part.compareTo(SOON) < 0 ? part : SOON);
        return fault(now).isEmpty() && now.isAfter(soon)
                ? Optional.of("admin.tls.cert-file: the time of " + file + " is over at " + until
                        + "; put a renewed one there, with its key, before")
                : Optional.empty();
    }

    private String words(String what) {
        return "admin.tls.cert-file: the time of " + file + " " + what
                + " (expected: a certificate that is valid now; with any other, who checks it does not connect)";
    }
}
