package dev.pluginlb.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that people write: UTF-8, at most 1 MiB; a device or a log given by mistake is not swallowed whole. */
final class SmallFile {

    static final String RULE = "a readable UTF-8 file of at most 1 MiB";

    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("file: " + file + " (expected: " + RULE + ")");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
