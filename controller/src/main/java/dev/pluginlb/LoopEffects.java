package dev.pluginlb;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.config.Settings;
import dev.pluginlb.control.ControlThread;
import dev.pluginlb.control.DrainWish;
import dev.pluginlb.control.Effects;
import dev.pluginlb.control.Input;
import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.control.StateSubject;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.probe.HealthProbes;
import dev.pluginlb.probe.PluginPages;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.wiring.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the control loop sets in motion, handed to the threads that do it.
 *
 * @param pinned the release that is pinned now
 */
record LoopEffects(Nodes nodes, NginxWork nginx, Rendition rendition, Others others, Supplier<Optional<String>> pinned)
        implements Effects {

    /** Who asks the nodes, and the members of further pools. */
    record Nodes(HealthProbes probes, ProbeResults results, PluginPages pluginPages, MemberWatch members)
            implements AutoCloseable {

        /** They ask nobody yet. */
        static Nodes of(Settings settings, Exchanges exchanges, ControlThread.Inbox inbox) {
            ProbeResults results = new ProbeResults(
                    result -> inbox.offer(new Input.Probed(result)),
                    result -> inbox.offerForNextTurn(new Input.Probed(result)),
                    settings.health().rise());
            return new Nodes(
                    new HealthProbes(exchanges, new Wiring(settings).probeRules(), results),
                    results,
                    new PluginPages(exchanges, report -> inbox.offerForNextTurn(new Input.Reported(report))),
                    new MemberWatch(settings.pools(), exchanges, inbox));
        }

        @Override
        public void close() {
            probes.close();
            pluginPages.close();
            members.close();
        }
    }

    /**
     * Who speaks with the other controllers.
     *
     * @param factors takes the weights' factors that are wished for
     */
    record Others(RedisLink link, Consumer<Map<Address, Double>> factors) {}

    @Override
    public void probe(Set<Address> targets, Set<Address> atOnce) {
        nodes.results().watch(targets, atOnce);
        nodes.probes().watch(targets, atOnce);
    }

    @Override
    public void probeMembers(Map<String, Set<Address>> members) {
        nodes.members().watch(members);
    }

    /** Only a state has a use for the answers. */
    @Override
    public void askForPlugins(Set<Address> serving, Set<Address> atOnce) {
        if (nginx.telling().isOfUse()) {
            nodes.pluginPages().watch(serving, atOnce);
        }
    }

    @Override
    public RenderedConfig render(RoutingPlan plan) {
        return rendition.config(plan);
    }

    @Override
    public void forgetTemplates() {
        rendition.forgetTemplates();
    }

    @Override
    public void apply(RenderedConfig config) {
        nginx.apply(config, pinned);
    }

    @Override
    public Optional<NginxState> state(StateSubject subject) {
        return nginx.telling().isOfUse() ? Optional.of(rendition.state(subject)) : Optional.empty();
    }

    @Override
    public void tell(NginxState state) {
        nginx.tell(state);
    }

    @Override
    public boolean hasRelease() {
        return nginx.releases().current().isPresent();
    }

    @Override
    public void proposeMain(Optional<NodeId> former, NodeId next) {
        others.link().watch().proposeMain(former, next);
    }

    @Override
    public void withdrawMain() {
        others.link().watch().withdrawMain();
    }

    @Override
    public void proposeFactors(Map<Address, Double> factors) {
        others.factors().accept(factors);
    }

    @Override
    public void keep(DrainWish wish) {
        others.link().drainage().keep(wish);
    }

    @Override
    public void remember(KnownCluster cluster) {
        nginx.applying().remember(cluster);
    }

    @Override
    public void remember(List<ReleaseRecord> history, Optional<String> pinnedRelease) {
        nginx.applying().remember(history, pinnedRelease);
    }
}
