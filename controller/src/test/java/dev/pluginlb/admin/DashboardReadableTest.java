package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Kind;
import dev.pluginlb.testing.Chromium;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The dashboard for people with a screen reader, weak eyes, or a telephone. */
class DashboardReadableTest {

    @RegisterExtension
    final Dashboard dashboard = new Dashboard();

    @ParameterizedTest
    @CsvSource({"1920, dark", "1280, light", "1280, dark", "768, light", "390, light", "390, dark", "320, light"})
    void everybodyCanReadIt(int width, String scheme) {
        dashboard.browser().size(width);
        dashboard.browser().prefers(scheme);
        for (int change = 1; change <= 40; change++) {
            dashboard.happens(Kind.NODE, "10.0.0.2:5002", "up -> down, the time " + change);
        }
        dashboard.twoPools();
        Chromium browser = dashboard.open();
        browser.awaitText("#changes", "the time 40");
        browser.awaitText("#pools", "reranker");
        browser.press("#releases button", "Diff of bbb");
        browser.awaitText("#releases .diff", "+new");

        assertThat(browser.violations()).isEqualTo(List.of());
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light"})
    void alsoWhenItAsksOrIsDisconnected(int width, String scheme) {
        dashboard.browser().size(width);
        dashboard.browser().prefers(scheme);
        Chromium browser = dashboard.open();
        browser.press("#nodes button", "Drain 10.0.0.1:5002");
        browser.find("dialog [name=token]").sendKeys("wrong", Keys.ENTER);
        browser.awaitText("dialog .problem", "not the admin token");
        assertThat(browser.violations()).isEqualTo(List.of());
        browser.press("dialog button", "Cancel");
        Chromium.await(() -> assertThat(browser.all("dialog[open]")).isEmpty());

        browser.press("#releases button", "Roll back to aaa");
        browser.find("dialog summary").click();
        browser.awaitText("dialog .diff", "-new");
        assertThat(browser.violations()).isEqualTo(List.of());
        browser.press("dialog button", "Cancel");

        dashboard.admin.stop();
        browser.awaitText(".verdict", "Disconnected");
        assertThat(browser.violations()).isEqualTo(List.of());
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    }

    @Test
    void darkAndLightDiffer() {
        Chromium browser = dashboard.open();
        String ground = "return getComputedStyle(document.body).backgroundColor";
        Object light = browser.run(ground);
        browser.prefers("dark");

        assertThat(browser.run(ground)).isNotEqualTo(light);
    }
}
