package dev.pluginlb.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One question of a thread that has nothing else to do, over a connection of its own: the answer's body is read as it comes, also
 * one that never ends. For one reader; any thread may close it.
 *
 * <p>For a process that asks once and ends, so it reads HTTP by itself: Jetty's parser takes longer to be loaded, and a log with it,
 * than all the rest of such a process.
 */
public final class Conversation extends InputStream {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_CHUNK_LINE = 256;
    private static final int HEX = 16;
    private static final int DIGITS_OF_STATUS = 3;
    private static final String NO_HTTP = "its answer is no HTTP: ";

    private final Socket socket;
    private final long deadline;
    private final InputStream from;
    private boolean timed = true;
    private int status;
    private boolean chunked;

    /** Of the body, or of the chunk that is being read; for ever where only the end of the connection ends it. */
    private long left = Long.MAX_VALUE;

    private boolean whole;

    /** What is between the bytes and the network: nothing, or TLS. */
    public interface Wire {

        /** @param socket is connected */
        Socket over(Socket socket) throws IOException;
    }

    private Conversation(Socket socket, long deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.from = new BufferedInputStream(new Timed(socket.getInputStream()));
    }

    /**
     * Asks, and waits until the answer begins.
     *
     * @param question its limits are for the whole answer, unless that is {@link #endless}
     * @throws SocketTimeoutException if that takes too long
     * @throws IOException if nobody is there, or what comes is no answer; the message says which
     */
    public static Conversation begin(Question question, Wire wire) throws IOException {
        Duration time = question.limits().time();
        long deadline = System.nanoTime() + time.toNanos();
        Socket socket = new Socket();
        try {
            socket.connect(question.to(), millis(time.compareTo(LONGEST_CONNECT) < 0 ? time : LONGEST_CONNECT));
            socket.setSoTimeout(millis(time));
            Socket wired = wire.over(socket);
            wired.getOutputStream().write(question.bytes().array());
            Conversation conversation = new Conversation(wired, deadline);
            conversation.readHead();
            return conversation;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    public int status() {
        return status;
    }

    /** Waits for what comes from now on for ever. */
    public Conversation endless() throws IOException {
        timed = false;
        socket.setSoTimeout(0);
        return this;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (left == 0 && !whole) {
            nextChunk();
        }
        if (whole) {
            return -1;
        }
        int taken = from.read(into, offset, (int) Math.min(length, left));
        if (taken < 0) {
            // Of a body without a length, nothing but the end of the connection tells that it is whole.
            whole = left == Long.MAX_VALUE;
            return whole ? -1 : tooShort();
        }
        left -= left == Long.MAX_VALUE ? 0 : taken;
        whole = left == 0 && !chunked;
        return taken;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        int room = LONGEST_HEAD;
        String line = line(room);
        status = status(line);
        while (!line.isEmpty()) {
            room -= line.length();
            line = line(room);
            field(line.toLowerCase(Locale.ROOT));
        }
        left = chunked ? 0 : left;
        whole = left == 0 && !chunked;
    }

    private static int status(String line) throws IOException {
        int digits = line.indexOf(' ') + 1;
        int end = digits + DIGITS_OF_STATUS;
        boolean isOne = line.startsWith("HTTP/1.") && line.length() >= end && (line + " ").charAt(end) == ' ';
        long number = isOne ? number(line.substring(digits, end), 10) : 0;
        if (number < 100) {
            throw new IOException(NO_HTTP + "its first line");
        }
        return (int) number;
    }

    private void field(String line) throws IOException {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        if (line.startsWith("content-length:")) {
            left = number(value, 10);
        } else if (line.startsWith("transfer-encoding:")) {
            chunked = value.endsWith("chunked");
        }
    }

    private void nextChunk() throws IOException {
        String line = line(LONGEST_CHUNK_LINE);
        if (line.isEmpty()) {
            line = line(LONGEST_CHUNK_LINE);
        }
        int extension = line.indexOf(';');
        left = number((extension < 0 ? line : line.substring(0, extension)).strip(), HEX);
        whole = left == 0;
    }

    /** @throws IOException if it is none, or too large to be one */
    private static long number(String text, int radix) throws IOException {
        try {
            long number = Character.digit((text + " ").charAt(0), radix) < 0 ? -1 : Long.parseLong(text, radix);
            if (number >= 0 && number < Long.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IOException(NO_HTTP + "its length", none);
        }
        throw new IOException(NO_HTTP + "its length");
    }

    /** Up to a line feed, without the carriage return before it. */
    private String line(int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                tooShort();
            }
            if (line.length() >= longest) {
                throw new IOException(NO_HTTP + "a line that does not end");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private static int tooShort() throws IOException {
        throw new IOException("the connection ended");
    }

    private static int millis(Duration time) throws SocketTimeoutException {
        if (time.isZero() || time.isNegative()) {
            throw new SocketTimeoutException("its time is over");
        }
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(time.toNanos()) + 1);
    }

    /** Gives up when the time for the whole answer is over, however it drips. */
    private final class Timed extends InputStream {

        private final InputStream wire;

        Timed(InputStream wire) {
            this.wire = wire;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (timed) {
                socket.setSoTimeout(millis(Duration.ofNanos(deadline - System.nanoTime())));
            }
            return wire.read(into, offset, length);
        }
    }
}
