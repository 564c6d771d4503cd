package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.testing.Chromium;
import dev.pluginlb.testing.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard on another machine: over TLS, by a browser that has the token as its password. */
class DashboardEncryptedTest {

    @TempDir
    Path folder;

    private Running admin;
    private Chromium browser;

    @BeforeEach
    void start() throws IOException {
        TestCa ca = TestCa.in(folder);
        admin = Running.openToOthers(ca.server("lb", "lb.example"), ca.key("lb"));
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Dashboard.ONE);
        browser = new Chromium();
    }

    @AfterEach
    void stop() {
        browser.close();
        admin.close();
    }

    /** It said that the controller does not answer: what such a page fetches by a relative address is refused by the browser. */
    @Test
    void thePageMayBeOpenedWithTheTokenInItsAddress() {
        open();

        browser.awaitText("#nodes tbody", "10.0.0.1:5002");
        Chromium.await(() ->
                assertThat(browser.run("return document.body.dataset.link")).isEqualTo("live"));
    }

    /** The browser forgot its own login over it: the page was disconnected until the browser's prompt was answered. */
    @Test
    void aWrongTokenForAChangeLeavesThePageConnected() {
        open();
        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=token]").sendKeys("wrong\n");
        browser.awaitText("dialog .problem", "not the admin token");

        admin.controller.cluster(Freshness.live(SettableController.STARTED), Dashboard.ONE, Dashboard.TWO);

        browser.awaitText("#nodes tbody", "10.0.0.2:5002");
        assertThat(browser.run("return document.body.dataset.link")).isEqualTo("live");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    private void open() {
        browser.open(admin.url().replace("https://", "https://me:" + Running.TOKEN + "@"));
    }
}
