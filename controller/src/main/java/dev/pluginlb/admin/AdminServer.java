package dev.pluginlb.admin;

import dev.pluginlb.admin.view.AdminJson;
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
 * The admin API at one address. Every answer is made from one look at {@link Controller#state}; a change only
 * utters a wish. May be started once; any thread may close it.
 */
public final class AdminServer implements AutoCloseable {

    private static final Executor IN_A_MINUTE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final Door door;
    private final EventRoutes events;
    private final Javalin javalin;

    /** @param config the one that is in effect whenever it is asked */
    public AdminServer(Controller controller, Door door, Supplier<ConfigInEffect> config, InstantSource clock) {
        this.door = door;
        this.events = new EventRoutes(controller);
        this.javalin = javalin(controller, config, clock);
    }

    /** @throws IOException if it cannot be started; nobody is let in then */
    public void start() throws IOException {
        try {
            javalin.start();
        } catch (JavalinException refused) {
            door.close();
            throw new IOException("the admin API cannot be started: " + refused.getMessage(), refused);
        }
    }

    /** The port it listens on. */
    public int port() {
        return door.port();
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

    private Javalin javalin(Controller controller, Supplier<ConfigInEffect> config, InstantSource clock) {
        QueuedThreadPool threads = threads();
        return Javalin.create(server -> {
            configure(server, threads);
            server.jetty.addConnector(door::connector);
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

    private Gate gate(Supplier<ConfigInEffect> config, Audit audit, InstantSource clock) {
        return new Gate(
                door.reach(), () -> config.get().token(), new TurnedAway(audit, IN_A_MINUTE), new Guesses(clock));
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
