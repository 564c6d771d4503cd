package dev.pluginlb.cluster;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An IPv4 or IPv6 address, read without any name look-up and printed in one canonical form.
 *
 * <p>IPv4 is strict dotted decimal (no leading zeros, which some resolvers read as octal); IPv6 is printed in full
 * groups, shortest digits, longest run of zeros as {@code ::} (RFC 5952). Zone ids are refused: Nginx has no use for
 * them.
 */
public final class Ip {

    private static final int V4_BYTES = 4;
    private static final int V6_GROUPS = 8;
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private final byte[] bytes;

    private Ip(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Empty when the text is not a plain IPv4 or IPv6 address. */
    public static Optional<Ip> parse(String text) {
        return text.indexOf(':') < 0
                ? parseV4(text).map(Ip::new)
                : parseV6(text).map(Ip::new);
    }

    public boolean isV6() {
        return bytes.length > V4_BYTES;
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** True when the first {@code prefix} bits of both are the same; false across families. */
    boolean sharesPrefix(Ip other, int prefix) {
        return bytes.length == other.bytes.length
                && IntStream.range(0, prefix).allMatch(bit -> bit(bit) == other.bit(bit));
    }

    private boolean bit(int index) {
        return (bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }

    private static Optional<byte[]> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        boolean valid = parts.length == V4_BYTES
                && Arrays.stream(parts).allMatch(part -> OCTET.matcher(part).matches() && Integer.parseInt(part) < 256);
        if (!valid) {
            return Optional.empty();
        }
        byte[] bytes = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int given = head.length + tail.length;
        boolean lengthFits = gap < 0 ? given == V6_GROUPS : given < V6_GROUPS;
        if (!lengthFits || !hex(head) || !hex(tail)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[V6_GROUPS * 2];
        put(bytes, 0, head);
        put(bytes, V6_GROUPS - tail.length, tail);
        return Optional.of(bytes);
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean hex(String[] groups) {
        return Arrays.stream(groups).allMatch(group -> GROUP.matcher(group).matches());
    }

    private static void put(byte[] bytes, int firstGroup, String[] groups) {
        for (int i = 0; i < groups.length; i++) {
            int value = Integer.parseInt(groups[i], 16);
            bytes[(firstGroup + i) * 2] = (byte) (value >> Byte.SIZE);
            bytes[(firstGroup + i) * 2 + 1] = (byte) value;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ip that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isV6() ? printV6() : printV4();
    }

    private String printV4() {
        return IntStream.range(0, V4_BYTES)
                .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
                .collect(Collectors.joining("."));
    }

    private String printV6() {
        int gapStart = -1;
        int gapLength = 1;
        for (int start = 0; start < V6_GROUPS; start++) {
            int length = zerosFrom(start);
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        return gapStart < 0
                ? joined(0, V6_GROUPS)
                : joined(0, gapStart) + "::" + joined(gapStart + gapLength, V6_GROUPS);
    }

    private int zerosFrom(int start) {
        int end = start;
        while (end < V6_GROUPS && group(end) == 0) {
            end++;
        }
        return end - start;
    }

    private String joined(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(group(i)))
                .collect(Collectors.joining(":"));
    }

    private int group(int index) {
        return (bytes[index * 2] & 0xff) << Byte.SIZE | (bytes[index * 2 + 1] & 0xff);
    }
}
