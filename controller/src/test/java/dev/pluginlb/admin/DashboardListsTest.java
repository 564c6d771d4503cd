package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists on the dashboard that are longer than a page. */
class DashboardListsTest {

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @Test
    void aThousandNodesAreShown() {
        dashboard.nodes(Nodes.busy(1000));
        Chromium browser = dashboard.open();

        browser.awaitText("#nodes .pager", "1 to 25 of 1,000");
        assertThat(browser.all("#nodes tbody tr")).hasSize(25);
        browser.awaitText("#traffic", "988 other nodes");

        browser.find("#nodes input").sendKeys("10.0.3.99:");
        browser.awaitText("#nodes .pager", "1 to 1 of 1, 1,000 in all");
        assertThat(browser.text("#nodes tbody")).contains("10.0.3.99:5002");
        assertThat(browser.text("#nodes [role=status]")).isEqualTo("1 of 1,000 nodes match");
    }

    @Test
    void tenThousandEndpointsAreSortedAndSearchedByTheController() {
        dashboard.controller.statistics(Requests.endpoints(10_000));
        Chromium browser = dashboard.open();

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
    void whoLooksAtTheLastPageWhenItsNodesGoSeesTheOneBefore() {
        dashboard.nodes(Nodes.busy(30));
        Chromium browser = dashboard.open();
        browser.press("#nodes .pager button", "Next nodes");
        browser.awaitText("#nodes .pager", "26 to 30 of 30");

        dashboard.nodes(Nodes.busy(20));
        dashboard.happens(Kind.NODE, "10.0.0.29:5002", "gone");

        Chromium.await(() -> assertThat(browser.all("#nodes tbody tr")).hasSize(20));
    }

    @Test
    void olderReleasesAreAskedForWhenTheyAreToBeSeen() {
        dashboard.controller.live(
                GivenReleases.release("bbb", "a.conf", "new\n"),
                IntStream.range(0, 60)
                        .mapToObj(i -> GivenReleases.attempt("ccc" + i, Result.REFUSED, "no"))
                        .toArray(ReleaseRecord[]::new));
        Chromium browser = dashboard.open();
        browser.awaitText("#releases", "ccc9");
        assertThat(browser.all("#releases li")).hasSize(10);

        browser.press("#releases button", "Show older releases");
        Chromium.await(() -> assertThat(browser.all("#releases li")).hasSize(35));
        browser.press("#releases button", "Show older releases");
        Chromium.await(() -> assertThat(browser.all("#releases li")).hasSize(60));
        assertThat(browser.text("#releases")).contains("ccc59").doesNotContain("Show older releases");
    }
}
