package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Results of probes become inputs. Most of them say that a node still answers, a thousand in a second where there are as many
 * nodes: these wait for the next turn of the loop. Thread-safe.
 */
final class ProbeResults implements Consumer<ProbeResult> {

    /** Whose last answer is remembered; of others each good answer is news. */
    private static final int REMEMBERED = 20_000;

    private final ControlThread.Inbox inbox;
    private final Function<ProbeResult, Input> input;
    private final Set<Address> answering = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param input what a result is to the loop */
    ProbeResults(ControlThread.Inbox inbox, Function<ProbeResult, Input> input) {
        this.inbox = inbox;
        this.input = input;
    }

    @Override
    public void accept(ProbeResult result) {
        if (isNews(result)) {
            inbox.offer(input.apply(result));
        } else {
            inbox.offerForNextTurn(input.apply(result));
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
