package dev.pluginlb.redis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A hash as it is, byte by byte: each byte is one character, so whatever stands there is told apart and goes back
 * unharmed. What pluginlb writes is ASCII, and reads the same.
 */
record RawHash(Map<String, String> entries) {

    private static final int AT_A_TIME = 500;

    /** Reads a hash in small steps, not to keep Redis from others; entries that change meanwhile come as of either time. */
    static RawHash read(UnifiedJedis redis, String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        ScanParams step = new ScanParams().count(AT_A_TIME);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            ScanResult<Map.Entry<byte[], byte[]>> page = redis.hscan(Script.bytes(key), cursor, step);
            page.getResult().forEach(entry -> entries.put(plain(entry.getKey()), plain(entry.getValue())));
            cursor = page.getCursorAsBytes();
        } while (!"0".equals(plain(cursor)));
        return new RawHash(entries);
    }

    /** A value that was read alone; empty if there was none. */
    static Optional<String> text(byte @Nullable [] value) {
        return value == null ? Optional.empty() : Optional.of(plain(value));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String plain(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
