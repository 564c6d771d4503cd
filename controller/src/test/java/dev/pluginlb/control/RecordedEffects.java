package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import dev.pluginlb.render.StateFacts;
import dev.pluginlb.testing.GivenFront;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Renders for real, and writes down all else that the loop sets in motion. */
final class RecordedEffects implements Effects {

    final List<RenderedConfig> applied = new ArrayList<>();
    final List<String> proposals = new ArrayList<>();
    final List<DrainWish> kept = new ArrayList<>();
    final List<KnownCluster> remembered = new ArrayList<>();
    final List<Optional<String>> rememberedPins = new ArrayList<>();
    Set<Address> targets = Set.of();
    Set<Address> asked = Set.of();
    Map<String, Set<Address>> members = Map.of();
    final List<NginxState> told = new ArrayList<>();
    boolean hasRelease;
    private boolean choosesPerRequest;
    int forgotTemplates;
    int rendered;

    /** How many proposals had been made when they were last taken back. */
    int withdrawn;

    final List<Map<Address, Double>> proposedFactors = new ArrayList<>();

    private Renderer renderer;

    RecordedEffects(Optional<Path> overrides) {
        renderer = new Renderer(GivenFront.fixed(), overrides);
    }

    /** Nginx is one with the Lua driver. */
    void choosePerRequest() {
        choosesPerRequest = true;
        renderer = new Renderer(GivenFront.withLua(GivenFront.fixed(), "/run/pluginlb"), Optional.empty());
    }

    @Override
    public void probe(Set<Address> next, Set<Address> urgent) {
        targets = Set.copyOf(next);
    }

    @Override
    public void probeMembers(Map<String, Set<Address>> next) {
        members = Map.copyOf(next);
    }

    @Override
    public void askForPlugins(Set<Address> nodes, Set<Address> urgent) {
        asked = Set.copyOf(nodes);
    }

    @Override
    public RenderedConfig render(RoutingPlan plan) {
        rendered++;
        return renderer.render(plan);
    }

    @Override
    public void forgetTemplates() {
        forgotTemplates++;
        renderer.forgetTemplates();
    }

    @Override
    public void apply(RenderedConfig config) {
        applied.add(config);
    }

    @Override
    public Optional<NginxState> state(StateSubject subject) {
        rendered += choosesPerRequest ? 1 : 0;
        return choosesPerRequest
                ? Optional.of(renderer.state(
                        subject.plan(),
                        new StateFacts(0.5, StateFacts.Slots.GIVEN, subject.drained(), subject.runners())))
                : Optional.empty();
    }

    @Override
    public void tell(NginxState state) {
        told.add(state);
    }

    @Override
    public boolean hasRelease() {
        return hasRelease;
    }

    @Override
    public void proposeMain(Optional<NodeId> former, NodeId next) {
        proposals.add(former.map(NodeId::value).orElse("-") + ">" + next);
    }

    /** Told with every turn in which nothing is to be wished. */
    @Override
    public void withdrawMain() {
        withdrawn = proposals.size();
    }

    @Override
    public void proposeFactors(Map<Address, Double> factors) {
        proposedFactors.add(factors);
    }

    @Override
    public void keep(DrainWish wish) {
        kept.add(wish);
    }

    @Override
    public void remember(KnownCluster cluster) {
        remembered.add(cluster);
    }

    @Override
    public void remember(List<ReleaseRecord> history, Optional<String> pinned) {
        rememberedPins.add(pinned);
    }
}
