package dev.pluginlb.cluster;

import java.time.Instant;

/**
 * Whether an address answers, judged from the run of its latest probes.
 *
 * <p>States: {@code UNKNOWN -> UP} on the first good answer; {@code UP -> DOWN} after {@code fall} failures in a row;
 * {@code DOWN -> UP} after {@code rise} good answers in a row. A single failure or answer in between starts the count
 * anew. Immutable.
 *
 * @param run how many of the latest probes in a row said the opposite of the state
 * @param since when the state was entered
 * @param lastProbe words on the latest probes
 */
public record Liveness(NodeState state, int run, Instant since, ProbeWords lastProbe) {

    /**
     * How many probes in a row change a state.
     *
     * @param rise good answers after a failure, at least 1
     * @param fall failures, at least 1
     */
    public record Thresholds(int rise, int fall) {}

    static Liveness unknown(Instant now) {
        return new Liveness(NodeState.UNKNOWN, 0, now, ProbeWords.of("not probed yet"));
    }

    static Liveness assumedUp(Instant now) {
        return new Liveness(NodeState.UP, 0, now, ProbeWords.of("known from before the start"));
    }

    Liveness answered(int rise, Instant now) {
        ProbeWords words = ProbeWords.of("ok");
        boolean enough = state == NodeState.UNKNOWN || (state == NodeState.DOWN && run + 1 >= rise);
        if (enough) {
            return new Liveness(NodeState.UP, 0, now, words);
        }
        return new Liveness(state, state == NodeState.DOWN ? run + 1 : 0, since, words);
    }

    Liveness failed(int fall, ProbeWords why, Instant now) {
        ProbeWords words = why.after(lastProbe);
        if (state == NodeState.UP && run + 1 >= fall) {
            return new Liveness(NodeState.DOWN, 0, now, words);
        }
        return new Liveness(state, state == NodeState.DOWN ? 0 : run + 1, since, words);
    }

    boolean answers() {
        return state == NodeState.UP;
    }

    /** Whether at least one probe has come back. */
    boolean tried() {
        return state != NodeState.UNKNOWN || run > 0;
    }
}
