package dev.pluginlb.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.plan.Classes;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.KeyForm;
import dev.pluginlb.traffic.RouteDefaults;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Nginx and {@link EndpointKeys} name every request alike. */
class KeyParityTest {

    private static final String ECHO = """
            server {
                listen ${front.internalListen};
                location / {
                    return 200 "$dify_plugin_daemon_class\\n$pluginlb_endpoint\\n$uri";
                }
            }
            """;
    private static final List<String> PIECES = List.of(
            "/",
            "/",
            "/",
            "e",
            "plugin",
            "t1",
            "asset",
            "management/install/tasks",
            "delete",
            "delete_all",
            "dispatch",
            "llm",
            "invoke",
            "datasource/x",
            "validate_credentials",
            "v2",
            "42",
            "0123456789abcdef",
            "deadbeefdeadbeef",
            "5f0c6c2e-8a7b-4c1d-9e2f-1234567890ab",
            "sk_live-4eC39HqLyjWDarjtT1",
            "%20",
            "%C3%A9",
            "%ff",
            "%0a",
            "%0d",
            "%C2%85",
            "%22",
            "'",
            "$uri",
            "%24",
            "%7b",
            ";",
            "..",
            ".",
            "%2e%2e",
            "%2F",
            "%25",
            "~",
            ":id",
            "*",
            "=,+",
            "@!&()",
            "%5C",
            "a");
    private static final List<String> PLUGINS = List.of(
            "",
            "",
            "langgenius/openai",
            "a/b:1.0.0@ff",
            "A/b",
            "a/b/c",
            "a b/c",
            "x".repeat(64) + "/" + "y".repeat(255));
    private static final int GENERATED = 400;

    @TempDir
    Path folder;

    @TempDir
    Path overrides;

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void everyRequestHasTheSameKeyAndClass(KeyForm form) throws IOException {
        Front front = GivenFront.withKey(GivenFront.in(folder), form);
        EndpointKeys keys = new EndpointKeys(form);
        long seed = new Random().nextLong();
        int compared = 0;
        try (NginxProcess nginx = start(front, Classes.NONE)) {
            for (Request request : requests(new Random(seed)).toList()) {
                String[] told = request.send(front).split("\n", 3);
                if (told.length == 3) {
                    compared++;
                    Optional<EndpointKey> key = keys.of(request.method(), told[2], request.plugin());
                    assertThat(told[1])
                            .as("%s, seed %d, log %s", request, seed, nginx.folder())
                            .isEqualTo(key.map(EndpointKey::value).orElse(""));
                    assertThat(told[0]).isEqualTo(key.map(KeyParityTest::usual).orElse("short"));
                }
            }
            assertThat(compared).isGreaterThan(GENERATED / 2);
        }
    }

    @Test
    void whatIsKnownGoesBeforeWhatIsUsual() throws IOException {
        Front front = GivenFront.in(folder);
        Classes known = new Classes(
                GivenPlan.keys("GET /slow", "/e/slow", "/plain"),
                GivenPlan.keys("POST /plugin/:tenant_id/dispatch/tool/invoke a/b"));
        try (NginxProcess nginx = start(front, known)) {
            assertThat(nginx.live()).isPresent();
            assertThat(type(front, "GET", "/slow", "")).isEqualTo("long");
            assertThat(type(front, "POST", "/slow", "")).isEqualTo("short");
            assertThat(type(front, "GET", "/plain", "a/b")).isEqualTo("long");
            assertThat(type(front, "GET", "/e/fast", "")).isEqualTo("long");
            assertThat(type(front, "POST", "/plugin/t/dispatch/tool/invoke", "a/b"))
                    .isEqualTo("short");
            assertThat(type(front, "POST", "/plugin/t/dispatch/tool/invoke", "a/c"))
                    .isEqualTo("long");
        }
    }

    @Test
    void aPathThatAnotherProgramFoundLongIsLongThoughItsRouteWasLearnedOtherwise() throws IOException {
        Front front = GivenFront.withKey(GivenFront.in(folder), KeyForm.ROUTE);
        try (NginxProcess nginx = start(front, Classes.ofLong(GivenPlan.keys("/plugin/t1/management/list")))) {
            assertThat(nginx.live()).isPresent();
            assertThat(type(front, "GET", "/plugin/t1/management/list", "")).isEqualTo("long");
            assertThat(type(front, "GET", "/plugin/t2/management/list", "")).isEqualTo("short");
        }
    }

    @Test
    void theUniqueIdentifierIsReadWhereThereIsNoPluginId() throws IOException {
        Front front = GivenFront.in(folder);
        try (NginxProcess nginx = start(front, Classes.NONE)) {
            assertThat(nginx.live()).isPresent();
            String answer = new Request("POST", "/v2/invoke/dispatch/llm/invoke", "")
                    .send(front, "X-Plugin-Unique-Identifier: a/b:1.0.0@ff");
            assertThat(answer).startsWith("long\nPOST /v2/invoke/dispatch/llm/invoke a/b\n");
        }
    }

    private NginxProcess start(Front front, Classes classes) throws IOException {
        Files.writeString(overrides.resolve("servers.conf.ftl"), ECHO);
        NginxProcess nginx = NginxProcess.in(folder, front);
        nginx.put(new Renderer(front, Optional.of(overrides))
                .render(GivenPlan.of("two-tier", GivenCluster.up(3), classes)));
        return nginx.start();
    }

    private static String type(Front front, String method, String path, String plugin) throws IOException {
        return new Request(method, path, plugin).send(front).lines().findFirst().orElseThrow();
    }

    private static String usual(EndpointKey key) {
        return RouteDefaults.of(key).name().toLowerCase(Locale.ROOT);
    }

    private static Stream<Request> requests(Random random) {
        Stream<String> long1 =
                Stream.of("/" + "a".repeat(511), "/" + "a".repeat(512), "/plugin/t/" + "a/".repeat(1000));
        Stream<String> generated = IntStream.range(0, GENERATED)
                .mapToObj(i -> "/"
                        + IntStream.range(0, random.nextInt(12))
                                .mapToObj(j -> any(PIECES, random))
                                .collect(Collectors.joining(random.nextBoolean() ? "/" : "")));
        return Stream.of(examples(), long1, generated)
                .flatMap(paths -> paths)
                .map(path -> new Request(
                        any(List.of("GET", "POST", "POST", "DELETE", "M-SEARCH", "A_B", "ABCDEFGHIJKLMNOPQ"), random),
                        path,
                        any(PLUGINS, random)));
    }

    private static Stream<String> examples() {
        return Stream.of(
                "/e/abc",
                "/e/a/../../plugin/t/dispatch/llm/invoke",
                "/plugin/t/dispatch/llm/invoke",
                "/plugin/t/dispatch/llm/invoke%20a/b",
                "/plugin/t%20u/dispatch/tool/invoke",
                "/plugin/t/asset/x%0a",
                "/plugin/t/management/install/tasks/delete_all%0a",
                "/plugin/t/management/install/tasks/delete_all%0d",
                "/plugin/t/management/install/tasks/7/delete/a%0db",
                "/plugin/t/management/install/upload/bundle",
                "/1/2/3/4/5/6",
                "/plugin/1/2/3/4/5/6",
                "/plugin/42",
                "/plugin/t/",
                "/plugin/",
                "/v2/invoke/dispatch/tts/invoke",
                "/a%20b/c",
                "/health/check",
                "/plugin/t%0a/new/42",
                "/x/sk_live-4eC39HqLyjWDarjtT1/42/y");
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Sent as it stands, which no client library would do. */
    private record Request(String method, String path, String plugin) {

        /** The body; empty when Nginx refused the request. */
        String send(Front front, String... headers) throws IOException {
            String[] listen = front.internalListen().split(":", 2);
            try (Socket socket = new Socket(listen[0], Integer.parseInt(listen[1]))) {
                String named = plugin.isEmpty() ? "" : "X-Plugin-ID: " + plugin + "\r\n";
                String more = Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining());
                socket.getOutputStream()
                        .write((method + " " + path + " HTTP/1.0\r\n" + named + more + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return answer.startsWith("HTTP/1.1 200 ") ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : "";
            }
        }
    }
}
