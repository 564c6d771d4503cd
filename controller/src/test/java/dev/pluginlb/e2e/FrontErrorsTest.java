package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Nginx itself refuses or fails at is told as JSON, on each listener and in each location, but for calls of plugins: there a
 * page of ours would take the place of a node's own words.
 */
class FrontErrorsTest {

    /** More than Nginx keeps in memory. */
    private static final int BODY = 200_000;

    private static final String OTHER = Door.TENANT + "/management/list";
    private static final String HOOK = "/e/h1/x";

    @TempDir
    Path folder;

    /** Somebody had removed the folder for bodies that do not fit into memory: callers got a page of HTML. */
    @ParameterizedTest
    @CsvSource({"reload, false", "lua, false", "reload, true", "lua, true"})
    void aBodyThatCannotBeBufferedIsNoReasonForAPage(String driver, boolean isOverTheRate) throws IOException {
        Path bodies = folder.resolve("bodies");
        try (Cluster cluster = writing(bodies, isOverTheRate).set("nginx.driver", driver)) {
            cluster.start(2);
            assertThat(upload(cluster.internal(), Door.SHORT).status()).isEqualTo(200);
            Disk.delete(bodies);

            assertBroken(upload(cluster.internal(), OTHER));
            assertBroken(upload(cluster.internal(), HOOK));
            assertBroken(upload(cluster.open(), HOOK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reload", "lua"})
    void aBodyThatMakesNoSenseIsNoReasonForAPage(String driver) {
        try (Cluster cluster = Cluster.in(folder).set("nginx.driver", driver).start(2)) {
            Stream.of(OTHER, HOOK, "/cluster/nodes")
                    .parallel()
                    .map(path -> chunked(cluster.internal(), path))
                    .forEach(FrontErrorsTest::assertRefused);
            assertRefused(chunked(cluster.open(), HOOK));
            assertThat(cluster.internal()
                            .raw("GET /cluster/nodes HTTP/1.1", "Host: front", "Content-Length: 9999999999"))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("\"data\":null}");
        }
    }

    /** A page of ours would take its place, since errors of nodes are intercepted there. */
    @ParameterizedTest
    @ValueSource(strings = {"400", "403", "500", "503"})
    void whatANodeSaysItselfStays(String status) {
        try (Cluster cluster = Cluster.in(folder).start(1)) {
            Answer answer = cluster.internal().call("X-Stand-In-Status", status);

            assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
            assertThat(answer.node()).isEqualTo(cluster.nodes().get(0).nodeId());
        }
    }

    private Cluster writing(Path bodies, boolean isOverTheRate) throws IOException {
        Cluster cluster = isOverTheRate ? OverTheRate.in(folder) : Cluster.in(folder);
        Overrides overrides = Overrides.in(folder.resolve("templates"));
        overrides.replace(
                "servers.conf.ftl",
                "<@proxy.settings/>",
                "    client_body_temp_path " + bodies + ";\n<@proxy.settings/>");
        return cluster.set("nginx.templates", overrides.folder().toString());
    }

    private static Answer upload(Door door, String path) {
        return door.send("POST", path, BodyPublishers.ofByteArray(new byte[BODY]));
    }

    private static String chunked(Door door, String path) {
        return door.raw(
                "GET " + path + " HTTP/1.1",
                "Host: front",
                "Transfer-Encoding: chunked",
                "",
                "no number",
                "no body",
                "");
    }

    private static void assertBroken(Answer answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().path("code").asInt()).isEqualTo(-500);
        assertThat(Answer.parse(answer.json().path("message").asText())
                        .path("message")
                        .asText())
                .isEqualTo("the front proxy could not pass the request on; its error log says why");
    }

    private static void assertRefused(String reply) {
        assertThat(reply)
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"code\":-400,", "malformed request", "\"data\":null}")
                .doesNotContain("<");
    }
}
