package dev.pluginlb.bench;

import dev.pluginlb.admin.PlayedCluster;
import dev.pluginlb.testing.Chromium;
import dev.pluginlb.testing.Pause;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the dashboard costs the browser before a thousand nodes and ten thousand endpoints that are only played: at rest, and while a
 * node changes each second. Argument: for how many seconds each is watched.
 */
public final class PageCost {

    private static final int NODES = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    /** A resolved promise tells when the rows are there, by the page's own clock, which began with the navigation. */
    private static final String UNTIL_ROWS = "const done = arguments[0]; const look = () => document.querySelectorAll("
            + "'#nodes tbody tr').length ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);"
            + " look();";

    private static final String FIRST_PAINT =
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";
    private static final String ASKED = "return performance.getEntriesByType('resource').filter((one) =>"
            + " /api|cluster/.test(one.name) && one.initiatorType === 'fetch')";
    private static final String FORGET =
            "performance.clearResourceTimings(); performance.setResourceTimingBufferSize(100000)";

    private final Chromium browser;
    private final Duration time;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private PageCost(Chromium browser, Duration time) {
        this.browser = browser;
        this.time = time;
    }

    /** @throws InterruptedException if somebody wants it to end */
    public static void main(String[] arguments) throws InterruptedException {
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[0]));
        try (Chromium browser = new Chromium();
                PlayedCluster quiet = PlayedCluster.ofNodes(NODES);
                PlayedCluster restless = PlayedCluster.ofNodes(NODES).restless()) {
            PageCost cost = new PageCost(browser, time);
            cost.measure("at rest", quiet.url());
            cost.measure("a change each second", restless.url());
        }
    }

    private void measure(String name, String url) throws InterruptedException {
        open(url);
        Pause.of(WARM_UP);
        Map<String, Double> before = browser.figures();
        browser.run(FORGET);
        Pause.of(time);
        List<?> asked = (List<?>) browser.run(ASKED);
        String page = "(one) => one.name.includes('/api/v1/status')";
        double looks = number(browser.run(ASKED + ".filter(" + page + ").length"));
        double bytes = number(browser.run(ASKED + ".reduce((sum, one) => sum + one.transferSize, 0)"));
        double slowest = number(browser.run(ASKED + ".reduce((most, one) => Math.max(most, one.duration), 0)"));
        double mean = number(browser.run(ASKED + ".reduce((sum, one) => sum + one.duration, 0)")) / asked.size();
        say(
                "%s, %d s: %.0f looks, %.1f requests and %.0f bytes each",
                name, time.toSeconds(), looks, asked.size() / looks, bytes / looks);
        say("  a request takes %.1f ms, at most %.0f ms", mean, slowest);
        // Timings are kept by the browser until they are forgotten: a kilobyte each, which is not the page's.
        browser.run(FORGET);
        after(before, browser.figures(), looks);
        browser.leave();
    }

    private void open(String url) {
        browser.open(url);
        double rows = number(browser.runAsync(UNTIL_ROWS));
        say("first paint after %.0f ms, rows of nodes after %.0f ms", number(browser.run(FIRST_PAINT)), rows);
    }

    private void after(Map<String, Double> before, Map<String, Double> now, double looks) {
        for (String work : List.of("TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")) {
            say("  %s %.2f ms a look", work, (value(now, work) - value(before, work)) * 1000 / looks);
        }
        for (String what : List.of("JSHeapUsedSize", "Nodes", "JSEventListeners")) {
            say("  %s %.0f, then %.0f", what, value(before, what), value(now, what));
        }
    }

    private static double value(Map<String, Double> figures, String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private void say(String words, Object... values) {
        out.println(String.format(Locale.ROOT, words, values));
    }
}
