package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainRegisterTest extends OnRedis {

    private static final String KEY = "eu:pluginlb:drained";
    private static final Address NODE = Address.parse("10.0.0.5:5002");
    private static final Address OTHER = Address.parse("[fd00::5]:5002");

    @Test
    void whatIsEnteredIsReadByAllUntilItIsTakenOut() {
        DrainRegister register = new DrainRegister(redis, KEYS);
        Drain drain = new Drain("alice@ops", now, "kernel \"6.1\"");
        register.enter(NODE, drain);
        register.enter(OTHER, new Drain("", now, ""));

        assertThat(drains()).isEqualTo(Map.of(NODE, drain, OTHER, new Drain("", now, "")));
        assertThat(redis.hget(KEY, "10.0.0.5:5002"))
                .isEqualTo("{\"who\":\"alice@ops\",\"at\":1785000000,\"why\":\"kernel \\\"6.1\\\"\"}");

        register.takeOut(NODE);
        assertThat(drains()).containsOnlyKeys(OTHER);
    }

    @Test
    void whoIsEnteredIsDrainedWhateverIsSaidOfItAndWhatIsNoAddressIsSkipped() {
        redis.hset(
                KEY,
                Map.of("10.0.0.5:5002", "{}", "nowhere", "{}", "10.0.0.6:5002", "yes", "10.0.0.7:5002", "{\"who\":1}"));

        assertThat(drains()).containsOnlyKeys(NODE, Address.parse("10.0.0.6:5002"), Address.parse("10.0.0.7:5002"));
        assertThat(junk.count()).isEqualTo(3);
    }

    @Test
    void aKeyOfAnotherTypeIsUnreadableAndIsReplacedByTheNextDrain() {
        redis.set(KEY, "text");
        assertThat(new RedisClusterSource(redis, KEYS, junk).read().drains()).isEmpty();

        new DrainRegister(redis, KEYS).enter(NODE, new Drain("", now, ""));

        assertThat(drains()).containsOnlyKeys(NODE);
    }

    private Map<Address, Drain> drains() {
        return new RedisClusterSource(redis, KEYS, junk).read().drains().orElseThrow();
    }
}
