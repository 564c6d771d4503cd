package dev.pluginlb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium without a window, with a fresh profile. Close it: then nothing is left of it, in temporary folders either. */
public final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ScratchFolder scratch = new ScratchFolder();
    private final ChromeDriver driver;

    public Chromium() {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .withEnvironment(Map.of("TMPDIR", scratch.path().toString()))
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options());
        size(1280);
    }

    private ChromeOptions options() {
        return new ChromeOptions()
                .setBinary("/usr/bin/chromium")
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--ignore-certificate-errors",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--user-data-dir=" + scratch.path().resolve("profile"));
    }

    /** Opens a page as if for the first time. */
    public void open(String url) {
        leave();
        driver.get(url);
    }

    /** To no page at all, so that nothing is asked any more. */
    public void leave() {
        driver.get("about:blank");
    }

    /** As wide as this, in CSS pixels. */
    public void size(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** @param scheme {@code light} or {@code dark} */
    public void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What Chromium counts of the page and its main thread, by Chromium's own names; times in seconds. Garbage is collected first. */
    public Map<String, Double> figures() {
        driver.executeCdpCommand("Performance.enable", Map.of());
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Object metrics =
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        return ((List<?>) Objects.requireNonNull(metrics))
                .stream()
                        .map(one -> (Map<?, ?>) one)
                        .collect(Collectors.toMap(
                                one -> String.valueOf(one.get("name")),
                                one -> ((Number) Objects.requireNonNull(one.get("value"))).doubleValue()));
    }

    /** What the script returns; an empty text if that is nothing. */
    public Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** The same for what the script gives to its last argument, a function. */
    public Object runAsync(String script) {
        return Objects.requireNonNullElse(driver.executeAsyncScript(script), "");
    }

    /** The first one, once it is there. */
    public WebElement find(String css) {
        await(() -> assertThat(all(css)).isNotEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** What is seen of it as text; empty if it is not there. */
    public String text(String css) {
        return String.valueOf(run("return document.querySelector(arguments[0])?.innerText ?? ''", css));
    }

    public void awaitText(String css, String part) {
        await(() -> assertThat(text(css)).contains(part));
    }

    /** Presses the one whose name, as a screen reader tells it, is this. */
    public void press(String css, String name) {
        await(() -> all(css).stream()
                .filter(one -> name.equals(one.getAccessibleName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(css + " named " + name))
                .click());
    }

    /** What somebody types, wherever the focus is. */
    public void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What has the focus, as a screen reader tells it. */
    public String focused() {
        return Objects.requireNonNullElse(driver.switchTo().activeElement().getAccessibleName(), "");
    }

    public static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }

    public String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** What axe finds wrong for people who cannot see it, or see it badly; empty when nothing is. */
    @SuppressWarnings("unchecked")
    public List<Object> violations() {
        try (InputStream script = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
            // The page's own policy forbids scripts from elsewhere; the driver's are not the page's.
            run(new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; window.axe = axe");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object found = runAsync("const done = arguments[arguments.length - 1];"
                + "axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' '"
                + " + n.failureSummary).join(' | '))), e => done(['' + e]))");
        return (List<Object>) found;
    }

    /** The page from top to bottom, at most so high, as PNG. */
    public void picture(Path file, int height) {
        // What was drawn just now is seen after the next frame.
        runAsync("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))");
        Map<String, Object> width =
                Map.of("x", 0, "y", 0, "width", run("return innerWidth"), "height", height, "scale", 1);
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", width))
                .get("data");
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        // Its last processes may still write there.
        await(scratch::close);
    }
}
