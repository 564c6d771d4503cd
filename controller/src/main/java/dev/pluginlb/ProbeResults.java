package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.control.Input;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Results of probes become inputs. Most of them say that a node still answers, a thousand in a second where there are as many
 * nodes: these wait for the next turn of the loop. Thread-safe.
 */
final class ProbeResults implements Consumer<ProbeResult> {

    private final Consumer<Input> atOnce;
    private final Consumer<Input> withTheNextTurn;
    private final Set<Address> answering = new HashSet<>();

    /**
     * @param atOnce takes what calls for a turn
     * @param withTheNextTurn takes what most likely changes nothing
     */
    ProbeResults(Consumer<Input> atOnce, Consumer<Input> withTheNextTurn) {
        this.atOnce = atOnce;
        this.withTheNextTurn = withTheNextTurn;
    }

    /**
     * Takes note of whom is probed from now on. What others answered is forgotten.
     *
     * @param newcomers those of them whose next answer is awaited, also where somebody answered before
     */
    synchronized void watch(Set<Address> targets, Set<Address> newcomers) {
        answering.retainAll(targets);
        answering.removeAll(newcomers);
    }

    @Override
    public void accept(ProbeResult result) {
        Input.Probed input = new Input.Probed(result);
        if (isNews(result)) {
            atOnce.accept(input);
        } else {
            withTheNextTurn.accept(input);
        }
    }

    private synchronized boolean isNews(ProbeResult result) {
        if (result.failure().isPresent()) {
            answering.remove(result.target());
            return true;
        }
        return answering.add(result.target());
    }
}
