package dev.pluginlb.wiring;

import dev.pluginlb.redis.ControllerId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Who this process is among the controllers that share a Redis.
 *
 * @param id new with every start, so that nobody is taken for a predecessor
 * @param host of letters, digits, '.', '_' and '-' only
 */
public record Identity(ControllerId id, String host) {

    private static final int MAX_HOST = 100;
    private static final int RANDOM_DIGITS = 8;

    static Identity ofThisProcess() {
        String host = hostName();
        String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
        return new Identity(new ControllerId(host + "-" + random), host);
    }

    private static String hostName() {
        try {
            String plain = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
            return plain.isEmpty() ? "localhost" : plain.substring(0, Math.min(plain.length(), MAX_HOST));
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
