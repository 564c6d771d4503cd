package dev.pluginlb.admin;

import static dev.pluginlb.admin.Dashboard.ONE;
import static dev.pluginlb.admin.Dashboard.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import dev.pluginlb.testing.GivenService;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dashboard shows of what there is. */
class DashboardTest {

    private static final String LOOKS = "performance.getEntriesByType('resource')"
            + ".filter((one) => one.name.endsWith('/api/v1/status')).map((one) => one.startTime)";

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @Test
    void theFirstThingSaidIsWhetherAllIsWell() {
        Chromium browser = dashboard.open();

        assertThat(browser.text(".verdict")).startsWith("All is well").contains("2 of 2 nodes up");
        assertThat(browser.text(".facts")).contains("bbb", "proven", "reload");
    }

    /** "answers; ok" stood at each. */
    @Test
    void whatAProbeSaidIsShownOfANodeThatDoesNotAnswerAlone() {
        dashboard.nodes(ONE, Nodes.silent("node-2", "10.0.0.2:5002", "its heartbeat is stale"));

        assertThat(dashboard.open().text("#nodes tbody"))
                .contains("its heartbeat is stale; connection refused")
                .doesNotContain("200 in 2 ms");
    }

    @Test
    void aNodeThatDiesIsShownWithoutReload() {
        Chromium browser = dashboard.open();

        dashboard.nodes(ONE, Nodes.silent("node-2", "10.0.0.2:5002", "3 probes failed"));
        dashboard.happens(Kind.NODE, "10.0.0.2:5002", "up -> down, 3 probes failed");

        browser.awaitText(".verdict", "1 of 2 nodes up");
        assertThat(browser.text("#nodes tbody tr")).contains("10.0.0.2:5002", "down", "3 probes failed");
        assertThat(browser.text("#changes li")).contains("up -> down, 3 probes failed");
    }

    /** Each look is seven questions, and a thousand nodes that restart are hundreds of changes. */
    @Test
    void inAChurnItPausesBetweenLooks() {
        Chromium browser = dashboard.open();
        browser.awaitText(".link", "live");
        browser.run("performance.clearResourceTimings()");

        for (int change = 1; change <= 15; change++) {
            dashboard.happens(Kind.NODE, "10.0.0.2:5002", "the time " + change + ".");
            browser.awaitText("#changes", "the time " + change + ".");
        }
        Chromium.await(
                () -> assertThat((List<?>) browser.run("return " + LOOKS)).hasSizeGreaterThan(3));

        // The first one may be that of the stream's beginning, which does not wait.
        assertThat(browser.run("const looks = " + LOOKS
                        + "; return Math.min(...looks.slice(2).map((at, before) => at - looks[before + 1])) >= 550"))
                .isEqualTo(true);
    }

    @Test
    void lastKnownNodesAreSaidToBeThat() {
        dashboard.controller.cluster(
                Freshness.lastKnown(SettableController.STARTED, "Redis does not answer"), ONE, TWO);
        Chromium browser = dashboard.open();

        assertThat(browser.text(".verdict")).contains("the nodes are the last known ones: Redis does not answer");
        assertThat(browser.text(".facts")).contains("last known");
    }

    @Test
    void aDrainedNodeShowsWhatIsStillInFlightThere() {
        Drain drain = new Drain("ann", SettableController.STARTED, "kernel");
        dashboard.controller.drained(
                "10.0.0.1:5002", new DrainState(drain, true, false, OptionalInt.of(3), OptionalInt.empty(), 0, false));
        Chromium browser = dashboard.open();

        browser.awaitText("#nodes tbody", "leaving, 3 still in flight; by ann: kernel");
        assertThat(browser.text("#nodes .action")).contains("Undrain");
    }

    @Test
    void ratesAreDifferencesOfTwoLooks() {
        Chromium browser = dashboard.open();
        assertThat(browser.text("#traffic"))
                .contains("rates are known after two looks", "–")
                .doesNotContain("0.0/s");

        IntStream.range(0, 40)
                .forEach(i -> dashboard.controller.finished(Requests.answered(ONE.address(), RequestClass.SHORT)));
        dashboard.admin.later(Duration.ofSeconds(4));

        browser.awaitText("#traffic", "short 10.0/s");
        browser.awaitText("#traffic .legend", "mean of 4 s");
        browser.awaitText("#nodes tbody", "10.0/s");
    }

    @Test
    void aRateThatIsSmallIsNotSaidToBeNone() {
        Chromium browser = dashboard.open();

        dashboard.controller.finished(Requests.answered(ONE.address(), RequestClass.LONG));
        dashboard.admin.later(Duration.ofSeconds(25));

        browser.awaitText("#traffic", "long 0.04/s");
        assertThat(browser.text("#traffic")).contains("short 0.0/s");
    }

    @Test
    void furtherPoolsShowTheirMembersAndAreNotThereWhereNoneIsDeclared() {
        Chromium browser = dashboard.open();
        browser.awaitText("#endpoints", "acme/p1");
        assertThat(browser.all("#pools")).isEmpty();

        dashboard.twoPools();
        dashboard.happens(Kind.NODE, "dify_sandbox_servers 10.0.0.8:8194", "up -> down");

        browser.awaitText("#pools", "1 of 2 members up");
        assertThat(browser.text("#pools"))
                .contains("dify_sandbox_servers", "http, least conn, at 127.0.0.1:8194")
                .contains("10.0.0.8:8194", "down", "3 probes failed")
                .contains("yes, too few others answer", "reranker", "no member is known", "an upstream only");
        assertThat(browser.find("#pools th[scope=rowgroup]").getText()).startsWith("dify_sandbox_servers");

        dashboard.controller.services();
        dashboard.happens(Kind.PLAN, "", "no pool");
        Chromium.await(() -> assertThat(browser.all("#pools")).isEmpty());
    }

    @Test
    void hostileNamesAreText() {
        String hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        dashboard.controller.cluster(
                Freshness.lastKnown(SettableController.STARTED, hostile),
                ONE,
                Nodes.silent("node-2", "10.0.0.2:5002", hostile));
        dashboard.controller.services(new ServiceState(
                GivenService.sandbox(), List.of(Nodes.silent("s", "10.0.0.8:8194", hostile)), List.of()));
        dashboard.controller.endWith(Result.FAILED, "ccc", hostile);
        dashboard.happens(Kind.NODE, hostile, hostile);
        Chromium browser = dashboard.open();

        browser.awaitText("#changes", "<img src=x");
        assertThat(browser.text(".verdict")).contains("<script>");
        assertThat(browser.text("#nodes")).contains("<img src=x");
        assertThat(browser.text("#pools")).contains("<img src=x");
        assertThat(browser.text("#heard")).contains("<script>");
        assertThat(browser.all("#page img, #page script, #heard *")).isEmpty();
        assertThat(browser.run("return document.title")).isNotEqualTo("taken");
    }
}
