package dev.pluginlb.demo;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * The Redis a stand-in registers in, and the prefix of its keys.
 *
 * @param password empty for none
 */
public record RedisSite(String host, int port, String password, int db, String keyPrefix) {

    private static final int TIMEOUT_MILLIS = 1000;

    public RedisSite {
        Expected.within("redis-port", port, 1, 65_535);
        Expected.within("redis-db", db, 0, 9999);
        if (host.isBlank() || keyPrefix.isBlank()) {
            throw Expected.rule("redis-host, key-prefix", host + ", " + keyPrefix, "not empty");
        }
    }

    /** No password, database 0, the official prefix. */
    public static RedisSite of(String host, int port) {
        return new RedisSite(host, port, "", 0, "plugin_daemon");
    }

    public RedisSite withHost(String other) {
        return new RedisSite(other, port, password, db, keyPrefix);
    }

    public RedisSite withPort(int other) {
        return new RedisSite(host, other, password, db, keyPrefix);
    }

    public RedisSite withPassword(String other) {
        return new RedisSite(host, port, other, db, keyPrefix);
    }

    public RedisSite withDb(int other) {
        return new RedisSite(host, port, password, other, keyPrefix);
    }

    public RedisSite withKeyPrefix(String other) {
        return new RedisSite(host, port, password, db, other);
    }

    /** The official daemon puts its prefix before keys and channels alike. */
    String key(String name) {
        return keyPrefix + ":" + name;
    }

    HostAndPort place() {
        return new HostAndPort(host, port);
    }

    JedisClientConfig access() {
        DefaultJedisClientConfig.Builder access = DefaultJedisClientConfig.builder()
                .autoNegotiateProtocol(false)
                .timeoutMillis(TIMEOUT_MILLIS)
                .database(db);
        return (password.isEmpty() ? access : access.password(password)).build();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + db + " " + keyPrefix;
    }
}
