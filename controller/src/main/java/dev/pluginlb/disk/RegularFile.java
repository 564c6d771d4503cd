package dev.pluginlb.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * Reads files that others may write. What stands in a file's place is refused before it is opened: to open a pipe waits for
 * somebody who writes into it, and nobody may ever come. Links are followed. Any thread.
 */
public final class RegularFile {

    private static final int MOST_BYTES = 1 << 20;

    private RegularFile() {}

    /** @throws IOException if it is none, or not to be seen; the message says what it is */
    public static void require(Path file) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        if (!seen.isRegularFile()) {
            throw new IOException(file + ": it is " + (seen.isDirectory() ? "a folder" : "a pipe, a socket or a device")
                    + " (expected: a regular file)");
        }
    }

    /** @throws IOException if it cannot be read, or is no regular file */
    public static InputStream open(Path file) throws IOException {
        require(file);
        return Files.newInputStream(file);
    }

    /**
     * All that is in a small file, as people write them: a disk's image or a log given by mistake is not swallowed whole.
     *
     * @throws IOException if it cannot be read, is no regular file, or has more than 1 MiB
     */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return atMost(in, file);
        }
    }

    /**
     * The same of a text.
     *
     * @throws IOException also if that is no UTF-8
     */
    public static String text(Path file) throws IOException {
        return utf8(bytes(file));
    }

    /**
     * The same, whatever the file is: where somebody waits for it anyway.
     *
     * @throws IOException if it cannot be read, has more than 1 MiB, or is no UTF-8
     */
    public static String textOfAny(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return utf8(atMost(in, file));
        }
    }

    /** Whether it is one, of any size, that can be read and holds this text. */
    public static boolean holds(Path file, String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = open(file)) {
            // Not more of it than tells: somebody may have put anything there.
            return Arrays.equals(in.readNBytes(expected.length + 1), expected);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static byte[] atMost(InputStream in, Path file) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException(file + ": it has more than " + MOST_BYTES + " bytes (expected: a small file)");
        }
        return bytes;
    }

    private static String utf8(byte[] bytes) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
