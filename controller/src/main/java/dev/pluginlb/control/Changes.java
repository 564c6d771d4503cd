package dev.pluginlb.control;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.PlanDiff;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.traffic.EndpointKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is worth telling of the way from one state of the controller to the next. Numbers that move all the time (ages,
 * in-flight, demand) are none of it. Pure.
 */
final class Changes {

    private final ControllerState before;
    private final ControllerState after;
    private final List<Change> changes = new ArrayList<>();

    private Changes(ControllerState before, ControllerState after) {
        this.before = before;
        this.after = after;
    }

    /** In the order of cause and effect: what was seen, what was decided, what became of it. */
    static List<Change> between(ControllerState before, ControllerState after) {
        Changes all = new Changes(before, after);
        all.redis();
        all.faults();
        all.nodes();
        all.services();
        all.controllers();
        all.main();
        all.plan();
        all.deployment();
        return List.copyOf(all.changes);
    }

    private void redis() {
        Freshness now = after.cluster().freshness();
        if (now.live() != before.cluster().freshness().live()) {
            tell(Kind.REDIS, "", now.live() ? "readable" : now.reason());
        }
    }

    private void faults() {
        without(after.faults(), before.faults()).forEach(fault -> tell(Kind.FAULT, "", fault));
        without(before.faults(), after.faults()).forEach(fault -> tell(Kind.FAULT, "", "mended: " + fault));
    }

    private void nodes() {
        if (areAlike(before.cluster(), after.cluster())) {
            return;
        }
        Map<NodeId, Node> former = byId(before.cluster());
        Map<NodeId, Node> now = byId(after.cluster());
        former.values().stream()
                .filter(node -> !now.containsKey(node.id()))
                .forEach(node -> tell(Kind.NODE, node.address().toString(), "gone, it was " + word(node)));
        after.cluster()
                .nodes()
                .forEach(node -> state(node.address().toString(), Optional.ofNullable(former.get(node.id())), node));
    }

    /** How a node stands, where it is new or stood otherwise. */
    private void state(String subject, Optional<Node> then, Node now) {
        if (then.filter(one -> one.state() == now.state()).isEmpty()) {
            String from = then.map(one -> word(one) + " -> ").orElse("new: ");
            tell(Kind.NODE, subject, from + word(now) + because(now.reason()));
        }
    }

    /** Looked at ten times a second, so without building anything. */
    private static boolean areAlike(ClusterSnapshot one, ClusterSnapshot other) {
        List<Node> these = one.nodes();
        List<Node> those = other.nodes();
        boolean alike = these.size() == those.size();
        for (int i = 0; alike && i < these.size(); i++) {
            alike = these.get(i).state() == those.get(i).state()
                    && these.get(i).id().equals(those.get(i).id());
        }
        return alike;
    }

    private static Map<NodeId, Node> byId(ClusterSnapshot cluster) {
        return cluster.nodes().stream()
                .collect(Collectors.toMap(Node::id, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    /** Of the members of further pools, which keep their places as long as none comes or goes. */
    private void services() {
        if (before.services().equals(after.services())) {
            return;
        }
        Map<String, Node> former = members(before);
        Map<String, Node> now = members(after);
        former.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> tell(Kind.NODE, name, "gone"));
        now.forEach((name, node) -> state(name, Optional.ofNullable(former.get(name)), node));
    }

    /** Under the names of their pools and their addresses. */
    private static Map<String, Node> members(ControllerState state) {
        Map<String, Node> members = new TreeMap<>();
        state.services()
                .forEach(pool -> pool.members()
                        .forEach(node -> members.put(pool.service().name() + " " + node.address(), node)));
        return members;
    }

    private void controllers() {
        Optional<ControllerId> leader = after.coordination().leader();
        if (!leader.equals(before.coordination().leader())) {
            tell(
                    Kind.LEADER,
                    leader.map(ControllerId::value).orElse(""),
                    leader.isPresent() ? "leads" : "nobody leads");
        }
        Set<ControllerId> then = ids(before);
        Set<ControllerId> now = ids(after);
        if (then.isEmpty() || now.isEmpty()) {
            // A first look, as with each changed configuration, or an emptied Redis: nobody has come or gone.
            return;
        }
        without(now, then).forEach(id -> tell(Kind.CONTROLLER, id.value(), "came"));
        without(then, now).forEach(id -> tell(Kind.CONTROLLER, id.value(), "went"));
    }

    private static Set<ControllerId> ids(ControllerState state) {
        return state.coordination().controllers().stream()
                .map(RegisteredController::id)
                .collect(Collectors.toSet());
    }

    private void main() {
        Optional<NodeId> then = before.main().map(Node::id);
        if (!after.main().map(Node::id).equals(then)) {
            tell(
                    Kind.MAIN,
                    after.main().map(node -> node.address().toString()).orElse(""),
                    after.main().isPresent() ? "is the main node now" : "no main node");
        }
    }

    private void plan() {
        RoutingPlan then = before.plan();
        RoutingPlan now = after.plan();
        if (then.equals(now)) {
            return;
        }
        PlanDiff diff = PlanDiff.between(then, now);
        if (!diff.isEmpty()) {
            String why = after.reasons().isEmpty() ? "" : "; " + String.join("; ", after.reasons());
            tell(Kind.PLAN, String.valueOf(now.all().servers().size()), diff.summary() + why);
        }
        if (!then.classes().equals(now.classes())) {
            classes(then.classes(), now.classes());
        }
    }

    private void classes(Classes then, Classes now) {
        endpoints(then.longEndpoints(), now.longEndpoints(), "long");
        endpoints(then.shortEndpoints(), now.shortEndpoints(), "short");
    }

    private void endpoints(List<EndpointKey> then, List<EndpointKey> now, String name) {
        without(now, then).forEach(key -> tell(Kind.ENDPOINT, key.toString(), "is " + name + " now"));
        without(then, now).forEach(key -> tell(Kind.ENDPOINT, key.toString(), "is not known as " + name + " any more"));
    }

    private void deployment() {
        DeploymentState then = before.deployment();
        DeploymentState now = after.deployment();
        if (!then.pinned().equals(now.pinned())) {
            tell(
                    Kind.PIN,
                    now.pinned().or(then::pinned).orElse(""),
                    now.pinned().isPresent() ? "pinned" : "not pinned any more");
        }
        after.history().stream()
                .takeWhile(attempt -> before.history().isEmpty()
                        || !attempt.equals(before.history().get(0)))
                .forEach(this::release);
        if (!then.state().inEffect().equals(now.state().inEffect())) {
            now.state().inEffect().ifPresent(version -> tell(Kind.STATE, version, "Nginx chooses by it"));
        }
        if (!then.live().equals(now.live())) {
            tell(
                    Kind.NGINX,
                    now.live().orElse(""),
                    now.live().isPresent() ? "is what Nginx serves" : "Nginx does not tell what it serves");
        }
    }

    private void release(ReleaseRecord attempt) {
        String result = attempt.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String words = attempt.result() == ApplyOutcome.Result.PROVEN
                        || attempt.words().isEmpty()
                ? ""
                : ": " + attempt.words();
        tell(
                Kind.RELEASE,
                attempt.version(),
                result + " in " + attempt.tookMillis() + " ms (" + attempt.reason() + ")" + words);
    }

    private void tell(Kind kind, String subject, String words) {
        changes.add(new Change(kind, subject, words));
    }

    private static String word(Node node) {
        return node.state().name().toLowerCase(Locale.ROOT);
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ", " + reason;
    }

    private static <T> List<T> without(Iterable<T> these, Collection<T> those) {
        Set<T> taken = new HashSet<>(those);
        List<T> left = new ArrayList<>();
        these.forEach(one -> {
            if (!taken.contains(one)) {
                left.add(one);
            }
        });
        return left;
    }
}
