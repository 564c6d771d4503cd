package dev.pluginlb.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Says why there is no controller where one was looked for, and what to do. */
final class Unreachable {

    private static final String ELSEWHERE =
            "\nIs it running? 'pluginlb run' starts it. Elsewhere? --admin URL or PLUGINLB_ADMIN says where.";

    private Unreachable() {}

    /** @param patience for one more question, where that tells what is wrong */
    static CommandFailedException at(Place place, IOException why, Duration patience) {
        String words = isCausedBy(CertificateException.class, why) || isCausedBy(CertPathValidatorException.class, why)
                ? "what answers at " + place + " is not trusted: its certificate " + objection(place, why)
                : "no controller at " + place + ": " + words(place, why, patience);
        return new CommandFailedException(ExitCode.UNREACHABLE, words);
    }

    /** What is held against its certificate, and what would be trusted. */
    private static String objection(Place place, IOException why) {
        if (isCausedBy(CertificateExpiredException.class, why)
                || isCausedBy(CertificateNotYetValidException.class, why)) {
            return "is not valid at this time: it wants another, or this machine its clock set";
        }
        if (!isCausedBy(CertPathValidatorException.class, why) && !isCausedBy(CertPathBuilderException.class, why)) {
            return "is not for " + place.uri().getHost()
                    + ": --admin URL takes a name that it is for, --admin-ca FILE the certificate itself, for any name";
        }
        return place.trusted()
                .map(file ->
                        "neither stands in " + file + " nor is vouched for by one there: --admin-ca FILE gives another")
                .orElse("is vouched for by nobody whom this system trusts:"
                        + " --admin-ca FILE gives the certificate, or one that vouches for it");
    }

    private static String words(Place place, IOException why, Duration patience) {
        if (why instanceof SSLException && String.valueOf(why.getMessage()).contains("unrecognized SSL message")) {
            return "this port does not speak TLS: " + with("http", place) + " asks it without";
        }
        if (!place.isEncrypted() && isNoHttp(why) && TlsGreeting.isAnsweredAt(place.uri(), patience)) {
            return "this port speaks TLS: " + with("https", place)
                    + " asks it so (--admin-ca FILE is for a certificate that the system does not trust)";
        }
        return inShort(why) + ELSEWHERE;
    }

    /** Somebody listens, but what came is no HTTP, or nothing came. */
    private static boolean isNoHttp(IOException why) {
        return !(why instanceof ConnectException
                || why instanceof UnknownHostException
                || why instanceof SocketTimeoutException);
    }

    private static boolean isCausedBy(Class<? extends Exception> kind, Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's own words where they say anything. */
    private static String inShort(IOException why) {
        if (why instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (why instanceof UnknownHostException) {
            return "the name is not found";
        }
        String words = String.valueOf(why.getMessage());
        if (why instanceof ConnectException && words.contains("refused")) {
            return "nothing listens there";
        }
        if (words.startsWith("Unexpected end of file")) {
            return "it hung up without an answer";
        }
        return why.getMessage() == null ? why.getClass().getSimpleName() : words;
    }

    private static URI with(String scheme, Place place) {
        return URI.create(scheme + place.uri().toString().replaceFirst("^[a-z]+", ""));
    }
}
