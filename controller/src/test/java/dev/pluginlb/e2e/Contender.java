package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Wire;

/** A controller that may come to lead: a process of its own, with an Nginx and a wire to Redis of its own. */
final class Contender implements AutoCloseable {

    private final Cluster front;
    private final Wire wire;
    private ChildJvm process;

    private Contender(Cluster front, Wire wire) {
        this.front = front;
        this.wire = wire;
        this.process = front.runController();
    }

    static Contender beside(Cluster site, String name) {
        Wire wire = Wire.to(site.redis().port());
        Cluster front = site.beside(name).set("redis.port", Integer.toString(wire.port()));
        return new Contender(front, wire);
    }

    Cluster front() {
        return front;
    }

    Wire wire() {
        return wire;
    }

    ChildJvm process() {
        return process;
    }

    /** After it was killed: in the same place, under a new id. */
    void startAgain() {
        process = front.runController();
    }

    void awaitFollowing() {
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptions()
                .until(() -> !front.admin().leads()
                        && front.admin().freshness().equals("live")
                        && front.admin().master().path("master").has("id"));
    }

    @Override
    public void close() {
        process.close();
        front.close();
        wire.close();
    }
}
