package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;

/**
 * One server of a pool (Nginx: {@code server} in {@code upstream}).
 *
 * @param weight share of the requests relative to the pool's other servers, at least 1
 */
public record Server(Address address, int weight, Turn turn) implements Comparable<Server> {

    /** When a server gets its turn. */
    public enum Turn {
        /** Always. */
        PRIMARY,
        /** Only when no primary one is available (Nginx: {@code backup}). */
        BACKUP
    }

    /** @throws IllegalArgumentException if the weight is below 1 */
    public Server {
        if (weight < 1) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: at least 1)");
        }
    }

    public static Server primary(Address address, int weight) {
        return new Server(address, weight, Turn.PRIMARY);
    }

    public Server asBackup() {
        return new Server(address, weight, Turn.BACKUP);
    }

    public boolean isBackup() {
        return turn == Turn.BACKUP;
    }

    @Override
    public int compareTo(Server other) {
        return address.compareTo(other.address);
    }
}
