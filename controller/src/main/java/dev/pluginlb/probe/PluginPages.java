package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.exchange.Question;
import dev.pluginlb.exchange.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks a changing set of nodes which plugins they run: each at once when it joins the set, and then every ten seconds, few
 * at the same time.
 *
 * <p>An answer has two seconds and {@value #MAX_PAGE} bytes. Whatever it is, there is a report; of a node that does not
 * answer, or not with metrics, one that says nothing. Nothing blocks. {@link #watch} may be called from one thread;
 * reports are delivered from a thread of their own.
 */
public final class PluginPages implements AutoCloseable {

    /** The last slash matters: without it the daemon redirects. */
    private static final String PATH = "/metrics/";

    private static final int MAX_PAGE = 1024 * 1024;
    private static final Question.Limits LIMITS = new Question.Limits(Duration.ofSeconds(2), MAX_PAGE);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Exchanges exchanges;
    private final Consumer<PluginReport> reports;
    private final Turns turns = new Turns("plugin-pages", INTERVAL, this::turn);

    public PluginPages(Exchanges exchanges, Consumer<PluginReport> reports) {
        this.exchanges = exchanges;
        this.reports = reports;
    }

    /**
     * Asks these nodes from now on, and no others.
     *
     * @param atOnce those of them that are asked now, since another node may have come up there
     */
    public void watch(Set<Address> nodes, Set<Address> atOnce) {
        turns.watch(nodes, atOnce);
    }

    /** Asks one node once. */
    void read(Address node) {
        turn(node).run();
    }

    private Runnable turn(Address node) {
        Question question = NodePage.of(node, PATH, LIMITS);
        // A long page takes its time to be read, in which no health probe must wait for the thread that it came on.
        return () -> exchanges.ask(question, reply -> turns.execute(() -> reports.accept(report(node, reply))));
    }

    private static PluginReport report(Address node, Reply reply) {
        return reply.answer()
                .filter(Reply.Answer::isGood)
                .flatMap(answer -> MetricsPage.read(answer.body()))
                .map(plugins -> PluginReport.of(node, plugins))
                .orElseGet(() -> PluginReport.silent(node));
    }

    @Override
    public void close() {
        turns.close();
    }
}
