package dev.pluginlb.exchange;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question and its connection, until it has its reply; then the connection is closed. Confined to one thread. */
final class Exchange implements Comparable<Exchange> {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Question question;
    private final Consumer<Reply> replied;
    private final long deadline;
    private final ByteBuffer toSend;
    private final AnswerReader answer;
    private @Nullable SocketChannel channel;
    private boolean ended;

    /** @param now as {@code System.nanoTime()} tells it: its time begins to run */
    Exchange(Question question, Consumer<Reply> replied, long now) {
        this.question = question;
        this.replied = replied;
        this.deadline = now + question.limits().time().toNanos();
        this.toSend = question.bytes();
        this.answer = new AnswerReader(question.limits().longestBody());
    }

    boolean hasEnded() {
        return ended;
    }

    /** Nanoseconds that are left; zero or less when its time is over. */
    long left(long now) {
        return deadline - now;
    }

    void timeIsOver() {
        end(new Reply.Silence(question.limits().time()));
    }

    /** Connects, and sends at once if that takes no waiting, as on the same machine. */
    void begin(Selector selector) {
        try {
            channel = open(question.to());
        } catch (IOException | RuntimeException noHandle) {
            end(Reply.Unasked.of(noHandle));
            return;
        }
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(question.to());
            SelectionKey key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
            key.attach(this);
            if (connected) {
                connected(key, channel);
            }
        } catch (BindException noPort) {
            end(Reply.Unasked.of(noPort));
        } catch (IOException | RuntimeException failed) {
            end(Reply.Failure.of(failed));
        }
    }

    /**
     * Goes on as far as its connection is ready to.
     *
     * @param scratch for what is read; nothing is left in it
     */
    void goOn(SelectionKey key, ByteBuffer scratch) {
        try {
            SocketChannel open = (SocketChannel) key.channel();
            if (key.isConnectable() && open.finishConnect()) {
                connected(key, open);
            } else if (key.isWritable()) {
                send(key, open);
            }
            if (!ended && key.isReadable()) {
                receive(open, scratch);
            }
        } catch (IOException | RuntimeException failed) {
            end(Reply.Failure.of(failed));
        }
    }

    /** Closes the connection and tells the reply, the first time. */
    void end(Reply reply) {
        if (ended) {
            return;
        }
        ended = true;
        close();
        try {
            replied.accept(reply);
        } catch (RuntimeException fault) {
            // It must not end the exchanges of others.
            LOG.error("a reply could not be taken", fault);
        }
    }

    private static SocketChannel open(SocketAddress to) throws IOException {
        return to instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private void connected(SelectionKey key, SocketChannel open) throws IOException {
        if (question.isOfConnectionOnly()) {
            end(new Reply.Opened());
        } else {
            send(key, open);
        }
    }

    private void send(SelectionKey key, SocketChannel open) throws IOException {
        open.write(toSend);
        key.interestOps(toSend.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void receive(SocketChannel open, ByteBuffer scratch) throws IOException {
        scratch.clear();
        boolean isOver = open.read(scratch) < 0;
        scratch.flip();
        Optional<Reply> reply = isOver ? Optional.of(answer.end()) : answer.read(scratch);
        reply.ifPresent(this::end);
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException gone) {
            LOG.debug("a connection to {} ends by itself", question.to(), gone);
        }
    }

    /** The one whose time is over first is first. */
    @Override
    public int compareTo(Exchange other) {
        return Long.compare(deadline - other.deadline, 0);
    }
}
