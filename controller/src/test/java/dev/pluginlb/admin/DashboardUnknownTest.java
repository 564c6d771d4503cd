package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.testing.Chromium;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard does not take what it does not know for nothing: while it loads, and while nobody answers. */
class DashboardUnknownTest {

    private static final List<String> SECTIONS =
            List.of("#traffic", "#nodes", "#endpoints", "#changes", "#releases", "#controllers");

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @Test
    void whileItLoadsItSaysSoAndNotThatThereIsNothing() {
        dashboard.controller.answers().shut();
        Chromium browser = dashboard.browser();
        browser.open(dashboard.admin.url());

        browser.awaitText(".verdict", "Loading");
        assertThat(SECTIONS)
                .allSatisfy(section -> assertThat(browser.text(section)).contains("Loading."));
        assertThat(busy(browser)).isEqualTo(SECTIONS);
        assertThat(browser.text("#page")).doesNotContainIgnoringCase("nothing").doesNotContain("No ", "nobody");
        assertThat(browser.find("#releases button").isEnabled()).isFalse();
        assertThat(browser.violations()).isEqualTo(List.of());

        dashboard.controller.answers().open();

        browser.awaitText(".verdict", "All is well");
        browser.awaitText("#changes", "Nothing changed since the controller started.");
        assertThat(browser.text("#page")).doesNotContain("Loading");
        assertThat(busy(browser)).isEmpty();
    }

    @Test
    void thatItLoadsAndThatAllIsWellIsHeard() {
        dashboard.controller.answers().shut();
        Chromium browser = dashboard.browser();
        browser.open(dashboard.admin.url());

        browser.awaitText("#heard[role=status]", "Loading. the controller is asked");
        dashboard.controller.answers().open();
        browser.awaitText("#heard[role=status]", "All is well. 2 of 2 nodes up, bbb is live");
    }

    @Test
    void onlyTheControllerSaysThatThereIsNothing() {
        dashboard.nodes();
        dashboard.controller.live(GivenReleases.release("bbb", "a.conf", "new\n"));
        dashboard.controller.statistics(Requests.endpoints(0));
        Chromium browser = dashboard.browser();
        browser.open(dashboard.admin.url());

        browser.awaitText("#nodes", "No node is known: no heartbeat was found in Redis");
        browser.awaitText("#traffic", "no node");
        browser.awaitText("#endpoints", "No request was counted yet.");
        browser.awaitText("#releases", "Nothing was applied yet.");
        browser.awaitText("#controllers", "No controller is entered in Redis.");
        browser.awaitText("#changes", "Nothing changed since the controller started.");
        assertThat(browser.violations()).isEqualTo(List.of());
    }

    @Test
    void aControllerThatNeverAnsweredIsNotOneWithNothing() {
        dashboard.controller.breakDown();
        Chromium browser = dashboard.browser();
        browser.open(dashboard.admin.url());

        browser.awaitText(".verdict", "The controller does not answer");
        browser.awaitText("#changes", "Nothing changed");
        assertThat(SECTIONS)
                .filteredOn(section -> !section.equals("#changes"))
                .allSatisfy(
                        section -> assertThat(browser.text(section)).contains("Not known: the controller does not"));
        assertThat(busy(browser)).isEmpty();
        assertThat(browser.text("#page")).doesNotContain("Loading");
        assertThat(browser.violations()).isEqualTo(List.of());
    }

    @Test
    void aLostConnectionIsSaidAndComesBackByItself() {
        Chromium browser = dashboard.open();

        dashboard.admin.stop();
        browser.awaitText(".verdict", "Disconnected from the controller");
        assertThat(browser.text(".verdict")).contains("what is shown is what was known at");
        assertThat(browser.find("#nodes .action button").isEnabled()).isFalse();
        dashboard.happens(Kind.REDIS, "", "missed meanwhile");

        dashboard.admin.startAgain();
        browser.awaitText(".verdict", "All is well");
        browser.awaitText("#changes", "missed meanwhile");
    }

    /** What says of itself that more is about to come there. */
    private static List<String> busy(Chromium browser) {
        return browser.all("[aria-busy=true]").stream()
                .map(section -> "#" + section.getDomAttribute("id"))
                .toList();
    }
}
