package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.Event.Change;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, before a controller that stands as a test says. */
class DashboardTest {

    private static final Node ONE = Nodes.busy("node-1", "10.0.0.1:5002", 3);
    private static final Node TWO = Nodes.busy("node-2", "10.0.0.2:5002", 0);

    private static Chromium browser;
    private final Running admin = new Running();

    @BeforeAll
    static void openBrowser() {
        browser = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void allIsWell() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), ONE, TWO);
        admin.controller.live(
                SettableController.release("bbb", "a.conf", "new\n"),
                SettableController.attempt("bbb", Result.PROVEN, ""),
                SettableController.attempt("aaa", Result.PROVEN, ""));
        admin.controller.onDisk(SettableController.release("aaa", "a.conf", "old\n"));
        admin.controller.onDisk(SettableController.release("bbb", "a.conf", "new\n"));
        admin.controller.statistics(Requests.endpoints(3));
        browser.size(1280);
        browser.prefers("light");
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private void open() {
        browser.open(admin.url());
        browser.awaitText("#nodes tbody", ONE.address().toString());
    }

    private void happens(Kind kind, String subject, String words) {
        admin.controller.journal().enter(List.of(new Change(kind, subject, words)), SettableController.STARTED);
    }

    @Test
    void theFirstThingSaidIsWhetherAllIsWell() {
        open();

        assertThat(browser.text(".verdict")).startsWith("All is well").contains("2 of 2 nodes up");
        assertThat(browser.text(".facts")).contains("bbb", "proven", "reload");
    }

    @Test
    void aNodeThatDiesIsShownWithoutReload() {
        open();

        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                ONE,
                Nodes.silent("node-2", "10.0.0.2:5002", "3 probes failed"));
        happens(Kind.NODE, "10.0.0.2:5002", "up -> down, 3 probes failed");

        browser.awaitText(".verdict", "1 of 2 nodes up");
        assertThat(browser.text("#nodes tbody tr")).contains("10.0.0.2:5002", "down", "3 probes failed");
        assertThat(browser.text("#changes li")).contains("up -> down, 3 probes failed");
    }

    @Test
    void lastKnownNodesAreSaidToBeThat() {
        admin.controller.cluster(Freshness.lastKnown(SettableController.STARTED, "Redis does not answer"), ONE, TWO);
        open();

        assertThat(browser.text(".verdict")).contains("the nodes are the last known ones: Redis does not answer");
        assertThat(browser.text(".facts")).contains("last known");
    }

    @Test
    void drainAsksForTheTokenAndConfirms() {
        admin.controller.endWith(Result.PROVEN, "ccc", "");
        open();

        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=reason]").sendKeys("new kernel");
        browser.find("dialog [name=token]").sendKeys("wrong", Keys.ENTER);
        browser.awaitText("dialog .problem", "not the admin token");
        assertThat(admin.controller.wishes()).isEmpty();

        browser.find("dialog [name=token]").clear();
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);

        browser.awaitText(".notices", "Drain 10.0.0.1:5002: proven live in 213 ms");
        assertThat(admin.controller.wishes()).containsExactly("drain 10.0.0.1:5002 127.0.0.1: new kernel");
        assertThat(browser.url()).doesNotContain(Running.TOKEN);
    }

    @Test
    void whatIsCancelledIsNotDone() {
        open();

        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=reason]").sendKeys(Keys.ESCAPE);

        Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void aDrainedNodeShowsWhatIsStillInFlightThere() {
        admin.controller.drained(
                "10.0.0.1:5002",
                new DrainState(
                        new Drain("ann", SettableController.STARTED, "kernel"),
                        true,
                        false,
                        OptionalInt.of(3),
                        OptionalInt.empty(),
                        0,
                        false));
        open();

        browser.awaitText("#nodes tbody", "leaving, 3 still in flight; by ann: kernel");
        assertThat(browser.text("#nodes .action")).contains("Undrain");
    }

    @Test
    void aReleaseShowsItsDiffAndIsGoneBackTo() {
        admin.controller.endWith(Result.NOT_LIVE, "aaa", "bind() failed");
        open();

        browser.press("#releases button", "Diff of bbb");
        browser.awaitText("#releases .diff", "-old\n+new");

        browser.press("#releases button", "Roll back to aaa");
        browser.find("dialog summary").click();
        browser.awaitText("dialog .diff", "-new\n+old");
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);

        browser.awaitText(".notices", "Roll back to aaa: not live: bind() failed");
        assertThat(admin.controller.wishes()).containsExactly("pin aaa");
    }

    @Test
    void aLostConnectionIsSaidAndComesBackByItself() {
        open();

        admin.stop();
        browser.awaitText(".verdict", "Disconnected from the controller");
        assertThat(browser.text(".verdict")).contains("what is shown is what was known at");
        assertThat(browser.find("#nodes .action button").isEnabled()).isFalse();
        happens(Kind.REDIS, "", "missed meanwhile");

        admin.startAgain();
        browser.awaitText(".verdict", "All is well");
        browser.awaitText("#changes", "missed meanwhile");
    }

    @Test
    void ratesAreDifferencesOfTwoLooks() {
        open();

        IntStream.range(0, 40)
                .forEach(i -> admin.controller.finished(Requests.answered(ONE.address(), RequestClass.SHORT)));
        admin.later(Duration.ofSeconds(4));

        browser.awaitText("#traffic", "short 10.0/s");
        browser.awaitText("#traffic .legend", "mean of 4 s");
        browser.awaitText("#nodes tbody", "10.0/s");
    }

    @Test
    void furtherPoolsShowTheirMembersAndAreNotThereWhereNoneIsDeclared() {
        open();
        browser.awaitText("#endpoints", "acme/p1");
        assertThat(browser.all("#pools")).isEmpty();

        twoPools();
        happens(Kind.NODE, "dify_sandbox_servers 10.0.0.8:8194", "up -> down");

        browser.awaitText("#pools", "1 of 2 members up");
        assertThat(browser.text("#pools"))
                .contains("dify_sandbox_servers", "http, least conn, at 127.0.0.1:8194")
                .contains("10.0.0.8:8194", "down", "3 probes failed")
                .contains("yes, too few others answer", "reranker", "no member is known", "an upstream only");
        assertThat(browser.find("#pools th[scope=rowgroup]").getText()).startsWith("dify_sandbox_servers");

        admin.controller.services();
        happens(Kind.PLAN, "", "no pool");
        Chromium.await(() -> assertThat(browser.all("#pools")).isEmpty());
    }

    private void twoPools() {
        Node up = Nodes.busy("a", "10.0.0.7:8194", 0);
        Node down = Nodes.silent("b", "10.0.0.8:8194", "3 probes failed");
        admin.controller.services(
                new ServiceState(GivenService.sandbox(), List.of(up, down), List.of(up.address(), down.address())),
                new ServiceState(GivenService.upstreamOnly("reranker"), List.of(), List.of()));
    }

    @Test
    void aThousandNodesAreShown() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy(1000));
        browser.open(admin.url());

        browser.awaitText("#nodes .pager", "1 to 25 of 1,000");
        assertThat(browser.all("#nodes tbody tr")).hasSize(25);
        browser.awaitText("#traffic", "980 other nodes");

        browser.find("#nodes input").sendKeys("10.0.3.99:");
        browser.awaitText("#nodes .pager", "1 to 1 of 1, 1,000 in all");
        assertThat(browser.text("#nodes tbody")).contains("10.0.3.99:5002");
    }

    @Test
    void tenThousandEndpointsAreSortedAndSearchedByTheController() {
        admin.controller.statistics(Requests.endpoints(10_000));
        open();

        browser.awaitText("#endpoints .pager", "1 to 25 of 10,000");
        browser.press("#endpoints th button", "Max");
        browser.awaitText("#endpoints tbody tr", "acme/p9999");
        assertThat(browser.find("#endpoints [aria-sort=descending]").getText()).startsWith("Max");

        browser.press("#endpoints .pager button", "Next endpoints");
        browser.awaitText("#endpoints .pager", "26 to 50 of 10,000");

        browser.find("#endpoints input").sendKeys("acme/p77 dispatch");
        browser.awaitText("#endpoints .pager", "of 111, 10,000 in all");
    }

    @Test
    void hostileNamesAreText() {
        String hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        admin.controller.cluster(
                Freshness.lastKnown(SettableController.STARTED, hostile),
                ONE,
                Nodes.silent("node-2", "10.0.0.2:5002", hostile));
        admin.controller.services(new ServiceState(
                GivenService.sandbox(), List.of(Nodes.silent("s", "10.0.0.8:8194", hostile)), List.of()));
        admin.controller.endWith(Result.FAILED, "ccc", hostile);
        happens(Kind.NODE, hostile, hostile);
        open();

        browser.awaitText("#changes", "<img src=x");
        assertThat(browser.text(".verdict")).contains("<script>");
        assertThat(browser.text("#nodes")).contains("<img src=x");
        assertThat(browser.text("#pools")).contains("<img src=x");
        assertThat(browser.all("#page img, #page script")).isEmpty();
        assertThat(browser.run("return document.title")).isNotEqualTo("taken");
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "768, light", "390, light", "390, dark"})
    void everybodyCanReadIt(int width, String scheme) {
        browser.size(width);
        browser.prefers(scheme);
        happens(Kind.NODE, "10.0.0.2:5002", "up -> down");
        twoPools();
        open();
        browser.awaitText("#changes", "up -> down");
        browser.awaitText("#pools", "reranker");
        browser.press("#releases button", "Diff of bbb");

        assertThat(browser.violations()).isEqualTo(List.of());
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    }

    @Test
    void alsoWhenItIsDisconnectedOrAsks() {
        open();
        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        assertThat(browser.violations()).isEqualTo(List.of());
        browser.press("dialog button", "Cancel");
        admin.close();
        browser.awaitText(".verdict", "Disconnected");
        assertThat(browser.violations()).isEqualTo(List.of());
    }

    @Test
    void darkAndLightDiffer() {
        open();
        String ground = "return getComputedStyle(document.body).backgroundColor";
        Object light = browser.run(ground);
        browser.prefers("dark");

        assertThat(browser.run(ground)).isNotEqualTo(light);
    }

    @Test
    void aTableIsSortedByTheKeyboard() {
        open();

        browser.run("document.querySelector('#nodes thead button').focus()");
        browser.find("#nodes thead button").sendKeys(Keys.SPACE);

        browser.awaitText("#nodes th[aria-sort=ascending]", "Node");
        assertThat(browser.run("return document.activeElement.textContent"))
                .asString()
                .startsWith("Node");
    }
}
