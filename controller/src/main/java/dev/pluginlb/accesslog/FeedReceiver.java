package dev.pluginlb.accesslog;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.pace.Backoff;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.StartedRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the feed, one datagram a line, on a thread of its own, and hands each request on from that thread.
 *
 * <p>Whatever comes faster than it is taken is dropped by the kernel, and counted: Nginx never waits, and nothing is
 * queued here. A line that makes no sense, or is not our Nginx's, is counted and dropped. State may be read from any thread.
 */
public final class FeedReceiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReceiver.class);

    /** Asked for; the kernel gives what {@code net.core.rmem_max} allows. */
    private static final int BUFFER = 4 << 20;

    private static final int LONGEST_LINE = 16 << 10;

    private static final int MOST_FAULTS = 50;

    /** After a failure of the socket, so that one that lasts takes no whole processor. */
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));

    /** Failures in a row that are worth telling. */
    private static final int LASTING = 5;

    private final DatagramChannel channel;
    private final Source source;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final KernelDrops drops;
    private final byte[] key;
    private final FeedReader next;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::receiveUntilClosed, "feed");

    // Written by the receiving thread alone.
    private volatile long received;
    private volatile long malformed;
    private volatile @Nullable Instant lastLine;
    private volatile String failure = "";
    private int failures;
    private long knownDrops;
    private final Set<String> toldFaults = new HashSet<>();

    /** Where datagrams come from. */
    @FunctionalInterface
    interface Source {
        void receive(DatagramChannel channel, ByteBuffer into) throws IOException;
    }

    /**
     * Binds at once, so that nothing is lost from now on; delivers from {@link #start} on.
     *
     * @param key what each line must begin with: everybody on the machine can send some
     * @param next called for each request, on the receiving thread
     * @throws IOException if the address cannot be listened on
     */
    public FeedReceiver(Address listen, String key, FeedReader next, InstantSource clock) throws IOException {
        this(listen, key, next, clock, DatagramChannel::receive);
    }

    FeedReceiver(Address listen, String key, FeedReader next, InstantSource clock, Source source) throws IOException {
        this.key = key.getBytes(StandardCharsets.ISO_8859_1);
        this.next = next;
        this.source = source;
        this.clock = clock;
        this.drops = new KernelDrops(listen);
        this.channel = DatagramChannel.open(family(listen));
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(listen.host(), listen.port()));
        } catch (IOException taken) {
            channel.close();
            throw new IOException("stats.listen: " + listen + " (expected: an address with a free UDP port)", taken);
        }
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public FeedState state() {
        Optional<String> lasting = Optional.of(failure).filter(words -> !words.isEmpty());
        return new FeedState(received, malformed, drops.count(), Optional.ofNullable(lastLine), lasting);
    }

    /** Whether lines may have been lost since the last call, also where the kernel does not tell. For one thread. */
    public boolean mayHaveLost() {
        OptionalLong count = drops.count();
        boolean lost = count.isEmpty() || count.getAsLong() != knownDrops;
        knownDrops = count.orElse(knownDrops);
        return lost;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            channel.close();
            thread.join();
        } catch (IOException failed) {
            LOG.debug("the feed's socket ends with the process", failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveUntilClosed() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_LINE);
        byte[] bytes = new byte[LONGEST_LINE];
        while (channel.isOpen()) {
            try {
                buffer.clear();
                source.receive(channel, buffer);
                works();
                buffer.flip();
                int length = buffer.remaining();
                buffer.get(bytes, 0, length);
                take(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            } catch (IOException closedOrDisturbed) {
                disturbed(closedOrDisturbed);
            } catch (RuntimeException fault) {
                // The thread must go on whatever a line did, or nothing would be learned any more.
                tell("a line of the feed could not be used: " + fault, fault);
            }
        }
    }

    private void works() {
        if (failures > 0) {
            failures = 0;
            failure = "";
        }
    }

    /** Waits, the longer the longer it lasts. */
    private void disturbed(IOException why) {
        failures++;
        if (failures < LASTING || !channel.isOpen()) {
            LOG.debug("feed: {}", why.toString());
        } else {
            failure = "the socket at stats.listen fails: " + why;
            tell(failure, null);
        }
        try {
            Duration pause = AGAIN.after(failures, ThreadLocalRandom.current().nextDouble());
            var unused = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void take(String line) {
        if (!FeedLine.bears(key, line)) {
            malformed++;
            tell(
                    "a datagram at stats.listen does not bear the key of our Nginx: it is somebody else's, or Nginx was reloaded"
                            + " while nginx.dir/control/feed.key was not there",
                    null);
            return;
        }
        Runnable delivery;
        try {
            delivery = delivery(line);
        } catch (IllegalArgumentException senseless) {
            malformed++;
            FeedLine.endOf(line).ifPresent(next::ended);
            tell("a datagram at stats.listen is no line of the feed: " + senseless.getMessage(), null);
            return;
        }
        received++;
        lastLine = clock.instant();
        delivery.run();
    }

    private Runnable delivery(String line) {
        if (FeedLine.isStart(line)) {
            StartedRequest begun = FeedLine.parseStart(line);
            return () -> next.started(begun);
        }
        FinishedRequest ended = FeedLine.parse(line);
        return () -> next.finished(ended);
    }

    private static StandardProtocolFamily family(Address listen) {
        return listen.host().contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    /** Each kind of fault once, and not more kinds than anybody reads: clients can cause as many as they like. */
    private void tell(String words, @Nullable Throwable fault) {
        if (toldFaults.size() < MOST_FAULTS && toldFaults.add(words)) {
            LOG.warn(words, fault);
        }
    }
}
