package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.testing.Pipe;
import dev.pluginlb.testing.SettingsFile;
import dev.pluginlb.testing.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates run out every few weeks; a new one needed a restart. */
class CertificateRenewalTest {

    @TempDir
    Path folder;

    private TestCa ca;
    private Path certificate;
    private Path key;

    @BeforeEach
    void prepare() throws IOException {
        ca = TestCa.in(folder.resolve("ca"));
        certificate = folder.resolve("admin.pem");
        key = folder.resolve("admin.key");
        put("one");
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndOneThatDoesNotFitIsRefused() throws Exception {
        try (Cluster cluster = encrypted();
                ChildJvm controller = run(cluster)) {
            awaitShown(cluster, "CN=one");

            put("two");
            awaitShown(cluster, "CN=two");
            assertThat(controller.log())
                    .containsPattern("configuration in effect: .*admin\\.tls\\.key-file: \\S+ -> what is in it now");

            replace(ca.server("three", "admin.example"), certificate);
            await().atMost(Cluster.DEADLINE)
                    .until(() -> controller
                            .log()
                            .contains("the former one goes on: admin.tls.key-file: " + key
                                    + " (expected: the key of the first certificate in " + certificate));
            assertThat(shown(cluster)).isEqualTo("CN=two");

            replace(ca.key("three"), key);
            awaitShown(cluster, "CN=three");
        }
    }

    /** It was shown to all at once, and nobody was told. */
    @Test
    void oneThatIsOverDoesNotTakeThePlaceOfOneThatIsGoodNorDoesAPipe() throws Exception {
        try (Cluster cluster = encrypted();
                ChildJvm controller = run(cluster)) {
            awaitShown(cluster, "CN=one");
            replace(ca.expired("over"), certificate);
            replace(ca.key("over"), key);
            awaitLogged(
                    controller,
                    "the former one goes on: admin.tls.cert-file: the time of " + certificate + " has been over");
            assertThat(shown(cluster)).isEqualTo("CN=one");

            Pipe.at(certificate);
            awaitLogged(controller, "admin.tls.cert-file: " + certificate + " (expected: a regular file");
            assertThat(shown(cluster)).isEqualTo("CN=one");

            Files.delete(certificate);
            put("two");
            awaitShown(cluster, "CN=two");
        }
    }

    @Test
    void oneThatIsOverIsUsedWhereThereIsNoBetterOneAndThatIsSaid() throws Exception {
        replace(ca.expired("over"), certificate);
        replace(ca.key("over"), key);
        try (Cluster cluster = encrypted();
                ChildJvm controller = run(cluster)) {
            String words = "admin.tls.cert-file: the time of " + certificate + " has been over since ";
            Terminal terminal = cluster.terminal();
            String status = "status --admin https://" + cluster.setting("admin.listen") + " --admin-ca " + certificate;
            await().atMost(Cluster.DEADLINE)
                    .until(() -> terminal.type(status).out().contains(words));
            awaitLogged(controller, "WARN  CertificateWatch: " + words);

            put("one");
            awaitShown(cluster, "CN=one");
        }
    }

    private Cluster encrypted() {
        return Cluster.in(folder)
                .set("log.level", "info")
                .set("admin.tls.cert-file", certificate.toString())
                .set("admin.tls.key-file", key.toString());
    }

    private static void awaitLogged(ChildJvm controller, String words) {
        await().atMost(Cluster.DEADLINE).until(() -> controller.log().contains(words));
    }

    private void put(String name) throws IOException {
        replace(ca.server(name, "admin.example"), certificate);
        replace(ca.key(name), key);
    }

    private static void replace(Path from, Path to) throws IOException {
        Path copy = Files.copy(from, to.resolveSibling(to.getFileName() + ".new"));
        Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private ChildJvm run(Cluster cluster) {
        Path config = SettingsFile.write(folder, cluster.settings());
        return ChildJvm.run(
                folder, List.of("-cp", ConfigReloadTest.CLASSES), Map.of(), "run", "--config", config.toString());
    }

    private void awaitShown(Cluster cluster, String subject) {
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(shown(cluster)).isEqualTo(subject));
    }

    /** Whom the certificate names that the admin API shows to those who connect. */
    private String shown(Cluster cluster) throws IOException, GeneralSecurityException {
        Address listen = Address.parse(cluster.setting("admin.listen"));
        try (SSLSocket socket =
                (SSLSocket) trusting(ca.certificate()).getSocketFactory().createSocket(listen.host(), listen.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
