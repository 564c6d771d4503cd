package dev.pluginlb.admin;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.ConfigView;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.ConfigRow;
import dev.pluginlb.control.Controller;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    private final Place place;
    private final EventRoutes events;
    private final Javalin javalin;

    /** @param config the effective configuration as it may be shown, secrets masked */
    public AdminServer(
            Controller controller, Address listen, AdminToken token, List<ConfigRow> config, InstantSource clock) {
        this(new Place(listen.host(), listen.port()), controller, token, config, clock);
    }

    private AdminServer(
            Place place, Controller controller, AdminToken token, List<ConfigRow> config, InstantSource clock) {
        this.place = place;
        this.events = new EventRoutes(controller);
        this.javalin = javalin(controller, token, config, clock);
    }

    /** One on a port that happens to be free; {@link #port} tells which. */
    public static AdminServer onAnyPort(
            Controller controller, AdminToken token, List<ConfigRow> config, InstantSource clock) {
        return new AdminServer(new Place(LOOPBACK, ANY_PORT), controller, token, config, clock);
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

    private Javalin javalin(Controller controller, AdminToken token, List<ConfigRow> config, InstantSource clock) {
        QueuedThreadPool threads = threads();
        return Javalin.create(server -> {
            configure(server, threads);
            server.routes.before(new Gate(token));
            new ClusterRoutes(controller, clock).addTo(server.routes);
            new ReadRoutes(controller, new ConfigView(config), clock).addTo(server.routes);
            WishRoutes wishes = new WishRoutes(controller, clock, threads);
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

    private static void configure(JavalinConfig server, QueuedThreadPool threads) {
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.http.maxRequestSize = Gate.MAX_BODY;
        server.http.prefer405over404 = true;
        server.http.compressionStrategy = CompressionStrategy.NONE;
        server.jsonMapper(new JavalinJackson(AdminJson.mapper(), false));
        server.jetty.threadPool = threads;
        server.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        server.jetty.modifyServer(AdminServer::answerOwnErrors);
    }

    private static void answerOwnErrors(Server jetty) {
        jetty.setErrorHandler(new JettyProblems());
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("admin");
        threads.setDaemon(true);
        return threads;
    }
}
