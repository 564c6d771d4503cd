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

/**
 * The lines of a stream that may stay silent: a thread of its own reads it, so that whoever waits for the next line can give
 * up. For one reader.
 */
final class StreamedLines implements AutoCloseable {

    private static final int AHEAD = 1000;

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

    @Override
    public void close() throws IOException {
        reader.interrupt();
        stream.close();
    }

    private void read() {
        try {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
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
}
