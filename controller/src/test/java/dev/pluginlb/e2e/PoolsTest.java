package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pluginlb.testing.Ports;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further pools before a real Nginx: members die and return, and what runs through them goes on. */
class PoolsTest {

    private static final String HEALTH = "health: {interval: 200ms, timeout: 1500ms}";
    private static final String NOBODY = "no member of dify_sandbox_servers can be reached";

    @TempDir
    Path folder;

    private final String listen = "127.0.0.1:" + Ports.free();
    private final int first = Ports.free();
    private final int second = Ports.free();

    @Test
    void anHttpMemberThatDiesLeavesAndOneThatReturnsServesAgain() {
        try (Cluster cluster = Cluster.in(folder).set("pools", http("127.0.0.1:" + first, "127.0.0.1:" + second));
                PoolMember one = PoolMember.on(first)) {
            PoolMember other = PoolMember.on(second);
            cluster.start(1);
            awaitStates(cluster, "up", "up");
            assertThat(askedUntil(2)).containsExactlyInAnyOrder(first, second);

            other.close();
            assertThat(Stream.generate(() -> new Door(listen).get("/").status()).limit(10))
                    .containsOnly(200);
            awaitStates(cluster, "up", "down");
            awaitServers(cluster, "pools.conf", first);
            assertThat(cluster.terminal().type("status").out())
                    .startsWith("NOT WELL: dify_sandbox_servers: 1 of 2 members up");
            assertThat(new Door(listen).post("/v1/sandbox/run").body()).startsWith(first + " /v1/sandbox/run");
            assertThat(cluster.terminal().type("history").out()).contains("dify_sandbox_servers -127.0.0.1:" + second);

            try (PoolMember again = PoolMember.on(second)) {
                awaitStates(cluster, "up", "up");
                awaitServers(cluster, "pools.conf", first, second);
                assertThat(askedUntil(2)).contains(again.port());
            }
            assertThat(one.posts()).isNotEmpty();
        }
    }

    @Test
    void whenAllHttpMembersDieTheyStayAndTheAnswerIsJson() {
        try (Cluster cluster = Cluster.in(folder).set("pools", http("127.0.0.1:" + first, "127.0.0.1:" + second))) {
            PoolMember one = PoolMember.on(first);
            PoolMember other = PoolMember.on(second);
            cluster.start(1);
            awaitStates(cluster, "up", "up");
            one.close();
            other.close();
            awaitStates(cluster, "down", "down");
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());

            Answer answer = new Door(listen).post("/v1/sandbox/run");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("message").asText()).isEqualTo(NOBODY);
            assertThat(cluster.admin().reasons()).contains("no member answers, so all stay");
            assertThat(cluster.internal().call().status()).isEqualTo(200);
            try (PoolMember again = PoolMember.on(first)) {
                await().atMost(Cluster.DEADLINE)
                        .until(() -> new Door(listen).get("/").body().startsWith(again.port() + " "));
            }
        }
    }

    @Test
    void anErrorOfAMemberIsPassedOnAndNoPostIsSentTwice() {
        try (Cluster cluster =
                        Cluster.in(folder).withLua().set("pools", http("127.0.0.1:" + first, "127.0.0.1:" + second));
                PoolMember one = PoolMember.on(first);
                PoolMember other = PoolMember.on(second)) {
            cluster.start(1);
            awaitStates(cluster, "up", "up");

            Answer answer = new Door(listen).post("/busy");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain(NOBODY);
            assertThat(one.posts().size() + other.posts().size()).isEqualTo(1);
            assertThat(new Door(listen).get("/health", "X-Pluginlb-Probe", "1").status())
                    .isEqualTo(421);
        }
    }

    @Test
    void aMemberMayBeAName() {
        try (Cluster cluster = Cluster.in(folder).set("pools", http("localhost:" + first));
                PoolMember one = PoolMember.on(first)) {
            cluster.start(1);

            await().atMost(Cluster.DEADLINE)
                    .until(() -> member(cluster, "127.0.0.1:" + first)
                                    .path("serving")
                                    .asBoolean()
                            && cluster.admin().isProven());
            assertThat(new Door(listen).get("/").body()).startsWith(one.port() + " ");
        }
    }

    @Test
    void aLongTcpSessionOutlivesReloadsAndOtherMembers() {
        try (Cluster cluster = Cluster.in(folder).set("pools", tcp("127.0.0.1:" + first, "127.0.0.1:" + second));
                EchoServer one = EchoServer.on(first)) {
            EchoServer other = EchoServer.on(second);
            cluster.start(1);
            awaitStates(cluster, "up", "up");
            try (Session session = sessionWith(first)) {
                other.close();
                awaitStates(cluster, "up", "down");
                awaitServers(cluster, "pools.stream", first);
                assertThat(session.says("after a member died")).hasValue("after a member died");
                assertThat(opened()).isEqualTo(first);

                EchoServer again = EchoServer.on(second);
                awaitStates(cluster, "up", "up");
                awaitServers(cluster, "pools.stream", first, second);
                assertThat(cluster.terminal().type("reload").code()).isZero();
                assertThat(session.says("after two reloads more")).hasValue("after two reloads more");
                again.close();
            }
            assertThat(one.port()).isEqualTo(first);
        }
    }

    @Test
    void whenAllTcpMembersDieTheyStayAndServeAsSoonAsOneIsBack() {
        try (Cluster cluster = Cluster.in(folder).withLua().set("pools", tcp("127.0.0.1:" + first))) {
            EchoServer one = EchoServer.on(first);
            cluster.start(1);
            awaitStates(cluster, "up");
            one.close();
            awaitStates(cluster, "down");

            try (Session refused = Session.open(listen)) {
                assertThat(refused.server()).isEmpty();
            }
            awaitServers(cluster, "pools.stream", first);
            try (EchoServer again = EchoServer.on(first)) {
                await().atMost(Cluster.DEADLINE).until(() -> opened() == again.port());
            }
        }
    }

    private int opened() {
        try (Session session = Session.open(listen)) {
            return session.server().orElse(0);
        }
    }

    private Session sessionWith(int port) {
        for (int tried = 0; tried < 20; tried++) {
            Session session = Session.open(listen);
            if (session.server().filter(server -> server == port).isPresent()) {
                return session;
            }
            session.close();
        }
        throw new AssertionError("no session with " + port);
    }

    /** Who answers, asked until so many have, or often enough. */
    private Set<Integer> askedUntil(int count) {
        Set<Integer> seen = new HashSet<>();
        for (int asked = 0; asked < 50 && seen.size() < count; asked++) {
            seen.add(Integer.valueOf(new Door(listen).get("/").body().split(" ", 2)[0]));
        }
        return seen;
    }

    /** Of the first and the second member. */
    private void awaitStates(Cluster cluster, String... states) {
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(UncheckedIOException.class)
                .until(() -> states(cluster), List.of(states)::equals);
    }

    private List<String> states(Cluster cluster) {
        return List.of(first, second).stream()
                .map(port -> member(cluster, "127.0.0.1:" + port))
                .filter(member -> !member.isMissingNode())
                .map(member -> member.path("state").asText())
                .toList();
    }

    private static JsonNode member(Cluster cluster, String address) {
        JsonNode members = new Door(cluster.setting("admin.listen"))
                .get("/api/v1/pools")
                .json()
                .at("/pools/0/members");
        return StreamSupport.stream(members.spliterator(), false)
                .filter(member -> member.path("address").asText().equals(address))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /** Waits until exactly these serve, and that is proven live. */
    private static void awaitServers(Cluster cluster, String file, int... ports) {
        List<String> wanted = IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .sorted()
                .toList();
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Upstreams.membersIn(cluster.current(file)).equals(wanted)
                        && cluster.admin().isProven());
    }

    private String http(String... members) {
        return "[{name: dify_sandbox_servers, protocol: http, listen: \"" + listen + "\", members: " + list(members)
                + ", " + HEALTH + "}]";
    }

    private String tcp(String... members) {
        return "[{name: dify_plugin_debug_servers, protocol: tcp, listen: \"" + listen + "\", members: " + list(members)
                + ", balance: round-robin, " + HEALTH + "}]";
    }

    private static String list(String... members) {
        return "[\"" + String.join("\", \"", members) + "\"]";
    }
}
