package dev.pluginlb.admin;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.control.Audit;
import dev.pluginlb.control.Controller;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The admin API on one loopback address. Every answer is made from one look at {@link Controller#state}; a change only
 * utters a wish. May be started once; any thread may close it.
 */
public final class AdminServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_PORT = 0;
    private static final Executor IN_A_MINUTE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final Place place;
    private final EventRoutes events;
    private final Javalin javalin;

    /** @param config the one that is in effect whenever it is asked */
    public AdminServer(Controller controller, Address listen, Supplier<ConfigInEffect> config, InstantSource clock) {
        this(new Place(listen.host(), listen.port()), controller, config, clock);
    }

    private AdminServer(Place place, Controller controller, Supplier<ConfigInEffect> config, InstantSource clock) {
        this.place = place;
        this.events = new EventRoutes(controller);
        this.javalin = javalin(controller, config, clock);
    }

    /** One on a port that happens to be free; {@link #port} tells which. */
    public static AdminServer onAnyPort(Controller controller, Supplier<ConfigInEffect> config, InstantSource clock) {
        return new AdminServer(new Place(LOOPBACK, ANY_PORT), controller, config, clock);
    }

    /** @throws IOException if the address cannot be listened on */
    public void start() throws IOException {
        try {
            javalin.start(place.host(), place.port());
        } catch (JavalinException refused) {
            throw new IOException(
                    "admin.listen: " + place.host() + ":" + place.port()
                            + " (expected: a loopback address with a free port)",
                    refused);
        }
    }

    /** The port it listens on, once it is started. */
    public int port() {
        return javalin.port();
    }

    /** What is answered, each as {@code METHOD /path/{parameter}}; the files of the dashboard apart. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .filter(endpoint -> !endpoint.path.startsWith(DashboardRoutes.FOLDER))
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        events.close();
        javalin.stop();
    }

    /** Where to listen. */
    private record Place(String host, int port) {}

    private Javalin javalin(Controller controller, Supplier<ConfigInEffect> config, InstantSource clock) {
        QueuedThreadPool threads = threads();
        return Javalin.create(server -> {
            configure(server, threads);
            Audit audit = new Audit(controller::note, clock);
            server.routes.before(gate(config, audit, clock));
            new ClusterRoutes(controller, clock).addTo(server.routes);
            new ReadRoutes(controller, config, clock).addTo(server.routes);
            WishRoutes wishes = new WishRoutes(controller, audit, clock, threads);
            wishes.addTo(server.routes);
            new DrainRoutes(controller, clock, wishes).addTo(server.routes);
            events.addTo(server.routes);
            new TrafficRoutes(controller, clock).addTo(server.routes);
            new DashboardRoutes().addTo(server.routes);
            new HealthRoutes(controller).addTo(server.routes);
            new MetricsRoute(controller).addTo(server.routes);
            new DescriptionRoute().addTo(server.routes);
            Problems.addTo(server.routes);
        });
    }

    private static Gate gate(Supplier<ConfigInEffect> config, Audit audit, InstantSource clock) {
        return new Gate(() -> config.get().token(), new TurnedAway(audit, IN_A_MINUTE), new Guesses(clock));
    }

    private static void configure(JavalinConfig server, QueuedThreadPool threads) {
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.http.maxRequestSize = Gate.MAX_BODY;
        server.http.prefer405over404 = true;
        server.http.compressionStrategy = CompressionStrategy.NONE;
        server.router.javaLangErrorHandler(Problems::broken);
        server.jsonMapper(new JavalinJackson(AdminJson.mapper(), false));
        server.jetty.threadPool = threads;
        server.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        server.jetty.modifyServer(AdminServer::guard);
    }

    private static void guard(Server jetty) {
        jetty.setErrorHandler(new JettyProblems());
        Connections.limit(jetty, Connections.BETWEEN_LOOKS);
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("admin");
        threads.setDaemon(true);
        return threads;
    }
}
