package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pluginlb.admin.Running;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTheControllerTest {

    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    Path folder;

    private final Running admin = new Running();
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void standInAnEmptyFolder() {
        shell = new Shell(folder);
        admin.controller.endWith(Result.PROVEN, "aaaa", "served");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void theOptionComesBeforeTheEnvironment() {
        shell.environment.put("PLUGINLB_ADMIN", NOWHERE);

        assertThat(shell.run("nodes", "--admin", admin.url() + "/").code()).isZero();
    }

    @Test
    void theEnvironmentComesBeforeTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("pluginlb.yaml"), "admin: { listen: 127.0.0.1:1 }\n");
        shell.environment.put("PLUGINLB_ADMIN", admin.url());

        assertThat(shell.run("nodes").code()).isZero();
    }

    @Test
    void theConfigurationTellsTheAddressAndTheToken() throws IOException {
        Files.writeString(
                folder.resolve("mine.yaml"),
                "admin: { listen: \"127.0.0.1:" + admin.port() + "\", token: " + Running.TOKEN + " }\n");

        assertThat(shell.run("reload", "--config", "mine.yaml")).isEqualTo(new Shell.Ended(0, "aaaa is live\n", ""));
    }

    @Test
    void theTokenIsReadFromTheControllersOwnFile() throws IOException {
        Files.writeString(folder.resolve("admin.token"), Running.TOKEN + "\n");
        Files.writeString(
                folder.resolve("pluginlb.yaml"),
                "admin: { listen: \"127.0.0.1:" + admin.port() + "\" }\nstate-dir: " + folder + "\n");

        assertThat(shell.run("reload").code()).isZero();
    }

    @Test
    void aTokenFileMayBeGiven() throws IOException {
        Files.writeString(folder.resolve("t"), Running.TOKEN + "\n");

        assertThat(shell.run("reload", "--admin", admin.url(), "--token-file", "t")
                        .code())
                .isZero();
    }

    @Test
    void aMissingTokenFileSaysWhatToDo() {
        Shell.Ended ended = shell.run("reload", "--admin", admin.url(), "--token-file", "none");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("none: there is no such file")
                .contains(
                        "--token-file FILE, --token TOKEN or PLUGINLB_TOKEN give another",
                        "demo prints",
                        "admin.token-file");
    }

    @Test
    void aWrongTokenSaysWhereItCameFrom() {
        shell.environment.put("PLUGINLB_TOKEN", "wrong");

        Shell.Ended ended = shell.run("reload", "--admin", admin.url());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "pluginlb: the controller at " + admin.url() + " does not take this token (PLUGINLB_TOKEN)\n");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "nodes", "plan", "diff", "history", "reload", "rollback"})
    void aControllerOutOfReachSaysWhereItWasLookedForAndWhatToDo(String command) {
        shell.environment.put("PLUGINLB_ADMIN", NOWHERE);

        Shell.Ended ended = shell.run(command);

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo("pluginlb: no controller at " + NOWHERE + " (PLUGINLB_ADMIN): nothing listens there\n"
                        + "Is it running? 'pluginlb run' starts it. Elsewhere? --admin URL or PLUGINLB_ADMIN says"
                        + " where.\n");
    }

    @Test
    void aConfigurationThatCannotBeUsedIsToldLineByLine() throws IOException {
        Files.writeString(folder.resolve("pluginlb.yaml"), "redis: { port: no }\nnginks: {}\n");

        Shell.Ended ended = shell.run("status");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("redis.port: no (expected: "))
                .last()
                .isEqualTo(
                        "--admin URL, for a change with --token-file FILE, asks a running controller whatever is wrong here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9320",
                "ftp://127.0.0.1",
                "http://",
                "http://u:p@127.0.0.1",
                "http://a b",
                "file:///etc/passwd"
            })
    void whatIsNoUrlOfAControllerIsAUsageError(String url) {
        Shell.Ended ended = shell.run("status", "--admin", url);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("(expected: a URL such as http://127.0.0.1:9320)");
    }

    @Test
    void whereHttpsIsWrittenNothingIsSaidWithoutIt() {
        String url = admin.url().replace("http:", "https:");

        Shell.Ended ended = shell.run("reload", "--admin", url, "--token", Running.TOKEN);

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .isEqualTo("pluginlb: no controller at " + url + " (--admin): this port does not speak TLS: "
                        + admin.url() + " asks it without\n");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void whoHangsUpAndDoesNotSpeakTlsEitherIsSaidToHaveHungUp() throws IOException {
        CompletableFuture<Void> hangingUp;
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            hangingUp = CompletableFuture.runAsync(() -> hangUp(other));
            String url = "http://127.0.0.1:" + other.getLocalPort();

            Shell.Ended ended = shell.run("status", "--admin", url);

            assertThat(ended.code()).isEqualTo(3);
            assertThat(ended.err())
                    .startsWith("pluginlb: no controller at " + url + " (--admin): it hung up without an answer\n")
                    .contains("Is it running?");
        }
        hangingUp.join();
    }

    /** Reads what they begin with, else its end would be a reset; until the server is closed. */
    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                assertThat(caller.getInputStream().read(new byte[4096])).isPositive();
            } catch (IOException failed) {
                assertThat(server.isClosed()).isTrue();
            }
        }
    }

    @Test
    void somethingElseThatListensThereIsCalledThatAndNotShownTheToken() throws IOException {
        List<String> shown = new ArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", call -> {
            shown.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
            call.sendResponseHeaders(200, 0);
            call.getResponseBody().write("<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            call.close();
        });
        other.start();
        String url = "http://127.0.0.1:" + other.getAddress().getPort();

        Shell.Ended ended = shell.run("reload", "--admin", url, "--token", "mine");
        other.stop(0);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("not as a controller does");
        assertThat(shown).containsExactly("null");
    }
}
