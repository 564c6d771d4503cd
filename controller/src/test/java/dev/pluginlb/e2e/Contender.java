package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

/** A controller that may come to lead: a process of its own, with an Nginx and a wire to Redis of its own. */
final class Contender implements AutoCloseable {

    private final Cluster front;
    private final Relay relay;
    private ChildJvm process;

    private Contender(Cluster front, Relay relay) {
        this.front = front;
        this.relay = relay;
        this.process = front.runController();
    }

    static Contender beside(Cluster site, String name) {
        Relay relay = Relay.to(site.redis());
        Cluster front = site.beside(name).set("redis.port", Integer.toString(relay.port()));
        return new Contender(front, relay);
    }

    Cluster front() {
        return front;
    }

    Relay relay() {
        return relay;
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
        relay.close();
    }
}
