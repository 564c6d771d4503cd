package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DrainState;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How far a drained node has come.
 *
 * @param id null when nobody stands at the address
 * @param drained whether an operator wants no new traffic there; if not, the rest says nothing
 * @param left whether a config without it is proven live
 * @param asking whether the node was not asked since it is drained, so that its number is to come
 * @param inFlightNode requests the node says it runs; null when it does not say
 * @param inFlightNginx requests this front's Nginx has in flight to it; null where it cannot tell
 * @param oldWorkers Nginx workers that may still hold requests to it, where it cannot tell
 * @param empty whether nothing is in flight there any more
 */
public record DrainView(
        String address,
        @Nullable String id,
        boolean drained,
        @Nullable String who,
        @Nullable String since,
        @Nullable String reason,
        boolean left,
        boolean asking,
        @Nullable Integer inFlightNode,
        @Nullable Integer inFlightNginx,
        int oldWorkers,
        boolean empty) {

    public static DrainView of(Address address, ControllerState state) {
        String id = state.cluster()
                .find(address)
                .map(Node::id)
                .map(Object::toString)
                .orElse(null);
        return Optional.ofNullable(state.drains().get(address))
                .map(drain -> of(address, id, drain))
                .orElseGet(() -> new DrainView(
                        address.toString(), id, false, null, null, null, false, false, null, null, 0, false));
    }

    private static DrainView of(Address address, @Nullable String id, DrainState state) {
        return new DrainView(
                address.toString(),
                id,
                true,
                state.drain().who(),
                state.drain().since().toString(),
                state.drain().why(),
                state.left(),
                state.asking(),
                number(state.atNode()),
                number(state.inNginx()),
                state.oldWorkers(),
                state.empty());
    }

    private static @Nullable Integer number(OptionalInt count) {
        return count.isPresent() ? count.getAsInt() : null;
    }
}
