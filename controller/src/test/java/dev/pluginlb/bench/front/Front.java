package dev.pluginlb.bench.front;

/** A proxy that runs. */
public interface Front extends AutoCloseable {

    /** Where it listens, on loopback. */
    int port();

    /** Ends all of its processes. */
    @Override
    void close();
}
