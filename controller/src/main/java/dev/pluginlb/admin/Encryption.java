package dev.pluginlb.admin;

import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.disk.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** By what clients know the admin API, and what is said cannot be read on the way: a certificate and its key, from PEM files. */
public final class Encryption {

    private static final String NO_PASSWORD = "";
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private final KeyStore keys;
    private final Validity validity;

    private Encryption(KeyStore keys, Validity validity) {
        this.keys = keys;
        this.validity = validity;
    }

    /**
     * As it is set; empty where nothing is to be encrypted.
     *
     * @throws IOException if the files cannot be used; the message says which
     */
    public static Optional<Encryption> of(AdminSettings admin) throws IOException {
        return admin.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(of(admin.tls().get().chain(), admin.tls().get().key()));
    }

    /**
     * @param chain the certificate, then those that vouch for it
     * @param key as PKCS#8, not encrypted
     * @throws IOException if they cannot be read, are no such files, or do not belong together; the message says which
     */
    public static Encryption of(Path chain, Path key) throws IOException {
        X509Certificate[] certificates = certificates(chain);
        PublicKey shown = certificates[0].getPublicKey();
        PrivateKey secret = key(key, shown.getAlgorithm());
        if (!belongTogether(secret, shown)) {
            throw unusable("admin.tls.key-file", key, "the key of the first certificate in " + chain);
        }
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("admin", secret, NO_PASSWORD.toCharArray(), certificates);
            return new Encryption(keys, Validity.of(chain, certificates[0]));
        } catch (GeneralSecurityException refused) {
            throw new IOException("admin.tls: " + chain + " and " + key + ": " + refused.getMessage(), refused);
        }
    }

    private static X509Certificate[] certificates(Path chain) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(RegularFile.bytes(chain)));
            if (found.isEmpty()) {
                throw new CertificateException("none");
            }
            return found.stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        } catch (IOException | GeneralSecurityException bad) {
            throw unusable("admin.tls.cert-file", chain, "a regular file that can be read, with certificates, PEM");
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        try {
            Matcher pem = KEY.matcher(new String(RegularFile.bytes(file), StandardCharsets.ISO_8859_1));
            if (!pem.find()) {
                throw new InvalidKeyException("none");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException bad) {
            throw unusable(
                    "admin.tls.key-file",
                    file,
                    "a regular file that can be read, with the key of the certificate as PEM (PKCS#8), not encrypted;"
                            + " `openssl pkcs8 -topk8 -nocrypt -in " + file + "` makes one");
        }
    }

    /** Of kinds of keys that are not known here nothing can be said, and so true. */
    private static boolean belongTogether(PrivateKey secret, PublicKey shown) {
        String kind = switch (secret.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> secret.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(kind);
            signature.initSign(secret);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            return signature.verify(signed);
        } catch (NoSuchAlgorithmException unknown) {
            return true;
        } catch (GeneralSecurityException differs) {
            return false;
        }
    }

    private static IOException unusable(String key, Path file, String expected) {
        return new IOException(key + ": " + file + " (expected: " + expected + ")");
    }

    /** Why nobody who checks it believes the certificate at that time; empty when it is good. */
    public Optional<String> fault(Instant now) {
        return validity.fault(now);
    }

    /** The same, and that it ends soon. */
    public List<String> warnings(Instant now) {
        return Stream.of(validity.fault(now), validity.end(now))
                .flatMap(Optional::stream)
                .toList();
    }

    SslContextFactory.Server context() {
        SslContextFactory.Server context = new SslContextFactory.Server();
        enter(context);
        return context;
    }

    /** From now on it is this one that is shown. */
    private void enter(SslContextFactory context) {
        context.setKeyStore(keys);
        context.setKeyStorePassword(NO_PASSWORD);
    }

    /** Takes the place of what is shown to those who connect; connections that are open go on. */
    void renew(SslContextFactory context) {
        try {
            context.reload(this::enter);
        } catch (Exception refused) {
            throw new IllegalStateException("the certificate of the admin API cannot be renewed: " + refused, refused);
        }
    }
}
