package dev.pluginlb.render;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.traffic.EndpointKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders a plan with the templates of {@code templates/}.
 *
 * <p>The version is a hash of what was rendered, and only the file that tells it to a client holds it. Equal plans,
 * fronts and templates give equal bytes everywhere. Confined to one thread.
 */
public final class Renderer {

    /** The file that answers {@code GET /pluginlb/version}; it alone may use {@code version}. */
    private static final String CONTROL = "control.conf";

    /** What is told to a running Nginx of the Lua driver; no file of a release. */
    private static final String STATE = "state.txt";

    /** The known endpoints, which follow in the state. */
    private static final String ENDPOINTS = "endpoints.txt";

    private static final List<String> CONTENT = List.of("classes.conf", "feed.conf", "servers.conf", "upstreams.conf");

    /** The further pools, where there are any: for the http block, and for the stream block. */
    private static final String HTTP_POOLS = "pools.conf";

    private static final String TCP_POOLS = "pools.stream";

    /** Stands for the version until it is known; no value of a model can hold it. */
    private static final String VERSION = "\0";

    /** Nginx's {@code limit_conn} counts no further. */
    private static final int MOST_COUNTED = 65_534;

    private final Texts texts;
    private final Front front;
    private final Map<String, Texts.Text> code = new TreeMap<>();
    private Known lastKnown = Known.of(Classes.NONE);
    private InConfig lastInConfig = new InConfig(Classes.NONE, ClassModel.NONE);
    private Optional<RenderedConfig> last = Optional.empty();

    /** Classes, and what the state's template is told of them: they may be ten thousand, and change more rarely than nodes. */
    private record Known(Classes classes, List<String> longOnes, List<String> shortOnes) {

        static Known of(Classes classes) {
            Classes exceptions = classes.exceptions();
            return new Known(classes, texts(exceptions.longEndpoints()), texts(exceptions.shortEndpoints()));
        }

        /** A template prints thousands of texts faster than objects. */
        private static List<String> texts(List<EndpointKey> endpoints) {
            return endpoints.stream().map(EndpointKey::value).toList();
        }
    }

    /** Classes, and what the config's template is told of them. */
    private record InConfig(Classes classes, Map<String, Object> model) {}

    /** @param overrides a folder whose files replace the packaged templates of the same name */
    public Renderer(Front front, Optional<Path> overrides) {
        this(front, new Templates(overrides));
    }

    Renderer(Front front, TextSource source) {
        this.front = front;
        this.texts = new Texts(source);
        LuaCode.of(front.driver()).forEach((name, text) -> code.put(name, new Texts.Text(text, Hash.of(text))));
    }

    /** @throws TemplateRefusedException if a template is broken */
    public RenderedConfig render(RoutingPlan plan) {
        Map<String, Object> model = new TreeMap<>(
                Map.of("plan", plan.nodesOnly(), "front", front, "retries", retries(plan), "retry", hasRetry(plan)));
        model.putAll(Map.of(
                "shortPool", plan.forShort().name(), "longPool", plan.forLong().name(), "version", VERSION));
        OptionalInt longAtOnce = longAtOnce(plan);
        longAtOnce.ifPresent(number -> model.put("longAtOnce", Math.min(number, MOST_COUNTED)));
        model.putAll(classesInConfig(plan, longAtOnce.isPresent()));
        List<ServicePool> http = plan.services(Service.Protocol.HTTP);
        List<ServicePool> tcp = plan.services(Service.Protocol.TCP);
        model.putAll(Map.of("httpPools", http, "tcpPools", tcp));
        SortedMap<String, Texts.Text> files = new TreeMap<>(code);
        Stream.of(
                        CONTENT.stream(),
                        Stream.of(HTTP_POOLS).filter(name -> !http.isEmpty()),
                        Stream.of(TCP_POOLS).filter(name -> !tcp.isEmpty()),
                        Stream.of(CONTROL))
                .flatMap(names -> names)
                .forEach(name -> files.put(name, texts.fill(name + ".ftl", model)));
        return config(files);
    }

    private RenderedConfig config(SortedMap<String, Texts.Text> files) {
        String version = version(files);
        if (last.filter(config -> config.version().equals(version)).isPresent()) {
            return last.get();
        }
        SortedMap<String, String> contents = new TreeMap<>();
        files.forEach((name, text) -> contents.put(name, text.content()));
        String control = contents.getOrDefault(CONTROL, "");
        if (!control.contains(VERSION)) {
            throw new TemplateRefusedException(
                    CONTROL + ".ftl: tells no version (expected: ${version} in the answer to /pluginlb/version)");
        }
        contents.put(CONTROL, control.replace(VERSION, version));
        last = Optional.of(new RenderedConfig(version, contents));
        return last.get();
    }

    /** What the Lua driver's Nginx chooses by, under a version of its own. */
    public NginxState state(RoutingPlan plan, StateFacts facts) {
        Map<String, Object> model = new TreeMap<>(Map.of("plan", plan.nodesOnly(), "facts", facts, "version", VERSION));
        model.put("learn", facts.slots() == StateFacts.Slots.LEARNED ? " learn" : "");
        plan.live().ifPresent(rule -> model.put("live", rule));
        model.put("rule", plan.live().map(rule -> rule.kind().toString()).orElseGet(() -> ruleOf(plan)));
        model.put("main", plan.live().map(rule -> rule.main().toString()).orElse("-"));
        Known known = known(plan.classes());
        Texts.Text nodes = texts.fill(STATE + ".ftl", model);
        Texts.Text endpoints =
                texts.fill(ENDPOINTS + ".ftl", Map.of("long", known.longOnes(), "short", known.shortOnes()));
        String version = version(new TreeMap<>(Map.of(STATE, nodes, ENDPOINTS, endpoints)));
        return new NginxState(version, nodes.content().replace(VERSION, version) + endpoints.content());
    }

    private Known known(Classes classes) {
        if (!classes.equals(lastKnown.classes())) {
            lastKnown = Known.of(classes);
        }
        return lastKnown;
    }

    /** Of one pool without backups its own way; all else is said pool by pool. */
    private static String ruleOf(RoutingPlan plan) {
        if (plan.pools().size() > 1 || plan.all().servers().stream().anyMatch(Server::isBackup)) {
            return "pools";
        }
        return plan.all().balancing() == Balancing.LEAST_CONN ? "least-conn" : "round-robin";
    }

    /** Only what makes a difference: each change is a reload. The Lua driver reads classes from its state. */
    private Map<String, Object> classesInConfig(RoutingPlan plan, boolean held) {
        boolean matter = held || !plan.forShort().equals(plan.forLong());
        if (front.driver() == Driver.LUA || !matter) {
            return ClassModel.NONE;
        }
        if (!plan.classes().equals(lastInConfig.classes())) {
            lastInConfig =
                    new InConfig(plan.classes(), ClassModel.of(plan.classes().exceptions()));
        }
        return lastInConfig.model();
    }

    /** How many long requests Nginx lets run at once; empty where none are held. */
    private OptionalInt longAtOnce(RoutingPlan plan) {
        return front.driver() == Driver.RELOAD && front.holding().isPresent()
                ? plan.live().map(rule -> rule.longAtOnce(plan.all().servers())).orElseGet(OptionalInt::empty)
                : OptionalInt.empty();
    }

    /** The names of files that may replace packaged ones. */
    public static Set<String> templateNames() {
        return Stream.concat(
                        Stream.concat(CONTENT.stream(), Stream.of(CONTROL, HTTP_POOLS, TCP_POOLS))
                                .map(name -> name + ".ftl"),
                        Stream.of("proxy.ftl", "holding.ftl", "lua.ftl", STATE + ".ftl", ENDPOINTS + ".ftl"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads templates anew that were changed on disk. */
    public void forgetTemplates() {
        texts.forget();
        last = Optional.empty();
    }

    /** Whether there is somewhere else to go after a 404. The Lua driver knows which nodes were tried, whatever the plan. */
    private boolean hasRetry(RoutingPlan plan) {
        return front.driver() == Driver.LUA || plan.all().servers().size() > 1;
    }

    /**
     * The pools of the second try: a request that a node in one half could not serve goes to the other half, so never to
     * the same node, for the price of two pools however many nodes there are.
     */
    private List<Pool> retries(RoutingPlan plan) {
        return front.driver() == Driver.LUA || !hasRetry(plan)
                ? List.of()
                : List.of(
                        plan.all().half(0, "dify_plugin_daemon_retry_even"),
                        plan.all().half(1, "dify_plugin_daemon_retry_odd"));
    }

    private static String version(SortedMap<String, Texts.Text> parts) {
        SortedMap<String, String> hashes = new TreeMap<>();
        parts.forEach((name, text) -> hashes.put(name, text.hash()));
        return Hash.version(hashes);
    }
}
