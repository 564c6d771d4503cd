package dev.pluginlb.demo;

import static dev.pluginlb.demo.Route.Cost.INSTANT;
import static dev.pluginlb.demo.Route.Cost.LONG;
import static dev.pluginlb.demo.Route.Cost.SHORT;
import static dev.pluginlb.demo.Route.Door.DIRECT;
import static dev.pluginlb.demo.Route.Door.DISPATCH;
import static dev.pluginlb.demo.Route.Door.EXTRACT;
import static dev.pluginlb.demo.Route.Door.HEALTH;
import static dev.pluginlb.demo.Route.Door.HOOK;
import static dev.pluginlb.demo.Route.Door.KEYED;
import static dev.pluginlb.demo.Route.Door.METRICS;
import static dev.pluginlb.demo.Route.Door.OPEN;
import static dev.pluginlb.demo.Route.Shape.JSON;
import static dev.pluginlb.demo.Route.Shape.ONE_ITEM;
import static dev.pluginlb.demo.Route.Shape.STREAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One of the official daemon's routes: who is let in, how the answer looks, and how long it takes by default. */
record Route(String method, RouteTemplate template, Door door, Shape shape, Cost cost) {

    /** What a request must bring before anything runs. */
    enum Door {
        HEALTH,
        METRICS,
        OPEN,
        HOOK,
        KEYED,
        DISPATCH,
        DIRECT,
        EXTRACT
    }

    /** How an answer looks. */
    enum Shape {
        JSON,
        ONE_ITEM,
        STREAM
    }

    /** How long plugins of this kind usually take. */
    enum Cost {
        INSTANT,
        SHORT,
        LONG;

        Duration usual(Workload workload) {
            return switch (this) {
                case INSTANT -> Duration.ZERO;
                case SHORT -> workload.shortDelay();
                case LONG -> workload.longDelay();
            };
        }
    }

    private static final List<Route> ALL = all();

    static Optional<Route> find(String method, String path) {
        List<String> segments = RouteTemplate.split(path);
        return ALL.stream()
                .filter(route -> route.method.equals(method) && route.template.matches(segments))
                .findFirst();
    }

    private static List<Route> all() {
        List<Route> routes = new ArrayList<>();
        add(routes, HEALTH, JSON, INSTANT, "GET /health/check");
        add(routes, METRICS, JSON, INSTANT, "GET /metrics/");
        add(routes, OPEN, JSON, INSTANT, "POST /backwards-invocation/transaction");
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
            add(routes, HOOK, JSON, SHORT, method + " /e/:hook_id/*path");
        }
        addDispatch(routes, DISPATCH, "/plugin/:tenant_id/dispatch");
        add(
                routes,
                DISPATCH,
                JSON,
                LONG,
                "POST /plugin/:tenant_id/dispatch/model/polling/start",
                "POST /plugin/:tenant_id/dispatch/model/polling/check");
        addDispatch(routes, DIRECT, "/v2/invoke/dispatch");
        add(routes, EXTRACT, JSON, INSTANT, "GET /v2/invoke/extract");
        addManagement(routes);
        return List.copyOf(routes);
    }

    private static void addDispatch(List<Route> routes, Door door, String root) {
        String post = "POST " + root;
        for (String path : List.of(
                "/agent_strategy/invoke",
                "/tool/invoke",
                "/llm/invoke",
                "/tts/invoke",
                "/speech2text/invoke",
                "/datasource/get_website_crawl",
                "/datasource/get_online_document_page_content",
                "/datasource/online_drive_download_file")) {
            add(routes, door, STREAM, LONG, post + path);
        }
        for (String path : List.of(
                "/datasource/get_online_document_pages", "/datasource/online_drive_browse_files",
                "/trigger/invoke_event", "/trigger/dispatch_event")) {
            add(routes, door, ONE_ITEM, LONG, post + path);
        }
        for (String path : List.of(
                "/text_embedding/invoke",
                "/multimodal_embedding/invoke",
                "/rerank/invoke",
                "/multimodal_rerank/invoke",
                "/moderation/invoke",
                "/tool/validate_credentials",
                "/tool/get_runtime_parameters",
                "/model/validate_provider_credentials",
                "/model/validate_model_credentials",
                "/oauth/get_authorization_url",
                "/oauth/get_credentials",
                "/oauth/refresh_credentials",
                "/dynamic_select/fetch_parameter_options",
                "/datasource/validate_credentials",
                "/trigger/validate_credentials",
                "/trigger/subscribe",
                "/trigger/unsubscribe",
                "/trigger/refresh")) {
            add(routes, door, ONE_ITEM, SHORT, post + path);
        }
        for (String path :
                List.of("/llm/num_tokens", "/text_embedding/num_tokens", "/tts/model/voices", "/model/schema")) {
            add(routes, door, ONE_ITEM, INSTANT, post + path);
        }
    }

    private static void addManagement(List<Route> routes) {
        String root = " /plugin/:tenant_id";
        for (String path : List.of(
                "/management/install/tasks/:id",
                "/management/install/tasks",
                "/management/decode/from_identifier",
                "/management/fetch/manifest",
                "/management/fetch/identifier",
                "/management/fetch/readme",
                "/management/list",
                "/management/installation/ids",
                "/management/:category/list",
                "/management/models/bindings",
                "/management/models",
                "/management/tools",
                "/management/tool",
                "/management/triggers",
                "/management/trigger",
                "/management/agent_strategies",
                "/management/agent_strategy",
                "/management/datasources",
                "/management/datasource",
                "/endpoint/list",
                "/endpoint/list/plugin",
                "/asset/:id",
                "/extract-asset/")) {
            add(routes, KEYED, JSON, INSTANT, "GET" + root + path);
        }
        for (String path : List.of(
                "/management/install/upload/package",
                "/management/install/upload/bundle",
                "/management/install/identifiers",
                "/management/install/upgrade",
                "/management/install/tasks/delete_all",
                "/management/install/tasks/:id/delete",
                "/management/install/tasks/:id/delete/*identifier",
                "/management/uninstall",
                "/management/installation/fetch/batch",
                "/management/installation/missing",
                "/management/tools/check_existence",
                "/endpoint/setup",
                "/endpoint/remove",
                "/endpoint/update",
                "/endpoint/enable",
                "/endpoint/disable",
                "/debugging/key")) {
            add(routes, KEYED, JSON, INSTANT, "POST" + root + path);
        }
    }

    private static void add(List<Route> routes, Door door, Shape shape, Cost cost, String... written) {
        Arrays.stream(written).forEach(text -> {
            int space = text.indexOf(' ');
            routes.add(new Route(
                    text.substring(0, space), new RouteTemplate(text.substring(space + 1)), door, shape, cost));
        });
    }
}
