package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.AddressRules;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Liveness;
import dev.pluginlb.cluster.Membership;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.policy.Decision;
import dev.pluginlb.policy.PlanMemory;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.policy.Weights;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Whatever stands in Redis: one input is some lines, each a letter that chooses the key ({@link #KEYS}; a capital letter
 * has a wrong type stand there), then field, tab and value, or the value alone. All of it is read, used, written back and
 * made into a config.
 */
public final class RegistryFuzzer implements AutoCloseable {

    private static final int INPUTS_PER_NGINX = 100;
    private static final Instant NOW = Instant.ofEpochSecond(1_785_000_000);
    private static final Keys NAMES = OnRedis.KEYS;

    private enum Type {
        STRING,
        SET,
        HASH
    }

    private record Place(String key, Type type) {}

    private static final Map<Character, Place> KEYS = Map.ofEntries(
            Map.entry('d', new Place(NAMES.daemonNodes(), Type.HASH)),
            Map.entry('s', new Place(NAMES.status(), Type.HASH)),
            Map.entry('m', new Place(NAMES.daemonMaster(), Type.STRING)),
            Map.entry('l', new Place(NAMES.longRequests(), Type.SET)),
            Map.entry('o', new Place(NAMES.shortRequests(), Type.SET)),
            Map.entry('a', new Place(NAMES.main(), Type.STRING)),
            Map.entry('r', new Place(NAMES.requestStats(), Type.HASH)),
            Map.entry('n', new Place(NAMES.nodeStatus(), Type.HASH)),
            Map.entry('c', new Place(NAMES.customStats(), Type.HASH)),
            Map.entry('e', new Place(NAMES.leader(), Type.STRING)),
            Map.entry('t', new Place(NAMES.term(), Type.STRING)),
            Map.entry('i', new Place(NAMES.controllers(), Type.HASH)),
            Map.entry('f', new Place(NAMES.flushed(), Type.HASH)),
            Map.entry('w', new Place(NAMES.weights(), Type.HASH)));

    private final RedisServer server = RedisServer.start();
    private final UnifiedJedis redis = RedisClient.builder()
            .hostAndPort(new HostAndPort(server.host(), server.port()))
            .build();
    private final NginxProcess nginx = NginxProcess.inFolderOfItsOwn();
    private final Renderer renderer = new Renderer(nginx.front(), Optional.empty());
    private int inputs;

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final RegistryFuzzer FUZZER = new RegistryFuzzer();
    }

    void use(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        put(text);
        Junk met = new Junk();
        ClusterReading reading = AllUses.read(redis, met, NOW);
        if (text.lines().noneMatch(RegistryFuzzer::isOfWrongType)) {
            AllUses.write(redis, met, NOW);
        }
        RenderedConfig config = renderer.render(decision(reading).plan());
        assertThat(config.text()).matches("[\\x20-\\x7e\\n]*");
        if (inputs++ % INPUTS_PER_NGINX == 0) {
            Nginx.Answer answer = nginx.test(config);
            assertThat(answer.succeeded()).as(answer.words()).isTrue();
        }
    }

    private void put(String text) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            KEYS.values().forEach(place -> pipeline.del(place.key()));
            for (String line : text.lines().toList()) {
                Place place = line.isEmpty() ? null : KEYS.get(Character.toLowerCase(line.charAt(0)));
                if (place != null && isOfWrongType(line)) {
                    pipeline.del(place.key());
                    pipeline.rpush(place.key(), line);
                } else if (place != null) {
                    // Refused where a wrong type stands already.
                    put(pipeline, place, line.substring(1));
                }
            }
            pipeline.sync();
        }
    }

    private static boolean isOfWrongType(String line) {
        return !line.isEmpty() && Character.isUpperCase(line.charAt(0));
    }

    private static void put(AbstractPipeline pipeline, Place place, String text) {
        byte[] key = Script.bytes(place.key());
        switch (place.type()) {
            case STRING -> pipeline.set(key, RawHash.bytes(text));
            case SET -> pipeline.sadd(key, RawHash.bytes(text));
            case HASH -> {
                List<String> parts = Arrays.asList(text.split("\t", 2));
                pipeline.hset(key, RawHash.bytes(parts.get(0)), RawHash.bytes(parts.get(parts.size() - 1)));
            }
        }
    }

    /** As the control loop comes to it: host names are resolved before (here, to nothing), and all nodes answer. */
    private static Decision decision(ClusterReading reading) {
        Registrations resolved = reading.registrations()
                .resolved(address -> address.ip().isPresent() ? List.of(address) : List.<Address>of());
        Membership membership = new Membership(
                new Membership.Rules(Duration.ofSeconds(10), new Liveness.Thresholds(2, 3), AddressRules.NONE));
        membership.read(resolved, NOW);
        membership.probeTargets().forEach(node -> {
            membership.probed(ProbeResult.answered(node, OptionalInt.of(1)), NOW);
            membership.probed(ProbeResult.answered(node, OptionalInt.of(2)), NOW);
        });
        Situation situation = new Situation(
                membership.snapshot(Freshness.live(NOW), NOW),
                new Classes(
                        reading.longEndpoints().orElse(List.of()),
                        reading.shortEndpoints().orElse(List.of())),
                reading.main(),
                new Weights.Signals(Map.of(), reading.coordination().weights()));
        return GivenPlan.planner("two-tier").decide(situation, PlanMemory.EMPTY, NOW);
    }

    @Override
    public void close() {
        redis.close();
        server.close();
        nginx.close();
    }
}
