package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.exchange.Question;
import dev.pluginlb.exchange.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Probes a changing set of addresses, each at once when it joins the set and then at a fixed interval.
 *
 * <p>Nothing blocks: an address that swallows packets costs its time-out and no thread. {@link #watch} may be called from
 * one thread; results are delivered on the thread of the exchanges, and must be taken in no time.
 */
public final class HealthProbes implements AutoCloseable {

    private static final int MAX_ANSWER = 256 * 1024;

    /**
     * How to probe.
     *
     * @param path absolute path of the health page; any 2xx status is a good answer
     */
    public record Rules(String path, Duration interval, Duration timeout) {}

    private final Exchanges exchanges;
    private final Question.Limits limits;
    private final Rules rules;
    private final Consumer<ProbeResult> results;
    private final Turns turns;

    public HealthProbes(Exchanges exchanges, Rules rules, Consumer<ProbeResult> results) {
        this.exchanges = exchanges;
        this.limits = new Question.Limits(rules.timeout(), MAX_ANSWER);
        this.rules = rules;
        this.results = results;
        this.turns = new Turns("probe-scheduler", rules.interval(), this::turn);
    }

    /**
     * Probes these addresses from now on, and no others.
     *
     * @param atOnce those of them that are probed now as well: a node may have come up at an address that is being watched
     *     already
     */
    public void watch(Set<Address> targets, Set<Address> atOnce) {
        turns.watch(targets, atOnce);
    }

    /** Probes one address once. */
    public void probe(Address target) {
        turn(target).run();
    }

    /** The question is the same each time, and so are most answers of a node. */
    private Runnable turn(Address target) {
        Question question = NodePage.of(target, rules.path(), limits);
        LastHealthAnswer last = new LastHealthAnswer();
        return () -> exchanges.ask(question, reply -> results.accept(result(target, reply, last)));
    }

    @Override
    public void close() {
        turns.close();
    }

    private ProbeResult result(Address target, Reply reply, LastHealthAnswer last) {
        if (reply instanceof Reply.Silence silence) {
            return ProbeResult.silent(target, silence.after());
        }
        return reply.answer()
                .map(answer -> result(target, answer, last))
                .orElseGet(() -> ProbeResult.failed(target, reply.words()));
    }

    private ProbeResult result(Address target, Reply.Answer answer, LastHealthAnswer last) {
        if (!answer.isGood()) {
            return ProbeResult.failed(target, rules.path() + " " + answer.words());
        }
        HealthAnswer health = last.read(answer.body());
        return ProbeResult.answered(target, health.dispatches(), health.requests());
    }
}
