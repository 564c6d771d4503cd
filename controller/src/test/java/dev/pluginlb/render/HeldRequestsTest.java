package dev.pluginlb.render;

import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.accesslog.FeedLine;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.traffic.FinishedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who waits in stock Nginx, for how long, and what becomes of whom. */
class HeldRequestsTest extends OnAHoldingNginx {

    @Test
    void oneThatWaitsGoesOnWhenAnotherHasEnded() {
        start(THRESHOLD);
        Call first = firstRuns();
        Call second = begin("second");
        awaitWaits(1);
        assertThat(node.seen()).containsExactly("first");

        node.release(1);
        assertThat(first.reply().status()).isEqualTo(200);
        awaitSeen("first", "second");
        node.releaseAll();
        assertThat(second.reply()).isEqualTo(new Caller.Reply(200, node.address()));
    }

    @Test
    void oneThatHasWaitedLongEnoughGoesOnThoughNoneHasEnded() {
        start(THRESHOLD);
        Call first = firstRuns();
        Call second = begin("second");
        awaitSeen("first", "second");

        assertThat(node.inside()).isEqualTo(2);
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
        assertThat(second.reply().status()).isEqualTo(200);
    }

    @Test
    void shortOnesNeverWait() {
        start(FOR_EVER);
        Call first = firstRuns();
        Call waiting = begin("waiting");
        awaitWaits(1);

        for (int i = 0; i < 10; i++) {
            assertThat(internal().call("POST", SHORT).status()).isEqualTo(200);
        }
        assertThat(node.seen()).hasSize(11).doesNotContain("waiting");
        waiting.leave();
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
    }

    @Test
    void whoseClientIsGoneNeverReachesANode() {
        start(FOR_EVER);
        Call first = firstRuns();
        Call gone = begin("gone");
        awaitWaits(1);
        gone.leave();
        awaitEnds(1);

        FinishedRequest end = FeedLine.parse(feed.ends().get(0));
        assertThat(end.status()).isEqualTo(499);
        assertThat(end.tries()).isEmpty();
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
        assertThat(node.seen()).containsExactly("first");
    }

    @Test
    void whoLeavesWhileItIsServedIsLetGoByTheNodeToo() {
        start(THRESHOLD);
        Call first = firstRuns();
        Call second = internal().begin("POST", LONG, "X-Name", "second", "X-Do", "stream");
        second.awaitBegin().leave();

        awaitEnds(1);
        FinishedRequest left = FeedLine.parse(feed.ends().get(0));
        assertThat(left.took()).isGreaterThan(Duration.ZERO);
        assertThat(left.tries()).extracting(FinishedRequest.Try::address).containsExactly(node.address());
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
    }

    @Test
    void aReloadLosesNoneThatWaitsOrStreams() {
        start(THRESHOLD);
        Call first = firstRuns();
        Call streaming = internal().begin("POST", LONG, "X-Name", "streaming", "X-Do", "stream");
        awaitSeen("first", "streaming");
        List<Call> waiting = Stream.generate(() -> begin("waiting")).limit(5).toList();
        awaitWaits(6);
        reload();

        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 7);
        node.releaseAll();
        Stream.concat(waiting.stream(), Stream.of(first, streaming))
                .forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        assertThat(node.seen()).hasSize(7);
    }

    /** What waits in an old worker then finds nobody at the listeners that it is to go through. */
    @Test
    void norDoesOneThatEndsTheWaiting() {
        start(THRESHOLD);
        Call first = firstRuns();
        List<Call> waiting = Stream.generate(() -> begin("waiting")).limit(5).toList();
        awaitWaits(5);
        apply(GivenPlan.of("least-conn", cluster(node), Classes.NONE));

        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 6);
        node.releaseAll();
        Stream.concat(waiting.stream(), Stream.of(first))
                .forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        awaitEnds(6);
        assertThat(feed.ends().stream().map(FeedLine::parse))
                .allSatisfy(end -> assertThat(end.lastTry().map(FinishedRequest.Try::address))
                        .contains(node.address()));
    }

    private void apply(RoutingPlan plan) {
        RenderedConfig config = rendered(plan);
        nginx.put(config);
        reload();
        await().atMost(LuaNginx.DEADLINE).until(() -> nginx.live().equals(Optional.of(config.version())));
    }
}
