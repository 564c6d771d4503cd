package dev.pluginlb.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256, in hexadecimal digits. */
final class Hash {

    private static final int VERSION_BYTES = 8;

    private Hash() {}

    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The version of something in parts, from their names and hashes: a part that stays is not hashed again. */
    static String version(SortedMap<String, String> hashes) {
        StringBuilder all = new StringBuilder();
        hashes.forEach(
                (name, hash) -> all.append(name).append('\0').append(hash).append('\0'));
        return of(all.toString()).substring(0, 2 * VERSION_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing (expected: in every Java platform)", impossible);
        }
    }
}
