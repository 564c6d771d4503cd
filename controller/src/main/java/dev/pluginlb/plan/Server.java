package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import java.util.Comparator;

/**
 * One server of a pool (Nginx: {@code server} in {@code upstream}).
 *
 * @param weight share of the requests relative to the pool's other servers, at least 1
 * @param limit how many requests of this pool it gets at once (Nginx: {@code max_conns}); 0 for any number
 */
public record Server(Address address, int weight, Turn turn, int limit) implements Comparable<Server> {

    private static final Comparator<Server> ORDER =
            Comparator.comparing(Server::address).thenComparing(Server::turn);

    /** When a server gets its turn. */
    public enum Turn {
        /** Always. */
        PRIMARY,
        /** Only when no primary one is available (Nginx: {@code backup}). */
        BACKUP
    }

    /** @throws IllegalArgumentException if the weight is below 1, or the limit below 0 */
    public Server {
        if (weight < 1) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: at least 1)");
        }
        if (limit < 0) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: at least 1, or 0 for none)");
        }
    }

    public static Server primary(Address address, int weight) {
        return new Server(address, weight, Turn.PRIMARY, 0);
    }

    public Server asBackup() {
        return new Server(address, weight, Turn.BACKUP, limit);
    }

    public Server withWeight(int other) {
        return new Server(address, other, turn, limit);
    }

    public Server withLimit(int other) {
        return new Server(address, weight, turn, other);
    }

    public boolean isBackup() {
        return turn == Turn.BACKUP;
    }

    @Override
    public int compareTo(Server other) {
        return ORDER.compare(this, other);
    }
}
