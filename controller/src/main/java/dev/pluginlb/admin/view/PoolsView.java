package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.ServiceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The further pools, sorted by name. */
public record PoolsView(List<FurtherPoolView> pools) {

    public PoolsView {
        pools = List.copyOf(pools);
    }

    /**
     * One pool.
     *
     * @param protocol {@code http} or {@code tcp}
     * @param listen where Nginx serves it; null for an upstream only
     * @param balance {@code least_conn}, {@code round_robin} or {@code source_hash}
     */
    public record FurtherPoolView(
            String name, String protocol, @Nullable String listen, String balance, List<MemberView> members) {

        public FurtherPoolView {
            members = List.copyOf(members);
        }

        static FurtherPoolView of(ServiceState pool) {
            return new FurtherPoolView(
                    pool.service().name(),
                    AdminJson.word(pool.service().protocol()),
                    pool.service().listen().map(Address::toString).orElse(null),
                    AdminJson.word(pool.service().balance()),
                    pool.members().stream()
                            .map(node -> MemberView.of(node, pool.serving().contains(node.address())))
                            .toList());
        }
    }

    /**
     * One member.
     *
     * @param state {@code up}, {@code down} or {@code unknown}
     * @param serving whether it is in the plan, be it only because too few others answer
     * @param since when the state was entered
     */
    public record MemberView(String address, String state, boolean serving, String reason, String since) {

        static MemberView of(Node node, boolean serving) {
            return new MemberView(
                    node.address().toString(),
                    AdminJson.word(node.state()),
                    serving,
                    node.reason(),
                    node.since().toString());
        }
    }

    public static PoolsView of(ControllerState state) {
        return new PoolsView(state.services().stream().map(FurtherPoolView::of).toList());
    }
}
