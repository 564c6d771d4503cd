package dev.pluginlb.admin;

import static dev.pluginlb.admin.Dashboard.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** What an operator does on the dashboard. */
class DashboardActionsTest {

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @Test
    void drainAsksForTheTokenAndConfirms() {
        dashboard.controller.endWith(Result.PROVEN, "ccc", "");
        Chromium browser = dashboard.open();

        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=reason]").sendKeys("new kernel");
        browser.find("dialog [name=token]").sendKeys("wrong", Keys.ENTER);
        browser.awaitText("dialog .problem", "not the admin token");
        assertThat(dashboard.controller.wishes()).isEmpty();

        browser.find("dialog [name=token]").clear();
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);

        browser.awaitText(".notices", "Drain 10.0.0.1:5002: proven live in 213 ms");
        assertThat(dashboard.controller.wishes()).containsExactly("drain 10.0.0.1:5002 127.0.0.1: new kernel");
        assertThat(browser.url()).doesNotContain(Running.TOKEN);
    }

    @Test
    void whatIsCancelledIsNotDone() {
        Chromium browser = dashboard.open();

        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=reason]").sendKeys(Keys.ESCAPE);

        Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());
        assertThat(dashboard.controller.wishes()).isEmpty();
    }

    @Test
    void whatIsRefusedAfterTheDialogWasClosedIsToldNevertheless() {
        Chromium browser = dashboard.open();
        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        dashboard.controller.answers().shut();
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);
        browser.find("dialog [type=submit][aria-disabled=true]").sendKeys(Keys.ESCAPE);
        Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());

        dashboard.nodes(TWO);
        dashboard.controller.answers().open();

        browser.awaitText(".notices", "Drain 10.0.0.1:5002: ");
        assertThat(browser.all(".notices [data-level=bad]")).hasSize(1);
        assertThat(dashboard.controller.wishes()).isEmpty();
    }

    /** It was offered like any other, and refused only once the token had been typed in. */
    @Test
    void aReleaseThatServesNobodyIsNotGoneBackToAndTheDialogSaysWhy() {
        dashboard.controller.onDisk(GivenReleases.release(
                "aaa", "a.conf", "upstream dify_plugin_daemon_servers {\n    server 127.0.0.1:1 down;\n}\n"));
        Chromium browser = dashboard.open();

        browser.press("#releases button", "Roll back to aaa");

        browser.awaitText("dialog .problem", "release aaa is from when no node was known");
        assertThat(browser.find("dialog [type=submit]").isEnabled()).isFalse();
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER, Keys.ESCAPE);
        Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());
        assertThat(dashboard.controller.wishes()).isEmpty();
    }

    @Test
    void aReleaseShowsItsDiffAndIsGoneBackTo() {
        dashboard.controller.endWith(Result.NOT_LIVE, "aaa", "bind() failed");
        Chromium browser = dashboard.open();

        browser.press("#releases button", "Diff of bbb");
        browser.awaitText("#releases .diff", "-old\n+new");

        browser.press("#releases button", "Roll back to aaa");
        browser.find("dialog summary").click();
        browser.awaitText("dialog .diff", "-new\n+old");
        browser.find("dialog [name=token]").sendKeys(Running.TOKEN, Keys.ENTER);

        browser.awaitText(".notices", "Roll back to aaa: not live: bind() failed");
        assertThat(dashboard.controller.wishes()).containsExactly("pin aaa");
    }
}
