package dev.pluginlb.redis;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** The one clock that all controllers can ask: Redis's own, of the command TIME. */
public final class RedisTime {

    private RedisTime() {}

    /**
     * Asks now.
     *
     * @return empty where our user may not ask
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
     */
    public static Optional<Instant> ask(UnifiedJedis redis) {
        return answer(() -> redis.executeCommand(question()));
    }

    /** The answer is there when the pipeline was synchronised; empty where our user may not ask. */
    static Supplier<Optional<Instant>> ask(AbstractPipeline pipeline) {
        Supplier<List<String>> answer = pipeline.executeCommand(question());
        return () -> answer(answer);
    }

    private static CommandObject<List<String>> question() {
        return new CommandObject<>(new CommandArguments(Protocol.Command.TIME), BuilderFactory.STRING_LIST);
    }

    private static Optional<Instant> answer(Supplier<List<String>> secondsAndMicros) {
        try {
            List<String> parts = secondsAndMicros.get();
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(parts.get(0)))
                    .plus(Long.parseLong(parts.get(1)), ChronoUnit.MICROS));
        } catch (JedisDataException refused) {
            return Optional.empty();
        }
    }
}
