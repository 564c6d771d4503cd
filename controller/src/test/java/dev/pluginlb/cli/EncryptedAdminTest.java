package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.admin.Encryption;
import dev.pluginlb.admin.Running;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.TestCa;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API where other machines reach it: encrypted, and for nobody without the token. */
class EncryptedAdminTest {

    @TempDir
    static Path folder;

    private static TestCa ca;
    private static Path certificate;
    private static Running admin;

    private final Shell shell = new Shell(folder);

    @BeforeAll
    static void start() throws IOException {
        ca = TestCa.in(folder.resolve("ca"));
        certificate = ca.server("lb", "lb.example");
        admin = Running.openToOthers(certificate, ca.key("lb"));
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    @BeforeEach
    void know() {
        shell.environment.put("PLUGINLB_ADMIN", admin.url());
        shell.environment.put("PLUGINLB_TOKEN", Running.TOKEN);
    }

    @Test
    void theCommandsTalkToAControllerWhoseOwnCertificateTheyAreGivenByWhateverAddress() {
        assertThat(shell.run("nodes", "--admin-ca", certificate.toString()).code())
                .isZero();
        shell.environment.put("PLUGINLB_ADMIN_CA", certificate.toString());
        assertThat(shell.run("reload")).isEqualTo(new Shell.Ended(0, "aaaa is live\n", ""));
    }

    @Test
    void theConfigurationTellsTheCertificateToo() throws IOException {
        shell.environment.clear();
        Files.writeString(folder.resolve("mine.yaml"), """
                admin:
                  listen: "0.0.0.0:%d"
                  token: %s
                  tls: { cert-file: ca/lb.pem, key-file: ca/lb.key }
                """.formatted(admin.port(), Running.TOKEN));

        assertThat(shell.run("reload", "--config", "mine.yaml").code()).isZero();
    }

    @Test
    void nobodyElseIsTakenForTheController() throws IOException {
        Path stranger = TestCa.in(folder.resolve("stranger")).certificate();

        assertRefused(
                shell.run("nodes", "--admin-ca", stranger.toString()),
                "neither stands in " + stranger + " nor is vouched for by one there: --admin-ca FILE gives another");
        assertRefused(
                shell.run("nodes", "--admin-ca", ca.certificate().toString()),
                "is not for 127.0.0.1: --admin URL takes a name that it is for, --admin-ca FILE the certificate itself,"
                        + " for any name");
        assertRefused(
                shell.run("nodes"),
                "is vouched for by nobody whom this system trusts: --admin-ca FILE gives the certificate, or one that"
                        + " vouches for it");
    }

    /** It named the file twice, and the setting of the URL. */
    @Test
    void aCertificateFileThatIsMissingIsSaidToBe() {
        Path nowhere = folder.resolve("nowhere.pem");

        assertThat(shell.run("nodes", "--admin-ca", nowhere.toString()))
                .isEqualTo(new Shell.Ended(
                        2,
                        "",
                        "pluginlb: " + nowhere + ": there is no such file (expected: certificates, PEM; it is named by"
                                + " --admin-ca, PLUGINLB_ADMIN_CA or the configuration)\n"));
    }

    /** It told of PKIX paths, and asked whether the controller was running. */
    private static void assertRefused(Shell.Ended ended, String why) {
        assertThat(ended)
                .isEqualTo(new Shell.Ended(
                        3,
                        "",
                        "pluginlb: what answers at " + admin.url()
                                + " (PLUGINLB_ADMIN) is not trusted: its certificate " + why + "\n"));
    }

    /** A change said so, a mere look said what the controller had answered. */
    @ParameterizedTest
    @ValueSource(strings = {"status", "events"})
    void whereATokenIsWrongThatIsSaidOfReadingToo(String command) {
        shell.environment.put("PLUGINLB_TOKEN", "wrong");

        Shell.Ended ended = shell.run(command, "--admin-ca", certificate.toString());

        assertThat(ended)
                .isEqualTo(new Shell.Ended(
                        2,
                        "",
                        "pluginlb: the controller at " + admin.url() + " does not take this token (PLUGINLB_TOKEN)\n"));
    }

    /** Only a file of this machine was said to be missing, which is no wonder where the controller runs on another one. */
    @ParameterizedTest
    @ValueSource(strings = {"status", "events"})
    void whereATokenIsMissingItIsSaidWhatForAndHowItIsGiven(String command) throws IOException {
        shell.environment.remove("PLUGINLB_TOKEN");
        Path here =
                Files.writeString(folder.resolve("elsewhere.yaml"), "state-dir: " + folder.resolve("nowhere") + "\n");

        Shell.Ended ended = shell.run(command, "--config", here.toString(), "--admin-ca", certificate.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("pluginlb: the controller at " + admin.url()
                        + " wants its token, also from who only reads\n" + "token file "
                        + folder.resolve("nowhere/admin.token") + ": there is no such file here; ")
                .contains("\n--token-file FILE, --token TOKEN or PLUGINLB_TOKEN give another: ");
    }

    /** It said "Unexpected end of file". */
    @Test
    void whoAsksWithoutTlsIsToldThatThisPortSpeaksIt() {
        String plain = admin.url().replace("https:", "http:");

        Shell.Ended ended = shell.run("status", "--admin", plain);

        assertThat(ended)
                .isEqualTo(
                        new Shell.Ended(
                                3,
                                "",
                                "pluginlb: no controller at " + plain + " (--admin): this port speaks TLS: "
                                        + admin.url()
                                        + " asks it so (--admin-ca FILE is for a certificate that the system does not trust)\n"));
    }

    /**
     * The question whether a token is wanted counted as a wrong one: after ten commands, or three seconds of {@code top}, even the
     * right one was answered 429.
     */
    @Test
    void whoHasTheTokenMayReadAsOftenAsHeLikes() {
        for (int time = 0; time < 15; time++) {
            assertThat(shell.run("status", "--admin-ca", certificate.toString()).err())
                    .as("time %d", time)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/status, '', 401",
        "GET, /, '', 401",
        "GET, /metrics, '', 401",
        "GET, /api/v1/status, Bearer, 200",
        "GET, /api/v1/status, Basic, 200",
        "POST, /api/v1/reload, Basic, 401",
        "GET, /cluster/nodes, '', 200"
    })
    void readingTakesTheTokenToo(String method, String path, String scheme, int status) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(admin.url() + path)).method(method, BodyPublishers.noBody());
        String basic = Base64.getEncoder().encodeToString(("me:" + Running.TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!scheme.isEmpty()) {
            request.header("Authorization", scheme + " " + (scheme.equals("Basic") ? basic : Running.TOKEN));
        }
        HttpClient http =
                HttpClient.newBuilder().sslContext(Trust.in(certificate)).build();

        assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(status);
    }

    @Test
    void filesThatAreNoCertificateOrNotItsKeyAreToldApart() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nonsense");
        Path rsa = Files.writeString(
                folder.resolve("rsa"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");

        assertThatThrownBy(() -> Encryption.of(nonsense, ca.key("lb")))
                .hasMessageStartingWith("admin.tls.cert-file: " + nonsense);
        assertThatThrownBy(() -> Encryption.of(certificate, rsa))
                .hasMessageStartingWith("admin.tls.key-file: " + rsa)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> Encryption.of(certificate, ca.key("ca"))).hasMessageContaining("ca.key");
    }
}
