package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.traffic.EndpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever anybody writes into Redis, what reaches Nginx is a config. */
class HostileRegistryTest {

    private static final Renderer FIXED = new Renderer(GivenFront.fixed(), Optional.empty());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lines that hold something from Redis, in all the forms they may have. */
    private static final String FOREIGN = " {4}server [a-z0-9._:\\[\\]-]+ weight=[0-9]+ max_fails=0( backup)?;"
            + "| {4}\"[a-z0-9._:\\[\\]-]+\" dify_plugin_daemon_retry_odd;"
            + "| {4}\"[A-Za-z0-9 ._~:/@!&()*+,=%-]+\" long;"
            + "| {4}zone [a-z_]+ [0-9]+k;"
            + "| {8}return 200 \"[0-9a-f]{16}\\\\n\";";

    @Property(tries = 500)
    void nothingUnexpectedReachesTheConfig(
            @ForAll("entries") List<String> entries, @ForAll("members") List<String> members) {
        RenderedConfig config = render(FIXED, entries, members);

        assertThat(config.text()).matches("[\\x20-\\x7e\\n]*");
        assertThat(withoutForeign(config)).isEqualTo(withoutForeign(render(FIXED, List.of(), List.of())));
    }

    /** Hundreds of values at once, since it is each start of Nginx that takes the time. */
    @Property(tries = 12)
    void nginxAcceptsWhateverComes(
            @ForAll @Size(max = 60) List<@From("entries") List<String>> registries,
            @ForAll @Size(max = 60) List<@From("members") List<String>> sets) {
        List<String> entries = registries.stream().flatMap(List::stream).toList();
        List<String> members = sets.stream().flatMap(List::stream).toList();
        try (NginxProcess nginx = NginxProcess.inFolderOfItsOwn()) {
            Nginx.Answer answer = nginx.test(render(new Renderer(nginx.front(), Optional.empty()), entries, members));

            assertThat(answer.succeeded()).as(answer.words()).isTrue();
        }
    }

    /** Two sane nodes, so that pools for retries are there, and whatever else is readable. */
    private static RenderedConfig render(Renderer renderer, List<String> entries, List<String> members) {
        GivenCluster cluster = GivenCluster.up(2);
        for (String entry : entries) {
            for (Address address : decoded(entry)) {
                boolean known =
                        cluster.nodes().stream().anyMatch(node -> node.address().equals(address));
                // Host names are resolved before they get this far; Nginx would look them up.
                if (!known && address.ip().isPresent()) {
                    cluster = cluster.with("x" + cluster.nodes().size(), address);
                }
            }
        }
        return renderer.render(GivenPlan.of("two-tier", cluster, keys(members)));
    }

    private static List<Address> decoded(String entry) {
        try {
            return HeartbeatCodec.decode(Source.DAEMON, "id", entry, why -> {}).addresses();
        } catch (IllegalArgumentException junk) {
            return List.of();
        }
    }

    private static List<EndpointKey> keys(List<String> members) {
        List<EndpointKey> keys = new ArrayList<>();
        for (String member : members) {
            try {
                keys.add(new EndpointKey(member));
            } catch (IllegalArgumentException junk) {
                assertThat(junk).hasMessageContaining("expected");
            }
        }
        return keys;
    }

    private static String withoutForeign(RenderedConfig config) {
        return config.text().lines().filter(line -> !line.matches(FOREIGN)).collect(Collectors.joining("\n"));
    }

    @Provide
    Arbitrary<List<String>> entries() {
        Arbitrary<String> host =
                Arbitraries.oneOf(Arbitraries.of("10.1.0.1", "10.1.0.2", "fd00::1", "evil.example"), text());
        Arbitrary<Object> port = Arbitraries.of(5002, 1, 65_535, 0, -1, 65_536, "5002", "80;", 1.5, 1e300);
        Arbitrary<Map<String, Object>> ip = Combinators.combine(host, port)
                .as((name, number) -> Map.of("ip", name, "port", number, "vote", List.of()));
        Arbitrary<String> daemon = Combinators.combine(
                        ip.list().ofMaxSize(3), Arbitraries.of(0, 5, -1, Long.MAX_VALUE, "x"))
                .as((ips, ping) -> json(Map.of("ips", ips, "last_ping_at", ping)));
        Arbitrary<String> open = Combinators.combine(host, port, Arbitraries.of(1, 100, 0, -7, 1_000_000, "x"))
                .as((name, number, weight) ->
                        json(Map.of("address", name + ":" + number, "last_ping_at", 7, "weight", weight)));
        return Arbitraries.oneOf(daemon, open, text()).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> members() {
        Arbitrary<String> path = Combinators.combine(
                        Arbitraries.of("", "GET ", "* ", "get ", "~"),
                        text(),
                        Arbitraries.of("", " a/b", " A/b", " a/b;"))
                .as((method, tail, plugin) -> method + "/" + tail + plugin);
        return Arbitraries.oneOf(path, text()).list().ofMaxSize(8);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                ";",
                                "{",
                                "}",
                                "\"",
                                "'",
                                "\\",
                                "$",
                                "$uri",
                                "${uri}",
                                "#",
                                "\n",
                                "\r\n",
                                "\0",
                                " ",
                                "\t",
                                "include /etc/passwd;",
                                "} server { listen 1; }",
                                "~*.*",
                                "default",
                                "a",
                                "A",
                                "/",
                                "*",
                                "é",
                                "\u2028",
                                "\u212a",
                                "٣",
                                "\ud83d\ude00",
                                "%0a",
                                "\\n",
                                "`id`",
                                "$(id)",
                                "<#if>",
                                "${version}")
                        .list()
                        .ofMaxSize(4)
                        .map(parts -> String.join("", parts)),
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(12));
    }

    private static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
