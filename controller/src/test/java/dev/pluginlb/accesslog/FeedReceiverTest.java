package dev.pluginlb.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.StartedRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FeedReceiverTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String LINE = "<190>Nov 21 20:54:33 pluginlb: " + KEY
            + "\t7-1\t1\tGET\t/e/x\t-\t200\t10.0.0.5:5002\t200\t0.001" + "\t0.002\t100\t0.002\tshort\tpool\t-";

    private final Address listen = Address.parse("127.0.0.1:" + Ports.free());
    private final Queue<FinishedRequest> taken = new ConcurrentLinkedQueue<>();

    @Test
    void whatNginxSendsIsHandedOnAndRubbishIsOnlyCounted() throws IOException {
        try (FeedReceiver receiver = started(taken::add)) {
            send(LINE);
            send("rubbish");
            send("");
            send("x".repeat(20_000));
            send(LINE.replace("\t200\t", "\ttwo hundred\t"));
            send(LINE);

            await().atMost(DEADLINE).until(() -> taken.size() == 2);

            assertThat(receiver.state().received()).isEqualTo(2);
            assertThat(receiver.state().malformed()).isEqualTo(4);
            assertThat(receiver.state().lastLine()).contains(NOW);
        }
    }

    /** Whoever was logged in on the machine could make every endpoint seem long, and every node full. */
    @Test
    void linesOfOthersThanOurNginxTeachNothing() throws IOException {
        List<String> ended = new CopyOnWriteArrayList<>();
        FeedReader reader = new FeedReader() {
            @Override
            public void finished(FinishedRequest request) {
                taken.add(request);
            }

            @Override
            public void ended(String id) {
                ended.add(id);
            }

            @Override
            public void started(StartedRequest request) {
                ended.add(request.id());
            }
        };
        String start = LINE.replaceFirst("pluginlb: (.*?)\t.*", "pluginlb_started: $1\t4711\t8-1\tGET /e/:hook_id");
        try (FeedReceiver receiver = new FeedReceiver(listen, KEY, reader, () -> NOW)) {
            receiver.start();
            for (String stranger : List.of("", "-", KEY.substring(1), KEY + "0", KEY.replace('f', 'e'))) {
                send(LINE.replace(KEY, stranger));
                send(LINE.replace(KEY, stranger).replace("\t200\t", "\ttwo hundred\t"));
                send(start.replace(KEY, stranger));
            }
            send(LINE.replace(KEY + "\t", ""));
            send(start);
            send(LINE);

            await().atMost(DEADLINE).until(() -> taken.size() == 1);

            assertThat(receiver.state().malformed()).isEqualTo(16);
            assertThat(ended).as("begun or ended").containsExactly("8-1");
        }
    }

    /** Each request with a long path was a line of the log, and anybody may send as many of those as they like. */
    @Test
    void linesThatAreTooLongAreToldOnceHoweverLongEachIs() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(FeedReceiver.class);
        log.start();
        logger.addAppender(log);
        try (FeedReceiver receiver = started(taken::add)) {
            for (int i = 0; i < 20; i++) {
                send(LINE.replace("/e/x", "/e/" + "x".repeat(5000 + i)));
                send("rubbish");
            }

            await().atMost(DEADLINE).until(() -> receiver.state().malformed() == 40);

            assertThat(log.list).hasSize(2);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aFaultInWhoeverTakesTheRequestsDoesNotEndTheFeed() throws IOException {
        try (FeedReceiver receiver = started(request -> {
            taken.add(request);
            throw new IllegalStateException("broken");
        })) {
            send(LINE);
            send(LINE);

            await().atMost(DEADLINE).until(() -> taken.size() == 2);
            assertThat(receiver.state().received()).isEqualTo(2);
        }
    }

    @Test
    void aBurstThatNobodyTakesIsDroppedByTheKernelAndCounted() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        int sent = 30_000;
        try (FeedReceiver receiver = started(request -> hold(held))) {
            for (int i = 0; i < sent; i++) {
                send(LINE);
            }
            long dropped = receiver.state().dropped().orElseThrow();
            held.countDown();

            await().atMost(DEADLINE).until(() -> receiver.state().received() + dropped == sent);
            assertThat(dropped).isPositive();
            assertThat(receiver.mayHaveLost()).isTrue();
            assertThat(receiver.mayHaveLost()).as("since then").isFalse();
        }
    }

    /** It was tried again at once, as fast as a processor can. */
    @Test
    void aSocketThatFailsIsTriedEverMoreRarelyAndThatIsSaidUntilItWorks() throws IOException {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger attempts = new AtomicInteger();
        FeedReceiver.Source source = (channel, into) -> {
            attempts.incrementAndGet();
            if (broken.get()) {
                throw new IOException("no buffer space");
            }
            channel.receive(into);
        };
        long begun = System.nanoTime();
        try (FeedReceiver receiver = new FeedReceiver(listen, KEY, taken::add, () -> NOW, source)) {
            assertThat(receiver.state().failure()).isEmpty();
            receiver.start();

            await().atMost(DEADLINE).until(() -> receiver.state().failure().isPresent());
            assertThat(receiver.state().failure().orElseThrow()).contains("stats.listen", "no buffer space");
            await().atMost(DEADLINE).until(() -> attempts.get() >= 8);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("half of 10, 20, 40 ms and so on, seven times")
                    .isGreaterThan(Duration.ofMillis(630));

            broken.set(false);
            send(LINE);
            await().atMost(DEADLINE).until(() -> taken.size() == 1);
            assertThat(receiver.state().failure()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsToldAtTheStart() throws IOException {
        try (FeedReceiver first = started(taken::add)) {
            assertThat(first.state().received()).isZero();

            assertThatIOException()
                    .isThrownBy(() -> new FeedReceiver(listen, KEY, taken::add, () -> NOW))
                    .withMessageContaining("stats.listen: " + listen);
        }
    }

    private FeedReceiver started(Consumer<FinishedRequest> next) throws IOException {
        FeedReceiver receiver = new FeedReceiver(listen, KEY, next::accept, () -> NOW);
        receiver.start();
        return receiver;
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), listen.port()));
        }
    }

    private static void hold(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
