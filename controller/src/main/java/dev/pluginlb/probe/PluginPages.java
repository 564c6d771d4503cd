package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.PluginReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.jspecify.annotations.Nullable;

/**
 * Asks a changing set of nodes which plugins they run: each at once when it joins the set, and then every ten to twelve
 * seconds, each at a pace of its own, so that they are not all asked at the same time for long.
 *
 * <p>An answer has two seconds and {@value #MAX_PAGE} bytes. Whatever it is, there is a report; of a node that does not
 * answer, or not with metrics, one that says nothing. Nothing blocks. {@link #watch} may be called from one thread;
 * reports are delivered from the HTTP client's threads.
 */
public final class PluginPages implements AutoCloseable {

    /** The last slash matters: without it the daemon redirects. */
    private static final String PATH = "/metrics/";

    private static final int MAX_PAGE = 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SPREAD_MILLIS = 2000;

    private final NodeRequests requests;
    private final Consumer<PluginReport> reports;
    private final Turns turns = new Turns("plugin-pages", PluginPages::intervalOf, this::read);

    public PluginPages(HttpClient client, Consumer<PluginReport> reports) {
        this.requests = new NodeRequests(client, TIMEOUT);
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
        requests.of(node, PATH).send(new BufferingResponseListener(MAX_PAGE) {
            @Override
            public void onComplete(Result result) {
                // All that is looked for is ASCII; the node's word on its charset is not needed, and may be nonsense.
                reports.accept(report(node, result, getContentAsString(StandardCharsets.ISO_8859_1)));
            }
        });
    }

    private static PluginReport report(Address node, Result result, @Nullable String page) {
        boolean answered = !result.isFailed() && result.getResponse().getStatus() / 100 == 2;
        return Optional.ofNullable(answered ? page : null)
                .flatMap(MetricsPage::read)
                .map(plugins -> PluginReport.of(node, plugins))
                .orElseGet(() -> PluginReport.silent(node));
    }

    private static Duration intervalOf(Address node) {
        return INTERVAL.plusMillis(Math.floorMod(node.hashCode(), SPREAD_MILLIS));
    }

    @Override
    public void close() {
        turns.close();
    }
}
