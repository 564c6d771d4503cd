package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Results of probes become inputs. Most of them say that a node still answers, a thousand in a second where there are as many
 * nodes: these wait for the next turn of the loop. So many good answers in a row as make a node that failed serve again do
 * not wait. Thread-safe.
 */
final class ProbeResults implements Consumer<ProbeResult> {

    private final Consumer<ProbeResult> atOnce;
    private final Consumer<ProbeResult> withTheNextTurn;
    private final int rise;
    private final Map<Address, Integer> answers = new HashMap<>();

    /**
     * @param atOnce takes what calls for a turn
     * @param withTheNextTurn takes what most likely changes nothing
     * @param rise good answers after a failure that count, at least 1
     */
    ProbeResults(Consumer<ProbeResult> atOnce, Consumer<ProbeResult> withTheNextTurn, int rise) {
        this.atOnce = atOnce;
        this.withTheNextTurn = withTheNextTurn;
        this.rise = rise;
    }

    /**
     * Takes note of whom is probed from now on. What others answered is forgotten.
     *
     * @param newcomers those of them whose next answer is awaited, also where somebody answered before
     */
    synchronized void watch(Set<Address> targets, Set<Address> newcomers) {
        answers.keySet().retainAll(targets);
        answers.keySet().removeAll(newcomers);
    }

    @Override
    public void accept(ProbeResult result) {
        if (isNews(result)) {
            atOnce.accept(result);
        } else {
            withTheNextTurn.accept(result);
        }
    }

    private synchronized boolean isNews(ProbeResult result) {
        if (result.failure().isPresent()) {
            answers.remove(result.target());
            return true;
        }
        int before = answers.getOrDefault(result.target(), 0);
        if (before < rise) {
            answers.put(result.target(), before + 1);
        }
        return before < rise;
    }
}
