package dev.pluginlb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream that may stay silent: a thread of its own reads it, so that whoever waits for the next line can give
 * up. Lines longer than {@value #LONGEST} characters end it, and no more than {@value #AHEAD} are read ahead, so whatever is sent
 * takes a bounded room. For one reader.
 */
final class StreamedLines implements AutoCloseable {

    private static final int AHEAD = 16;
    /** Far more than an event takes: its words are cut by the controller. */
    static final int LONGEST = 256 * 1024;

    private final InputStream stream;
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader = new Thread(this::read, "lines");

    StreamedLines(InputStream stream) {
        this.stream = stream;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The next line.
     *
     * @throws IOException if the stream has ended, or stays silent for so long
     * @throws CommandFailedException if the thread is interrupted
     */
    String next(Duration patience) throws IOException {
        try {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new IOException("it said nothing for " + Times.span(patience.toMillis()));
            }
            return line.orElseThrow(() -> new IOException("the connection ended"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.FAILED, "interrupted");
        }
    }

    /** Lets go of it: a stream of the JDK's that is being read cannot be closed, but ends by itself when it is silent for too long. */
    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = line(in); line != null; line = line(in)) {
                    lines.put(Optional.of(line));
                }
            } catch (IOException lost) {
                // Said by the end of the lines.
            }
            lines.put(Optional.empty());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Up to a line feed, without the carriage return before it; null at the end, which drops an unfinished line. */
    private static @Nullable String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.length() == LONGEST) {
                throw new IOException("a line is too long");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }
}
