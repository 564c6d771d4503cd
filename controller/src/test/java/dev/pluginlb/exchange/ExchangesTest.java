package dev.pluginlb.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real connections; whatever the other side does, there is one reply, and the connection is closed. */
class ExchangesTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Question.Limits PATIENT = new Question.Limits(DEADLINE, 100_000);
    private static final Question.Limits HASTY = new Question.Limits(Duration.ofMillis(200), 100_000);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private Exchanges exchanges;

    @BeforeEach
    void start() throws IOException {
        exchanges = Exchanges.start();
    }

    @AfterEach
    void stop() {
        exchanges.close();
    }

    @Test
    void aQuestionIsSentAsItIsMeant() throws Exception {
        try (Peer peer = Peer.saying(OK)) {
            Question question = Question.get(peer.address(), "node:5002", "/health/check", PATIENT)
                    .with("X-Mark", "1");

            assertThat(exchanges.ask(question).answer()).map(Reply.Answer::body).contains("ok");
            assertThat(peer.heard())
                    .containsExactly(
                            "GET /health/check HTTP/1.1\r\nHost: node:5002\r\nConnection: close\r\nX-Mark: 1\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
            })
    void anAnswerIsTakenAsItIsThoughTheConnectionStaysOpen(String text) throws Exception {
        try (Peer peer = Peer.saying(text)) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words())
                    .isEqualTo("answered " + text.substring(9, 12));
        }
    }

    @Test
    void theEndOfTheConnectionEndsAnAnswerOfUnknownLength() throws Exception {
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, "HTTP/1.0 200 OK\r\n\r\nold");
            connection.close();
        })) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).answer())
                    .map(Reply.Answer::body)
                    .contains("old");
        }
    }

    @Test
    void whoeverRefusesIsNoAnswer() throws Exception {
        assertThat(exchanges.ask(to(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), PATIENT)))
                .isEqualTo(new Reply.Failure("Connection refused"));
    }

    @Test
    void whoeverClosesHalfWayIsNoAnswer() throws Exception {
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            connection.close();
        })) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words()).contains("before its answer was whole");
        }
    }

    @Test
    void whatIsNoHttpIsNoAnswer() throws Exception {
        try (Peer peer = Peer.saying("220 mail.example ESMTP\r\n")) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words()).startsWith("its answer is no HTTP");
        }
    }

    @Test
    void whoeverSaysNothingRunsOutOfTime() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(exchanges.ask(to(mute.getLocalSocketAddress(), HASTY)))
                    .isEqualTo(new Reply.Silence(HASTY.time()));
        }
    }

    @Test
    void halfAnAnswerRunsOutOfTime() throws Exception {
        try (Peer peer = Peer.saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
            assertThat(exchanges.ask(to(peer.address(), HASTY))).isInstanceOf(Reply.Silence.class);
        }
    }

    /** The time is for the whole: each byte in time is not enough. */
    @Test
    void anAnswerThatDripsRunsOutOfTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n");
            while (!drop(over)) {
                Peer.say(connection, "x");
            }
        })) {
            assertThat(exchanges.ask(to(peer.address(), HASTY))).isInstanceOf(Reply.Silence.class);
        } finally {
            over.countDown();
        }
    }

    @Test
    void anAnswerWithoutEndIsCutAtItsLongest() throws Exception {
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                Peer.say(connection, "x".repeat(10_000));
            }
        })) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words()).contains("longer than 100000 bytes");
        }
    }

    @Test
    void aLongTextIsPutWhole() throws Exception {
        String text = "ä".repeat(2_000_000);
        try (Peer peer = Peer.with(connection -> {
            String body = Peer.body(connection, 4_000_000);
            Peer.say(connection, body.equals(text) ? OK : "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT).putting(text)).words())
                    .isEqualTo("answered 200");
            assertThat(peer.heard().get(0)).startsWith("PUT / HTTP/1.1\r\n").contains("Content-Length: 4000000\r\n");
        }
    }

    @Test
    void v6IsAskedToo() throws Exception {
        try (Peer peer = Peer.onV6(connection -> Peer.say(connection, OK))) {
            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words()).isEqualTo("answered 200");
        }
    }

    @Test
    void aSocketFileIsAskedToo(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("socket"));
        assertThat(exchanges.ask(to(socket, PATIENT))).isInstanceOf(Reply.Failure.class);
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(socket);

            assertThat(exchanges.ask(to(socket, HASTY))).isInstanceOf(Reply.Silence.class);
        }
    }

    @Test
    void aNameIsNotLookedUp() throws Exception {
        assertThat(exchanges.ask(to(InetSocketAddress.createUnresolved("localhost", 80), PATIENT)))
                .isEqualTo(new Reply.Failure("UnresolvedAddressException"));
    }

    @Test
    void manyAreAskedAtOnceThoughSomeSayNothing() throws Exception {
        List<Reply> replies = new CopyOnWriteArrayList<>();
        try (ServerSocket mute = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                Peer peer = Peer.saying(OK)) {
            for (int i = 0; i < 200; i++) {
                exchanges.ask(to(mute.getLocalSocketAddress(), PATIENT), reply -> {});
                exchanges.ask(to(peer.address(), PATIENT), replies::add);
            }

            await().atMost(DEADLINE).until(() -> replies.size() == 200);
            assertThat(replies).allMatch(reply -> reply.answer().isPresent());
        }
    }

    @Test
    void aReplyThatCannotBeTakenHarmsNobodyElse() throws Exception {
        try (Peer peer = Peer.saying(OK)) {
            exchanges.ask(to(peer.address(), PATIENT), reply -> {
                throw new IllegalStateException("thrown by a test");
            });

            assertThat(exchanges.ask(to(peer.address(), PATIENT)).words()).isEqualTo("answered 200");
        }
    }

    @Test
    void closingEndsAllThatIsUnderWayAndRefusesTheRest() throws Exception {
        List<Reply> replies = new CopyOnWriteArrayList<>();
        try (ServerSocket mute = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                exchanges.ask(to(mute.getLocalSocketAddress(), PATIENT), replies::add);
            }
            exchanges.close();
            exchanges.ask(to(mute.getLocalSocketAddress(), PATIENT), replies::add);

            await().atMost(DEADLINE).until(() -> replies.size() == 51);
            assertThat(replies).allMatch(Reply.Unasked.class::isInstance);
        }
    }

    @Test
    void noConnectionStaysOpen() throws Exception {
        long before = openFiles();
        try (ServerSocket mute = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Peer peer = Peer.with(connection -> {
                    Peer.say(connection, OK);
                    connection.close();
                })) {
            List<Reply> replies = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 100; i++) {
                exchanges.ask(to(mute.getLocalSocketAddress(), HASTY), replies::add);
                exchanges.ask(to(peer.address(), HASTY), replies::add);
                exchanges.ask(to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), HASTY), replies::add);
            }
            await().atMost(DEADLINE).until(() -> replies.size() == 300);
        }
        // Some may be of the machinery of tests, but not three hundred.
        await().atMost(DEADLINE).until(() -> openFiles() < before + 20);
    }

    @Test
    void whatCouldBeTakenForAnotherFieldIsNotSent() {
        SocketAddress somebody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        List<Runnable> bad = new ArrayList<>();
        bad.add(() -> Question.get(somebody, "a", "/x HTTP/1.1\r\nEvil: 1", PATIENT));
        bad.add(() -> Question.get(somebody, "a\r\nEvil: 1", "/", PATIENT));
        bad.add(() -> Question.get(somebody, "a", "/", PATIENT).with("Evil: 1\r\nX", "1"));

        assertThat(bad)
                .allSatisfy(question -> assertThatThrownBy(question::run).isInstanceOf(IllegalArgumentException.class));
    }

    private static Question to(SocketAddress address, Question.Limits limits) {
        return Question.get(address, "somebody", "/", limits);
    }

    private static boolean drop(CountDownLatch over) {
        try {
            return over.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            return true;
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
