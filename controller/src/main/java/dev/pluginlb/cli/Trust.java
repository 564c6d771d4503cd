package dev.pluginlb.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which controllers are believed to be one: whoever shows a certificate that stands in a file itself, by whatever name or address
 * it is called, and whoever one in the file vouches for, by its own name.
 */
final class Trust extends X509ExtendedTrustManager {

    private final Set<X509Certificate> own;
    private final X509ExtendedTrustManager usual;

    private Trust(Set<X509Certificate> own, X509ExtendedTrustManager usual) {
        this.own = Set.copyOf(own);
        this.usual = usual;
    }

    /** @throws CommandFailedException if the file cannot be read, or holds no certificate */
    static SSLContext in(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            Set<X509Certificate> own = new HashSet<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("trusted-" + own.size(), certificate);
                own.add((X509Certificate) certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trust(own, usual(trusted))}, null);
            return context;
        } catch (NoSuchFileException missing) {
            throw unusable(file, "there is no such file");
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable(file, String.valueOf(unusable.getMessage()));
        }
    }

    private static CommandFailedException unusable(Path file, String why) {
        return new CommandFailedException(
                ExitCode.USAGE,
                file + ": " + why
                        + " (expected: certificates, PEM; it is named by --admin-ca, PLUGINLB_ADMIN_CA or the configuration)");
    }

    private static X509ExtendedTrustManager usual(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private boolean isOwn(X509Certificate[] chain) {
        return chain.length > 0 && own.contains(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        if (!isOwn(chain)) {
            usual.checkServerTrusted(chain, kind, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        if (!isOwn(chain)) {
            usual.checkServerTrusted(chain, kind, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("nobody is trusted without a connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual.getAcceptedIssuers();
    }
}
