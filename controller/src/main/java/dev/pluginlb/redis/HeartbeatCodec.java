package dev.pluginlb.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a node's entry, in the official daemon's form ({@code ips}, {@code last_ping_at}) or the open one
 * ({@code address}, {@code last_ping_at}, {@code weight}). Fields it does not know, votes above all, are passed over
 * unread.
 */
final class HeartbeatCodec {

    private static final int MAX_DEPTH = 32;

    /** Each is probed until one answers; a host has a few, and one for each network of its containers. */
    private static final int MOST_ADDRESSES = 100;

    private static final long MAX_LENGTH = 16L * 1024 * 1024;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_LENGTH)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(Entry.class);

    private HeartbeatCodec() {}

    private record Entry(
            @Nullable List<@Nullable Ip> ips,
            @Nullable String address,
            @Nullable Long last_ping_at,
            @Nullable Integer weight) {}

    private record Ip(@Nullable String ip, @Nullable Integer port) {}

    /**
     * Reads one entry. Single addresses that are none are left out and told to {@code junk}; the node stays.
     *
     * @throws IllegalArgumentException if the entry as a whole makes no sense
     */
    static Heartbeat decode(Source source, String field, String json, BadPart junk) {
        Entry entry = parse(json);
        if (entry.last_ping_at() == null || entry.last_ping_at() < 0) {
            throw new IllegalArgumentException("last_ping_at: missing or negative (expected: Unix seconds)");
        }
        return new Heartbeat(
                new NodeId(field), source, addresses(entry, junk), entry.last_ping_at(), weight(entry, junk));
    }

    /** Told of a part of an entry that is skipped while the rest is used. */
    @FunctionalInterface
    interface BadPart {
        void skip(String why);
    }

    private static Entry parse(String json) {
        try {
            Entry entry = READER.readValue(json);
            if (entry == null) {
                throw new IllegalArgumentException("value: null (expected: a JSON object)");
            }
            return entry;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("value: " + broken.getOriginalMessage() + " (expected: a JSON object)");
        }
    }

    private static List<Address> addresses(Entry entry, BadPart junk) {
        List<Address> addresses = new ArrayList<>();
        if (entry.address() != null) {
            addOne(addresses, entry.address(), junk);
        }
        List<Ip> ips = entry.ips() == null ? List.of() : entry.ips();
        if (ips.size() > MOST_ADDRESSES) {
            junk.skip("ips: " + ips.size() + " addresses (expected: at most " + MOST_ADDRESSES
                    + ", the rest is not looked at)");
        }
        for (Ip ip : ips.subList(0, Math.min(ips.size(), MOST_ADDRESSES))) {
            if (ip == null || ip.ip() == null || ip.port() == null) {
                junk.skip("ips: an element without ip or port (expected: both)");
            } else {
                addOne(addresses, ip.ip(), ip.port(), junk);
            }
        }
        return addresses;
    }

    private static void addOne(List<Address> addresses, String text, BadPart junk) {
        try {
            addresses.add(reachable(Address.parse(text)));
        } catch (IllegalArgumentException bad) {
            junk.skip(String.valueOf(bad.getMessage()));
        }
    }

    private static void addOne(List<Address> addresses, String host, int port, BadPart junk) {
        try {
            addresses.add(reachable(new Address(host, port)));
        } catch (IllegalArgumentException bad) {
            junk.skip(String.valueOf(bad.getMessage()));
        }
    }

    /** A wildcard is where somebody listens, not where somebody is reached. */
    private static Address reachable(Address address) {
        if (address.host().equals("0.0.0.0") || address.host().equals("::")) {
            throw new IllegalArgumentException("address: " + address + " (expected: one that a node is reached at)");
        }
        return address;
    }

    private static int weight(Entry entry, BadPart junk) {
        Integer weight = entry.weight();
        if (weight == null) {
            return Heartbeat.DEFAULT_WEIGHT;
        }
        if (weight < 1 || weight > Heartbeat.MAX_WEIGHT) {
            junk.skip("weight: " + weight + " (expected: 1 to " + Heartbeat.MAX_WEIGHT + ")");
            return Heartbeat.DEFAULT_WEIGHT;
        }
        return weight;
    }
}
