package dev.pluginlb.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers a request as the official daemon's routes and middleware do, in their order and with their words. */
final class DaemonRoutes {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StandInOptions options;
    private final PluginWork work;
    private final Readiness readiness;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger activeDispatch = new AtomicInteger();

    DaemonRoutes(StandInOptions options, PluginWork work, Readiness readiness) {
        this.options = options;
        this.work = work;
        this.readiness = readiness;
    }

    void answer(Call call) throws IOException {
        active.incrementAndGet();
        call.atEnd(active::decrementAndGet);
        Optional<Route> route = Route.find(call.method(), call.path());
        if (route.isPresent()) {
            enter(call, route.get());
        } else {
            unknown(call);
        }
    }

    private void enter(Call call, Route route) throws IOException {
        switch (route.door()) {
            case HEALTH -> call.json(200, health());
            case METRICS -> call.send(200, METRICS_TYPE, readiness.metrics());
            case OPEN -> plain(call, route);
            case HOOK -> hook(call, route);
            case KEYED -> keyed(call, () -> plain(call, route));
            case DISPATCH -> keyed(call, () -> dispatch(call, route));
            case DIRECT -> keyed(call, () -> direct(call, route));
            case EXTRACT ->
                keyed(call, () -> {
                    if (identified(call)) {
                        plain(call, route);
                    }
                });
        }
    }

    private void keyed(Call call, PluginWork.CallStep then) throws IOException {
        boolean wrong = !options.serverKey().isEmpty()
                && !options.serverKey().equals(call.header("X-Api-Key").orElse(""));
        if (wrong) {
            call.json(401, DaemonAnswer.unauthorized());
        } else {
            then.run();
        }
    }

    private void dispatch(Call call, Route route) throws IOException {
        countDispatch(call);
        Optional<String> plugin = call.header("X-Plugin-ID");
        if (plugin.isEmpty()) {
            call.json(400, DaemonAnswer.badRequest("plugin_id is required"));
        } else {
            invoke(call, route, plugin.get());
        }
    }

    private void direct(Call call, Route route) throws IOException {
        countDispatch(call);
        if (identified(call)) {
            invoke(
                    call,
                    route,
                    PluginIds.ofUnique(call.header("X-Plugin-Unique-Identifier").orElseThrow()));
        }
    }

    private void countDispatch(Call call) {
        activeDispatch.incrementAndGet();
        call.atEnd(activeDispatch::decrementAndGet);
    }

    private static boolean identified(Call call) throws IOException {
        Optional<String> identifier = call.header("X-Plugin-Unique-Identifier");
        if (identifier.isEmpty()) {
            call.json(400, DaemonAnswer.badRequest("X-Plugin-Unique-Identifier header is required"));
        } else if (!PluginIds.isUnique(identifier.get())) {
            call.json(400, DaemonAnswer.badIdentifier("plugin_unique_identifier is not valid: " + identifier.get()));
        } else {
            return true;
        }
        return false;
    }

    private void invoke(Call call, Route route, String plugin) throws IOException {
        if (readiness.ready(plugin)) {
            work.run(call, job(call, route, DaemonAnswer::success));
        } else {
            call.json(404, DaemonAnswer.notReady());
        }
    }

    private void plain(Call call, Route route) {
        work.answer(call, job(call, route, DaemonAnswer::success));
    }

    /** A hook's plugin is in the official daemon's database; here it goes by the name {@code hooks/<hook_id>}. */
    private void hook(Call call, Route route) throws IOException {
        String plugin = "hooks/" + RouteTemplate.split(call.path()).get(2);
        if (readiness.ready(plugin)) {
            work.run(call, job(call, route, payload -> echo(call, payload)));
        } else {
            call.json(404, DaemonAnswer.notReady());
        }
    }

    private Job job(Call call, Route route, Job.Wrapping wrapping) {
        return Job.of(route, Wish.of(call), options.workload(), wrapping);
    }

    private static Map<String, Object> echo(Call call, Map<String, Object> payload) {
        Map<String, Object> headers = new TreeMap<>();
        call.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        Map<String, Object> echo = new LinkedHashMap<>(payload);
        echo.put("method", call.method());
        echo.put("path", call.path());
        echo.put("query", call.query().orElse(""));
        echo.put("headers", headers);
        echo.put("body_bytes", call.bodySize());
        return echo;
    }

    /** Sorted by name, as the original's map is. */
    private Map<String, Object> health() {
        Map<String, Object> health = new TreeMap<>();
        health.put("status", "ok");
        health.put("active_requests", active.get());
        health.put("active_dispatch_requests", activeDispatch.get());
        health.put("pool_status", poolStatus());
        health.put("version", "0.6.10");
        health.put("build_time", "stand-in");
        health.put("platform", "local");
        return health;
    }

    private Map<String, Object> poolStatus() {
        int total = 10_000;
        int busy = Math.min(active.get(), total);
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("free", total - busy);
        pool.put("busy", busy);
        pool.put("total", total);
        return pool;
    }

    private static void unknown(Call call) throws IOException {
        String path = call.path();
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        if (Route.find(call.method(), other).isPresent()) {
            call.redirect(other + call.query().map(query -> "?" + query).orElse(""));
        } else {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", "not_found");
            body.put("message", "route not found");
            call.json(404, body);
        }
    }
}
