package dev.pluginlb.bench.load;

import dev.pluginlb.bench.node.Call;
import dev.pluginlb.bench.work.Job;
import dev.pluginlb.bench.work.Job.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Sends requests to one proxy, as Dify's api would: a class is a route and a plugin. A request that waits costs no thread.
 */
public final class Sender implements AutoCloseable {

    /** More than any scenario has in flight. */
    private static final int CONNECTIONS = 16_000;

    /** Of an answer, in bytes; those of the nodes are far shorter, and thousands are kept at a time. */
    private static final int LONGEST_ANSWER = 4096;

    private static final int THREADS = 16;
    private static final String SHORT = "/plugin/t1/dispatch/text_embedding/invoke";
    private static final String LONG = "/plugin/t1/dispatch/llm/invoke";

    /** What is done with each answer. */
    @FunctionalInterface
    interface Ear {
        /** Told once for each request, by any thread. */
        void hear(Verdict verdict);
    }

    /** What became of a request. */
    enum Verdict {
        RIGHT,
        WRONG
    }

    private final HttpClient http = new HttpClient();
    private final String origin;

    private Sender(int port) {
        this.origin = "http://127.0.0.1:" + port;
    }

    public static Sender to(int port) {
        Sender sender = new Sender(port);
        sender.http.setExecutor(new QueuedThreadPool(THREADS));
        sender.http.setMaxConnectionsPerDestination(CONNECTIONS);
        sender.http.setMaxRequestsQueuedPerDestination(CONNECTIONS);
        sender.http.setIdleTimeout(0);
        try {
            sender.http.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sender;
    }

    void send(Job job, Ear ear) {
        String id = Integer.toString(job.id());
        http.POST(origin + (job.seenAs() == Kind.SHORT ? SHORT : LONG))
                .headers(
                        headers -> headers.put("X-Plugin-ID", job.seenAs() == Kind.SHORT ? "bench/short" : "bench/long")
                                .put(Call.ID, id)
                                .put(Call.WORK, Long.toString(job.work())))
                .body(new StringRequestContent("application/json", "{}"))
                .timeout(1, TimeUnit.HOURS)
                .send(new BufferingResponseListener(LONGEST_ANSWER) {
                    @Override
                    public void onComplete(Result result) {
                        boolean right = result.isSucceeded()
                                && result.getResponse().getStatus() == 200
                                && Call.answer(id).equals(getContentAsString());
                        ear.hear(right ? Verdict.RIGHT : Verdict.WRONG);
                    }
                });
    }

    /** Does that once the time is over, by a thread that must not be kept waiting; never, if this is closed before. */
    void later(Duration time, Runnable task) {
        http.getScheduler().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
