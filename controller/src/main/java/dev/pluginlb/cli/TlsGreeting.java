package dev.pluginlb.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Finds out whether TLS is spoken somewhere. Whoever shows a certificate is hung up on: nothing is ever told to him. */
final class TlsGreeting {

    private static final int HTTP = 80;

    private TlsGreeting() {}

    static boolean isAnsweredAt(URI uri, Duration patience) {
        int millis = (int) patience.toMillis();
        Listener listener = new Listener();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? HTTP : uri.getPort()), millis);
            plain.setSoTimeout(millis);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {listener}, null);
            ((SSLSocket) context.getSocketFactory().createSocket(plain, uri.getHost(), plain.getPort(), true))
                    .startHandshake();
        } catch (IOException | GeneralSecurityException ended) {
            return listener.wasAnswered;
        }
        return listener.wasAnswered;
    }

    /** Trusts nobody. */
    private static final class Listener implements X509TrustManager {

        private boolean wasAnswered;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            wasAnswered = true;
            throw new CertificateException("that it speaks TLS is all there was to know");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
