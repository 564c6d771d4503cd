package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.exchange.Question;
import dev.pluginlb.exchange.Reply;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Probes a changing set of addresses, each at once when it joins the set and then at a fixed interval.
 *
 * <p>Nothing blocks: an address that swallows packets costs its time-out and no thread. {@link #watch} may be called from
 * one thread; results are delivered on the thread of the exchanges, and must be taken in no time. What could not be asked
 * has none: that this side has no file handle left says nothing of a node.
 */
public final class HealthProbes implements AutoCloseable {

    private static final int MAX_ANSWER = 256 * 1024;
    private static final int LOWEST_2XX = 200;
    private static final int HIGHEST_2XX = 299;

    /** How to probe. */
    public record Rules(Sign sign, Duration interval, Duration timeout) {

        /** By a health page of this absolute path; any 2xx status is a good answer. */
        public Rules(String path, Duration interval, Duration timeout) {
            this(new Page(path, HIGHEST_2XX), interval, timeout);
        }
    }

    /** What says that somebody is there. */
    public sealed interface Sign {}

    /**
     * A health page.
     *
     * @param path absolute
     * @param highest the highest status that is a good answer, from 200 on
     */
    public record Page(String path, int highest) implements Sign {

        private boolean isGood(Reply.Answer answer) {
            return answer.status() >= LOWEST_2XX && answer.status() <= highest;
        }
    }

    /** A connection that opens; nothing is sent. */
    public record Connection() implements Sign {}

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
        Question question = question(target);
        LastHealthAnswer last = new LastHealthAnswer();
        return () -> exchanges.ask(question, reply -> {
            if (!(reply instanceof Reply.Unasked)) {
                results.accept(result(target, reply, last));
            }
        });
    }

    @Override
    public void close() {
        turns.close();
    }

    private Question question(Address target) {
        return rules.sign() instanceof Page page
                ? NodePage.of(target, page.path(), limits)
                : NodePage.port(target, limits);
    }

    private ProbeResult result(Address target, Reply reply, LastHealthAnswer last) {
        if (reply instanceof Reply.Silence silence) {
            return ProbeResult.silent(target, silence.after());
        }
        if (reply instanceof Reply.Opened) {
            return ProbeResult.answered(target, OptionalInt.empty());
        }
        return reply.answer()
                .map(answer -> result(target, answer, last))
                .orElseGet(() -> ProbeResult.failed(target, reply.words()));
    }

    private ProbeResult result(Address target, Reply.Answer answer, LastHealthAnswer last) {
        if (rules.sign() instanceof Page page && !page.isGood(answer)) {
            return ProbeResult.failed(target, page.path() + " " + answer.words());
        }
        HealthAnswer health = last.read(answer.body());
        return ProbeResult.answered(target, health.dispatches(), health.requests());
    }
}
