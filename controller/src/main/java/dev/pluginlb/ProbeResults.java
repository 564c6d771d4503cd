package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Results of probes become inputs. Most of them say that a node still answers, a thousand in a second where there are as many
 * nodes: these wait for the next turn of the loop. So many good answers in a row as make a node that failed serve again do
 * not wait. Thread-safe.
 */
final class ProbeResults implements Consumer<ProbeResult> {

    /** Whose last answer is remembered; of others each good answer is news. */
    private static final int REMEMBERED = 20_000;

    private final ControlThread.Inbox inbox;
    private final int rise;
    private final Map<Address, Integer> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param rise good answers after a failure that count, at least 1 */
    ProbeResults(ControlThread.Inbox inbox, int rise) {
        this.inbox = inbox;
        this.rise = rise;
    }

    @Override
    public void accept(ProbeResult result) {
        Input.Probed input = new Input.Probed(result);
        if (isNews(result)) {
            inbox.offer(input);
        } else {
            inbox.offerForNextTurn(input);
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
