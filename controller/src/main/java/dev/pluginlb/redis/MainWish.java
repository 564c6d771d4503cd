package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * This controller's wish for another main node, kept until it leads: the one that leads now may go before it could grant
 * it. Wishes may come from any thread.
 */
final class MainWish {

    private final MainRegister register;
    private final Keys keys;
    private final Junk junk;
    private final Supplier<Optional<Leadership>> leading;
    private final AtomicReference<MainRegister.@Nullable Proposal> pending = new AtomicReference<>();

    MainWish(MainRegister register, Keys keys, Junk junk, Supplier<Optional<Leadership>> leading) {
        this.register = register;
        this.keys = keys;
        this.junk = junk;
        this.leading = leading;
    }

    /** A newer wish replaces an older one. */
    void is(MainRegister.Proposal proposal) {
        pending.set(proposal);
    }

    /** The present main node will do: a wish that was never granted must not be when this controller comes to lead. */
    void isNoMore() {
        pending.set(null);
    }

    /** Carries the wish out if this controller leads. */
    void carryOut() {
        MainRegister.Proposal wish = pending.get();
        Optional<Leadership> leadership = leading.get();
        if (wish != null && leadership.isPresent() && carriedOut(leadership.get(), wish)) {
            pending.compareAndSet(wish, null);
        }
    }

    /** A wish made for a register that holds something else by now must not be granted should it ever hold that again. */
    void forgetUnless(Optional<NodeId> present) {
        pending.updateAndGet(wish -> wish == null || wish.former().equals(present) ? wish : null);
    }

    /** A register that cannot be written, for want of rights or because something else stands there, is no outage. */
    private boolean carriedOut(Leadership leadership, MainRegister.Proposal wish) {
        try {
            return register.replace(leadership, wish);
        } catch (JedisDataException refused) {
            junk.skip(keys.main(), "cannot be written: " + refused.getMessage());
            return true;
        }
    }
}
