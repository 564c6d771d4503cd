package dev.pluginlb.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pretends to run plugins: waits for a slot, counts the execution, then answers at once, after the time, or item by
 * item over it. No thread waits meanwhile. A client that went away is noticed at the next item only.
 */
final class PluginWork {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWork.class);

    private final String nodeId;
    private final Slots slots;
    private final AnswerGate gate;
    private final ScheduledThreadPoolExecutor timer;
    private final Consumer<String> witness;
    private final Executions executions = new Executions();
    private volatile UnaryOperator<Job> mood = UnaryOperator.identity();

    /** @param witness is told the X-Request-Id of each call whose plugin runs, before its answer begins */
    PluginWork(String nodeId, int slots, AnswerGate gate, ScheduledThreadPoolExecutor timer, Consumer<String> witness) {
        this.nodeId = nodeId;
        this.slots = new Slots(slots);
        this.gate = gate;
        this.timer = timer;
        this.witness = witness;
    }

    Map<String, Integer> executions() {
        return executions.snapshot();
    }

    CompletableFuture<Long> nextExecution() {
        return executions.next();
    }

    /** Every call of a plugin fails at once with a 500, while the node is as healthy as before. */
    void failFast() {
        mood = Job::failing;
    }

    /** Every call of a plugin takes so many times as long. */
    void slowDown(int times) {
        mood = job -> job.slowed(times);
    }

    void mend() {
        mood = UnaryOperator.identity();
    }

    /** Runs the call as a plugin's: in a slot, counted. */
    void run(Call call, Job job) {
        slots.take(() -> {
            call.atEnd(slots::free);
            call.requestId().ifPresent(executions::count);
            call.requestId().ifPresent(witness);
            answer(call, mood.apply(job));
        });
    }

    /** Answers without slot and count. */
    void answer(Call call, Job job) {
        if (job.status() != 200) {
            DaemonAnswer refusal = DaemonAnswer.internal("asked for by X-Stand-In-Status");
            after(job.duration(), call, () -> call.json(job.status(), refusal));
        } else if (job.items() == 0) {
            after(job.duration(), call, () -> call.json(200, job.answer().apply(payload(call))));
        } else {
            item(call, job, 0);
        }
    }

    /** Every item comes at the end of its share of the time, the last at the end of all. */
    private void item(Call call, Job job, int index) {
        after(share(job, index + 1).minus(share(job, index)), call, () -> {
            boolean last = index + 1 == job.items();
            Map<String, Object> payload = payload(call);
            payload.put("index", index);
            payload.put("items", job.items());
            payload.put("last", last);
            call.item(job.answer().apply(payload));
            if (last) {
                call.close();
            } else {
                item(call, job, index + 1);
            }
        });
    }

    private static Duration share(Job job, int items) {
        return job.duration().multipliedBy(items).dividedBy(job.items());
    }

    private Map<String, Object> payload(Call call) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("node_id", nodeId);
        call.requestId().ifPresent(id -> payload.put("request_id", id));
        return payload;
    }

    private void after(Duration delay, Call call, CallStep step) {
        Runnable guarded = () -> guard(call, step);
        if (delay.isZero()) {
            gate.pass(guarded);
        } else {
            Threads.after(timer, delay, () -> gate.pass(guarded));
        }
    }

    /** The client may be gone at any step; that ends the call and nothing else. */
    static void guard(Call call, CallStep step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} {} ended early: {}", call.method(), call.path(), e.toString());
            call.close();
        }
    }

    /** One step of an answer. */
    @FunctionalInterface
    interface CallStep {
        void run() throws IOException;
    }
}
