package dev.pluginlb.bench.node;

import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers of all nodes of the process, told apart by their ports; a request that waits costs no thread. */
final class Nodes extends Handler.Abstract.NonBlocking {

    private static final String HEALTH =
            "{\"status\":\"ok\",\"active_requests\":%1$d,\"active_dispatch_requests\":%1$d,"
                    + "\"pool_status\":{\"free\":0,\"busy\":0,\"total\":0},\"version\":\"0.6.10\",\"platform\":\"local\","
                    + "\"build_time\":\"\"}";

    private final Map<Integer, StationClock> byPort;

    Nodes(Map<Integer, StationClock> byPort) {
        this.byPort = Map.copyOf(byPort);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        StationClock node = Objects.requireNonNull(byPort.get(Request.getLocalPort(request)));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        switch (Request.getPathInContext(request)) {
            case "/health/check" -> write(response, HEALTH.formatted(node.inFlight()), callback);
            case "/metrics/" -> write(response, "", callback);
            default -> serve(node, request, response, callback);
        }
        return true;
    }

    private static void serve(StationClock node, Request request, Response response, Callback callback) {
        String id = request.getHeaders().get(Call.ID);
        String work = request.getHeaders().get(Call.WORK);
        if (id == null || work == null) {
            response.setStatus(400);
            write(response, "{\"code\":-400,\"message\":\"no number or no work\"}", callback);
            return;
        }
        node.serve(Long.parseLong(work), () -> write(response, Call.answer(id), callback));
    }

    private static void write(Response response, String body, Callback callback) {
        Content.Sink.write(response, true, body, callback);
    }
}
