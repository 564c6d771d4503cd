package dev.pluginlb.probe;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How nodes are asked: each time on a fresh connection, since a node that accepts none any more must be noticed, and with
 * a mark that fronts of ours refuse, so that none is taken for a node. Thread-safe.
 *
 * @param timeout for the whole of one answer
 */
record NodeRequests(HttpClient client, Duration timeout) {

    private static final String MARK = "X-Pluginlb-Probe";

    /** One that is ready to be sent. */
    Request of(Address node, String path) {
        return client.newRequest("http://" + node + path)
                .headers(headers -> headers.put(HttpHeader.CONNECTION, "close").put(MARK, "1"))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
