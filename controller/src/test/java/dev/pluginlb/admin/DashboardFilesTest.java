package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.control.Event.Kind;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the dashboard, as they are sent. */
class DashboardFilesTest {

    private final Running admin = new Running();

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        var page = admin.get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(page.body()).doesNotContain("http://", "https://", "style=");
    }

    @Test
    void filesAreAskedForAnewAndSentOnce() {
        var first = admin.get("/dashboard/app.js");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        var again = admin.send(admin.request("/dashboard/app.js").header("If-None-Match", tag));

        assertThat(first.headers().map())
                .containsEntry("content-type", List.of("text/javascript; charset=utf-8"))
                .containsEntry("cache-control", List.of("no-cache"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"../pluginlb.example.yaml", "%2e%2e/pluginlb.example.yaml", "lit/LICENSE", "nothing.js", "a//b.js"})
    void nothingButTheDashboardsFilesIsServed(String name) {
        assertThat(admin.get("/dashboard/" + name).statusCode()).isIn(400, 404);
    }

    @Test
    void thePageKnowsEveryKindOfEvent() {
        String script = admin.get("/dashboard/feed.js").body();

        assertThat(Kind.values())
                .allSatisfy(
                        kind -> assertThat(script).contains("'" + kind.name().toLowerCase(Locale.ROOT) + "'"));
    }
}
