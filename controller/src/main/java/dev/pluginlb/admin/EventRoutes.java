package dev.pluginlb.admin;

import dev.pluginlb.admin.view.EventView;
import dev.pluginlb.admin.view.EventsView;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.Event;
import dev.pluginlb.control.Journal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The events: as a list, or as a stream (server-sent events) that goes on until its reader leaves.
 *
 * <p>A reader says with {@code Last-Event-ID}, as a browser does by itself, or with {@code ?after=ID} which event it has seen
 * last, and gets what came later, of the {@value Journal#KEPT} that are kept; {@code ?after=0} means all of them. The header
 * counts where there are both: a browser that comes again sends the address it began with. Without either a stream begins with the next event, a list with the oldest. Each stream has a thread of its own, which reads the
 * journal at the speed of its reader, so nobody waits for a slow one; there are at most {@value #STREAMS}.
 */
final class EventRoutes implements AutoCloseable {

    static final int STREAMS = 32;

    private static final String PATH = "/api/v1/events";
    /** So often a stream says that it is there, which also finds out that its reader is not. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private final Controller controller;
    private final Semaphore places = new Semaphore(STREAMS);
    private final ExecutorService streams = Executors.newCachedThreadPool(EventRoutes::thread);

    EventRoutes(Controller controller) {
        this.controller = controller;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::events);
    }

    /** Waits for the streams to end, which they do at once: after the server's end there is nothing they could be ended at. */
    @Override
    public void close() {
        streams.shutdownNow();
        try {
            streams.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void events(Context ctx) throws Exception {
        Journal journal = controller.journal();
        if (Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/event-stream")) {
            long seen = seen(ctx).orElseGet(journal::latest);
            if (!places.tryAcquire()) {
                throw new ServiceUnavailableResponse("at most " + STREAMS + " streams of events at once");
            }
            try {
                new SseHandler(client -> begin(client, journal, seen)).handle(ctx);
            } catch (RuntimeException gone) {
                // Before anything has begun, which is what would give the place back.
                places.release();
                throw gone;
            }
        } else {
            long latest = journal.latest();
            ctx.json(EventsView.of(journal.after(seen(ctx).orElse(0L)), latest));
        }
    }

    private static Optional<Long> seen(Context ctx) {
        return Optional.ofNullable(ctx.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(ctx.queryParam("after")))
                .map(EventRoutes::id);
    }

    private static long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequestResponse("after: (expected: the id of an event, a number; 0 for all that are kept)");
        }
        return Long.parseLong(text);
    }

    private void begin(SseClient client, Journal journal, long seen) {
        client.keepAlive();
        streams.execute(() -> stream(client, journal, seen));
    }

    private void stream(SseClient client, Journal journal, long seen) {
        long last = seen;
        try {
            client.sendComment("events after " + last);
            while (!client.terminated()) {
                List<Event> events = journal.await(last, QUIET);
                for (Event event : events) {
                    if (client.terminated()) {
                        break;
                    }
                    EventView view = EventView.of(event);
                    client.sendEvent(view.kind(), view, String.valueOf(view.id()));
                    last = event.id();
                }
                if (events.isEmpty()) {
                    client.sendComment("still here");
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
            client.close();
        }
    }

    private static Thread thread(Runnable stream) {
        Thread thread = new Thread(stream, "admin-events");
        thread.setDaemon(true);
        return thread;
    }
}
