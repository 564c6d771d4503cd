package dev.pluginlb.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.traffic.EndpointKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Reads everything about the cluster in two round trips: how large it is, and what it is. Confined to one thread. */
public final class RedisClusterSource {

    private static final ObjectMapper CBOR = new CBORMapper();

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Junk junk;
    private final Tolerant tolerant;
    private final Sizes sizes;
    private final Map<Source, DecodedOnce<Heartbeat>> hashes;
    private final MadeOnce<Map<NodeId, NodeStatus>> statuses = new MadeOnce<>();
    private final Map<String, SortedMembers<EndpointKey>> sets = new HashMap<>();
    private Map<Address, Double> weights = Map.of();

    public RedisClusterSource(UnifiedJedis redis, Keys keys, Junk junk) {
        this(redis, keys, junk, new Sizes());
    }

    RedisClusterSource(UnifiedJedis redis, Keys keys, Junk junk, Sizes sizes) {
        this.redis = redis;
        this.keys = keys;
        this.junk = junk;
        this.tolerant = new Tolerant(junk);
        this.sizes = sizes;
        this.hashes = Map.of(
                Source.DAEMON, new DecodedOnce<>((field, json) -> heartbeat(Source.DAEMON, field, json)),
                Source.STATUS, new DecodedOnce<>((field, json) -> heartbeat(Source.STATUS, field, json)));
    }

    /**
     * Reads the cluster. A single key of a wrong type, or too large, is junk; the others are read all the same.
     *
     * @throws JedisException if Redis does not answer, or refuses us
     */
    public ClusterReading read() {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Types types = Types.ask(pipeline, keys);
            Admission small = sizes.look(pipeline, all());
            Supplier<Map<String, String>> daemons = small.ask(keys.daemonNodes(), pipeline::hgetAll);
            Supplier<Map<String, String>> status = small.ask(keys.status(), pipeline::hgetAll);
            Supplier<byte[]> daemonMaster = small.ask(keys.daemonMaster(), key -> pipeline.get(bytes(key)));
            Supplier<Set<String>> longRequests = small.ask(keys.longRequests(), pipeline::smembers);
            Supplier<Set<String>> shortRequests = small.ask(keys.shortRequests(), pipeline::smembers);
            Supplier<String> main = small.ask(keys.main(), pipeline::get);
            Supplier<Map<String, String>> drained = small.ask(keys.drained(), pipeline::hgetAll);
            Supplier<Optional<Instant>> time = RedisTime.ask(pipeline);
            Coordination.Asked coordination = Coordination.Asked.in(pipeline, small, keys);
            pipeline.sync();
            small.tell(junk);
            ClusterReading reading = new ClusterReading(
                    registrations(Map.of(
                            Source.DAEMON, value(keys.daemonNodes(), daemons),
                            Source.STATUS, value(keys.status(), status))),
                    endpoints(keys.longRequests(), longRequests),
                    endpoints(keys.shortRequests(), shortRequests),
                    value(keys.main(), main).flatMap(text -> nodeId(keys.main(), text)),
                    value(keys.daemonMaster(), daemonMaster).flatMap(this::cborNodeId),
                    DrainRegister.decoded(tolerant, keys, drained),
                    coordination.answers(tolerant, keys, statuses, weights),
                    time.get(),
                    List.of(keys.daemonNodes(), keys.status()),
                    Stream.concat(small.lines().stream(), types.lines().stream())
                            .toList());
            weights = reading.coordination().weights();
            junk.sumUp();
            return reading;
        }
    }

    /** The most important ones first. */
    private List<Sizes.Key> all() {
        return List.of(
                Sizes.Key.hash(keys.daemonNodes()),
                Sizes.Key.hash(keys.status()),
                Sizes.Key.hash(keys.drained()),
                Sizes.Key.value(keys.main()),
                Sizes.Key.value(keys.leader()),
                Sizes.Key.value(keys.daemonMaster()),
                Sizes.Key.hash(keys.weights()),
                Sizes.Key.set(keys.longRequests()),
                Sizes.Key.set(keys.shortRequests()),
                Sizes.Key.hash(keys.nodeStatus()),
                Sizes.Key.hash(keys.controllers()));
    }

    private Registrations registrations(Map<Source, Optional<Map<String, String>>> read) {
        Set<Source> readable = EnumSet.noneOf(Source.class);
        List<Heartbeat> heartbeats = new ArrayList<>();
        hashes.forEach(
                (source, decoded) -> read.getOrDefault(source, Optional.empty()).ifPresent(entries -> {
                    readable.add(source);
                    heartbeats.addAll(decoded.values(entries));
                }));
        return new Registrations(heartbeats, readable);
    }

    private Optional<Heartbeat> heartbeat(Source source, String field, String json) {
        String where = (source == Source.DAEMON ? keys.daemonNodes() : keys.status()) + " " + field;
        return sensible(where, json, text -> HeartbeatCodec.decode(source, field, text, why -> junk.skip(where, why)));
    }

    private Optional<List<EndpointKey>> endpoints(String key, Supplier<Set<String>> response) {
        SortedMembers<EndpointKey> set = sets.computeIfAbsent(
                key, same -> new SortedMembers<>(member -> sensible(key + " " + member, member, EndpointKey::new)));
        return value(key, response).map(set::values);
    }

    private Optional<NodeId> nodeId(String key, String text) {
        return sensible(key, text, NodeId::new);
    }

    private Optional<NodeId> cborNodeId(byte[] cbor) {
        try {
            JsonNode value = CBOR.readTree(cbor);
            if (value.isTextual()) {
                return nodeId(keys.daemonMaster(), value.textValue());
            }
            junk.skip(keys.daemonMaster(), value.getNodeType() + " (expected: a CBOR text)");
        } catch (IOException broken) {
            junk.skip(keys.daemonMaster(), broken.getClass().getSimpleName() + " (expected: a CBOR text)");
        }
        return Optional.empty();
    }

    private <T> Optional<T> sensible(String where, String text, Function<String, T> decode) {
        return tolerant.sensible(where, text, decode);
    }

    private <T> Optional<T> value(String key, Supplier<T> response) {
        return tolerant.value(key, response);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
