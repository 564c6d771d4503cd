package dev.pluginlb.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real connections: an answer is whole, or there is a reason. */
class ConversationTest {

    private static final Question.Limits PATIENT = new Question.Limits(Duration.ofSeconds(30), 100_000);
    private static final Question.Limits HASTY = new Question.Limits(Duration.ofMillis(200), 100_000);
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nwhole",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nwh\r\n3\r\nole\r\n0\r\n\r\n",
                "\r\nwhole"
            })
    void anAnswerIsReadToItsEndHoweverThatIsSaid(String rest) throws IOException {
        try (Peer peer = Peer.with(connection -> {
                    Peer.say(connection, "HTTP/1.1 418 Teapot\r\n" + rest);
                    connection.shutdownOutput();
                });
                Conversation answer = ask(peer, PATIENT)) {
            assertThat(answer.status()).isEqualTo(418);
            assertThat(answer.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("whole");
        }
    }

    @Test
    void aTextIsCarriedWithTheMethodThatIsSaid() throws IOException {
        try (Peer peer = Peer.with(connection ->
                Peer.say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + Peer.body(connection, 4)))) {
            Question question = Question.get(peer.address(), "somebody", "/x", PATIENT)
                    .doing("DELETE")
                    .carrying("text/plain", "gone");
            try (Conversation answer = Conversation.begin(question, plain -> plain)) {
                assertThat(answer.readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("gone");
            }
            assertThat(peer.heard().get(0)).startsWith("DELETE /x HTTP/1.1\r\nHost: somebody\r\n");
        }
    }

    @Test
    void whatComesOfAnEndlessAnswerIsReadAtOnceAndClosingEndsTheWaitForMore() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (Peer peer = Peer.saying(EVENTS + "8\r\ndata: 1\n\r\n")) {
            Conversation answer = ask(peer, HASTY).endless();
            BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("data: 1");

            Thread reader = new Thread(() -> {
                waits.countDown();
                assertThatIOException().isThrownBy(answer::read);
            });
            reader.start();
            assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
            answer.close();
            reader.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(reader.isAlive()).isFalse();
        }
    }

    @Test
    void whoeverSaysNothingOrStopsHalfWayRunsOutOfTime() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Peer half = Peer.saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                Conversation answer = ask(half, HASTY)) {
            Question question = Question.get(mute.getLocalSocketAddress(), "mute", "/", HASTY);

            assertThatIOException()
                    .isThrownBy(() -> Conversation.begin(question, plain -> plain))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThatIOException().isThrownBy(answer::readAllBytes).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example ESMTP\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nwhole",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2\r\n\r\n",
                "\r\n\r\n"
            })
    void whatIsNoWholeAnswerIsToldSo(String text) throws IOException {
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, text);
            connection.shutdownOutput();
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ask(peer, PATIENT).readAllBytes())
                    .withMessageMatching("the connection ended|its answer is no HTTP: .*");
        }
    }

    @Test
    void aHeadThatDoesNotEndTakesABoundedRoom() throws IOException {
        try (Peer peer = Peer.with(connection -> {
            Peer.say(connection, "HTTP/1.1 200 OK\r\n");
            while (true) {
                Peer.say(connection, "X-Long: " + "x".repeat(1000) + "\r\n");
            }
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ask(peer, PATIENT))
                    .withMessageStartingWith("its answer is no HTTP");
        }
    }

    private static Conversation ask(Peer peer, Question.Limits limits) throws IOException {
        return Conversation.begin(Question.get(peer.address(), "somebody", "/", limits), plain -> plain);
    }
}
