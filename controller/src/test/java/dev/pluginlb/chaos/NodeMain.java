package dev.pluginlb.chaos;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.demo.StandInOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A stand-in that writes down which requests it ran, before it answers them: what it ran is known also when it was killed.
 * Arguments: the file for that, how many hours its clock is ahead, then a stand-in's own.
 */
final class NodeMain {

    private NodeMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(arguments);
        InstantSource clock =
                InstantSource.offset(InstantSource.system(), Duration.ofHours(Long.parseLong(words.get(1))));
        StandInOptions options = StandInOptions.parse(words.subList(2, words.size()));
        try (OutputStream ran = new FileOutputStream(words.get(0));
                StandInDaemon daemon = StandInDaemon.start(options, clock, requestId -> note(ran, requestId))) {
            System.out.println("node " + daemon.nodeId());
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }

    /** One write: whole or not at all, and not lost with the process. */
    private static void note(OutputStream ran, String requestId) {
        try {
            ran.write((requestId + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
