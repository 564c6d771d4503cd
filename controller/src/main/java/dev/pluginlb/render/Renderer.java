package dev.pluginlb.render;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.EndpointKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private static final List<String> CONTENT = List.of("classes.conf", "feed.conf", "servers.conf", "upstreams.conf");
    private static final int VERSION_BYTES = 8;

    /** Stands for the version until it is known; no value of a model can hold it. */
    private static final String VERSION = "\0";

    /** Nginx's {@code limit_conn} counts no further. */
    private static final int MOST_COUNTED = 65_534;

    private final Templates templates;
    private final Front front;
    private Classes lastClasses = Classes.NONE;
    private Classes lastExceptions = Classes.NONE;

    /** @param overrides a folder whose files replace the packaged templates of the same name */
    public Renderer(Front front, Optional<Path> overrides) {
        this.front = front;
        this.templates = new Templates(overrides);
    }

    /** @throws TemplateRefusedException if a template is broken */
    public RenderedConfig render(RoutingPlan plan) {
        Map<String, Object> model = new TreeMap<>(Map.of("plan", plan, "front", front, "retries", retries(plan)));
        OptionalInt longAtOnce = longAtOnce(plan);
        longAtOnce.ifPresent(number -> model.put("longAtOnce", Math.min(number, MOST_COUNTED)));
        model.putAll(ClassModel.of(classesInConfig(plan, longAtOnce.isPresent())));
        SortedMap<String, String> files = new TreeMap<>(LuaCode.of(front.driver()));
        CONTENT.forEach(name -> files.put(name, templates.fill(name + ".ftl", model)));
        model.put("version", "");
        files.put(CONTROL, templates.fill(CONTROL + ".ftl", model));
        String version = hash(files);
        model.put("version", version);
        files.put(CONTROL, templates.fill(CONTROL + ".ftl", model));
        if (!files.getOrDefault(CONTROL, "").contains(version)) {
            throw new TemplateRefusedException(
                    CONTROL + ".ftl: tells no version (expected: ${version} in the answer to /pluginlb/version)");
        }
        return new RenderedConfig(version, files);
    }

    /** What the Lua driver's Nginx chooses by, under a version of its own. */
    public NginxState state(RoutingPlan plan, StateFacts facts) {
        Map<String, Object> model = new TreeMap<>(Map.of("plan", plan, "facts", facts, "version", VERSION));
        model.put("learn", facts.slots() == StateFacts.Slots.LEARNED ? " learn" : "");
        plan.live().ifPresent(rule -> model.put("live", rule));
        model.put("rule", plan.live().map(rule -> rule.kind().toString()).orElseGet(() -> ruleOf(plan)));
        model.put("main", plan.live().map(rule -> rule.main().toString()).orElse("-"));
        Classes exceptions = exceptions(plan.classes());
        model.put("long", texts(exceptions.longEndpoints()));
        model.put("short", texts(exceptions.shortEndpoints()));
        String text = templates.fill(STATE + ".ftl", model);
        String version = hash(new TreeMap<>(Map.of(STATE, text.replace(VERSION, ""))));
        return new NginxState(version, text.replace(VERSION, version));
    }

    /** A template prints thousands of texts faster than objects. */
    private static List<String> texts(List<EndpointKey> endpoints) {
        return endpoints.stream().map(EndpointKey::value).toList();
    }

    /** Nodes change more often than classes, which may be ten thousand. */
    private Classes exceptions(Classes classes) {
        if (!classes.equals(lastClasses)) {
            lastExceptions = classes.exceptions();
            lastClasses = classes;
        }
        return lastExceptions;
    }

    /** Of one pool without backups its own way; all else is said pool by pool. */
    private static String ruleOf(RoutingPlan plan) {
        if (plan.pools().size() > 1 || plan.all().servers().stream().anyMatch(Server::isBackup)) {
            return "pools";
        }
        return plan.all().balancing() == Balancing.LEAST_CONN ? "least-conn" : "round-robin";
    }

    /** Only what makes a difference: each change is a reload. The Lua driver reads classes from its state. */
    private Classes classesInConfig(RoutingPlan plan, boolean held) {
        boolean matter = held || !plan.forShort().equals(plan.forLong());
        return front.driver() == Driver.RELOAD && matter ? exceptions(plan.classes()) : Classes.NONE;
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
                        Stream.concat(CONTENT.stream(), Stream.of(CONTROL)).map(name -> name + ".ftl"),
                        Stream.of("proxy.ftl", "holding.ftl", "lua.ftl", STATE + ".ftl"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads templates anew that were changed on disk. */
    public void forgetTemplates() {
        templates.forget();
    }

    /**
     * The pools of the second try: a request that a node in one half could not serve goes to the other half, so never to
     * the same node, for the price of two pools however many nodes there are. None when there is nowhere else to go.
     */
    private List<Pool> retries(RoutingPlan plan) {
        // The Lua driver knows which nodes were tried, whatever the plan.
        return front.driver() == Driver.LUA
                ? List.of(plan.all())
                : plan.all().servers().size() < 2
                        ? List.of()
                        : List.of(
                                plan.all().half(0, "dify_plugin_daemon_retry_even"),
                                plan.all().half(1, "dify_plugin_daemon_retry_odd"));
    }

    private static String hash(SortedMap<String, String> files) {
        MessageDigest digest = sha256();
        files.forEach((name, content) -> {
            digest.update((name + "\0" + content.length() + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(content.getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing (expected: in every Java platform)", impossible);
        }
    }
}
