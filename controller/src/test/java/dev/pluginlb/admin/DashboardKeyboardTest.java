package dev.pluginlb.admin;

import static dev.pluginlb.admin.Dashboard.ONE;
import static dev.pluginlb.admin.Dashboard.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The dashboard without a mouse. */
class DashboardKeyboardTest {

    private static final int MOST_STOPS = 100;
    private static final String TO_BE_REACHED =
            "return [...document.querySelectorAll('a, button, input, select, summary, [tabindex=\"0\"]')]"
                    + ".filter((one) => !one.disabled && one.checkVisibility()).length";
    /** What has the focus is seen, has an edge, and nothing lies over it. */
    private static final String SEEN = "const at = document.activeElement; const style = getComputedStyle(at);"
            + "const box = at.getBoundingClientRect();"
            + "const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            + "return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0"
            + " && box.top < innerHeight && (at.contains(top) || top?.contains(at));";

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @Test
    void everythingIsReachedAndSeenToHaveTheFocus() {
        dashboard.happens(Kind.NODE, "10.0.0.2:5002", "up -> down");
        Chromium browser = dashboard.open();
        browser.awaitText("#changes", "up -> down");

        List<String> stops = stops(browser);

        assertThat(stops)
                .containsSubsequence(
                        "To the nodes",
                        "The picture as a table",
                        "Search nodes",
                        "Heartbeat",
                        "Drain 10.0.0.1:5002",
                        "Drain 10.0.0.2:5002",
                        "Search endpoints",
                        "Changes of which kind",
                        "List of changes",
                        "Apply now",
                        "Diff of bbb",
                        "Roll back to aaa")
                .hasSize(((Number) browser.run(TO_BE_REACHED)).intValue());
    }

    @Test
    void alsoBehindTheLineThatSaysThatItIsDisconnected() {
        Chromium browser = dashboard.open();
        dashboard.admin.stop();
        browser.awaitText(".verdict", "Disconnected");

        assertThat(stops(browser)).contains("Search nodes", "Diff of bbb").doesNotContain("Drain 10.0.0.1:5002");
    }

    /** The names of all that the tabulator comes to, from the top to the bottom. */
    private static List<String> stops(Chromium browser) {
        List<String> stops = new ArrayList<>();
        browser.type(Keys.TAB);
        while (!browser.run("return document.activeElement.tagName").equals("BODY")) {
            assertThat(browser.run(SEEN)).as(browser.focused()).isEqualTo(true);
            stops.add(browser.focused());
            assertThat(stops).hasSizeLessThan(MOST_STOPS);
            browser.type(Keys.TAB);
        }
        return stops;
    }

    @Test
    void theFirstStopLeadsToTheNodes() {
        Chromium browser = dashboard.open();

        browser.type(Keys.TAB);
        browser.type(Keys.ENTER);
        browser.type(Keys.TAB);

        assertThat(browser.focused()).isEqualTo("Search nodes");
    }

    @Test
    void aTableIsSorted() {
        Chromium browser = dashboard.open();

        browser.run("document.querySelector('#nodes thead button').focus()");
        browser.type(Keys.SPACE);

        browser.awaitText("#nodes th[aria-sort=ascending]", "Node");
        assertThat(browser.focused()).startsWith("Node");
    }

    @Test
    void aDialogKeepsTheFocusAndGivesItBack() {
        Chromium browser = dashboard.open();
        for (Keys end : List.of(Keys.ESCAPE, Keys.ENTER)) {
            focus(browser, "#nodes .action button", "Drain 10.0.0.2:5002");
            browser.type(Keys.ENTER);
            awaitFocus(browser, "Reason, for others to read");

            assertThat(namesInDialog(browser)).contains("Reason, for others to read", "Admin token", "Cancel", "Drain");
            while (!browser.focused().equals("Cancel")) {
                browser.type(Keys.TAB);
            }
            browser.type(end);

            Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());
            awaitFocus(browser, "Drain 10.0.0.2:5002");
        }
        assertThat(dashboard.controller.wishes()).isEmpty();
    }

    /** What the tabulator comes to in twenty steps; outside of the dialog it comes to nothing. */
    private static Set<String> namesInDialog(Chromium browser) {
        Set<String> names = new TreeSet<>();
        for (int step = 0; step < 20; step++) {
            browser.type(Keys.TAB);
            if (!browser.run("return document.activeElement.tagName").equals("BODY")) {
                assertThat(browser.run("return !!document.activeElement.closest('dialog')"))
                        .as(browser.focused())
                        .isEqualTo(true);
                names.add(browser.focused());
            }
        }
        return names;
    }

    @Test
    void aNodeIsDrainedAndWhoDidItIsStillThere() {
        dashboard.controller.endWith(Result.PROVEN, "ccc", "");
        Chromium browser = dashboard.open();
        focus(browser, "#nodes .action button", "Drain 10.0.0.1:5002");

        browser.type(Keys.ENTER);
        awaitFocus(browser, "Reason, for others to read");
        browser.type("kernel", Keys.TAB);
        browser.type("wrong", Keys.ENTER);
        browser.awaitText("dialog .problem", "not the admin token");
        assertThat(browser.focused()).isEqualTo("Admin token");
        browser.run("document.activeElement.select()");
        browser.type(Running.TOKEN, Keys.ENTER);

        browser.awaitText(".notices", "Drain 10.0.0.1:5002: proven live");
        assertThat(dashboard.controller.wishes()).containsExactly("drain 10.0.0.1:5002 127.0.0.1: kernel");
        awaitFocus(browser, "Drain 10.0.0.1:5002");
    }

    /** A row that is put elsewhere is taken out of the page on the way, and the focus was lost with it. */
    @Test
    void theFocusGoesWithARowThatMoves() {
        Chromium browser = dashboard.open();
        browser.press("#nodes th button", "In flight");
        browser.awaitText("#nodes tbody tr", "10.0.0.1:5002");
        focus(browser, "#nodes .action button", "Drain 10.0.0.1:5002");

        dashboard.nodes(Nodes.busy("node-1", "10.0.0.1:5002", 3), Nodes.busy("node-2", "10.0.0.2:5002", 9));
        dashboard.happens(Kind.NODE, "10.0.0.2:5002", "busy");

        browser.awaitText("#nodes tbody tr", "10.0.0.2:5002");
        assertThat(browser.focused()).isEqualTo("Drain 10.0.0.1:5002");
    }

    @Test
    void whereARowIsGoneTheFocusIsOnItsTable() {
        Chromium browser = dashboard.open();
        focus(browser, "#nodes .action button", "Drain 10.0.0.2:5002");

        dashboard.nodes(ONE);
        dashboard.happens(Kind.NODE, TWO.address().toString(), "gone");

        Chromium.await(() -> assertThat(browser.all("#nodes tbody tr")).hasSize(1));
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("nodes");
    }

    @Test
    void theLastPageDoesNotTakeTheFocusAway() {
        dashboard.nodes(Nodes.busy(30));
        Chromium browser = dashboard.open();
        focus(browser, "#nodes .pager button", "Next nodes");

        browser.type(Keys.ENTER);
        browser.awaitText("#nodes .pager", "26 to 30 of 30");
        browser.type(Keys.ENTER);

        assertThat(browser.focused()).isEqualTo("Next nodes");
        assertThat(browser.find("#nodes .pager [aria-disabled=true]").getText()).startsWith("Next");
        assertThat(browser.text("#nodes .pager")).contains("26 to 30 of 30");
    }

    private static void focus(Chromium browser, String css, String name) {
        browser.all(css).stream()
                .filter(one -> name.equals(one.getAccessibleName()))
                .findFirst()
                .ifPresentOrElse(one -> browser.run("arguments[0].focus()", one), () -> {
                    throw new AssertionError(css + " named " + name);
                });
    }

    private static void awaitFocus(Chromium browser, String name) {
        Chromium.await(() -> assertThat(browser.focused()).isEqualTo(name));
    }
}
