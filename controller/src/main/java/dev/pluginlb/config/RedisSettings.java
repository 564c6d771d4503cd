package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How Redis is reached, and which names are used in it.
 *
 * @param username empty for the default user
 * @param password the effective one: given itself, or read from {@code passwordFile}
 * @param db the number of the database, from 0
 * @param keyPrefix stands with a colon before the plugin daemons' own keys
 * @param statsPrefix stands before {@code request:stats} and its siblings; empty for none
 */
public record RedisSettings(
        Address address,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Path> passwordFile,
        int db,
        String keyPrefix,
        String statsPrefix,
        TlsSettings tls,
        SentinelSettings sentinel) {}
