package dev.pluginlb.bench;

import dev.pluginlb.admin.PlayedCluster;
import dev.pluginlb.admin.Situation;
import dev.pluginlb.testing.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pictures of the dashboard: of a controller that runs, and of one that plays a thousand nodes. Arguments: the address of its
 * admin API, the folder for the pictures, and widths; without these, the pictures of the documents are made, with them also those of
 * {@link Situation}s.
 */
public final class Screenshots {

    private static final Map<String, Integer> HEIGHTS = Map.of("1280", 1240, "390", 1400);
    private static final int USUAL_HEIGHT = 2400;
    private static final int SITUATION_HEIGHT = 1500;

    private static final List<String> SCHEMES = List.of("light", "dark");

    private final Chromium browser;
    private final Path folder;

    private Screenshots(Chromium browser, Path folder) {
        this.browser = browser;
        this.folder = folder;
    }

    /** @throws IOException if the played cluster cannot be listened for */
    public static void main(String[] arguments) throws IOException {
        try (Chromium browser = new Chromium();
                PlayedCluster thousand = PlayedCluster.ofNodes(1000)) {
            Screenshots screenshots = new Screenshots(browser, Path.of(arguments[1]));
            if (arguments.length > 2) {
                for (String width : List.of(arguments).subList(2, arguments.length)) {
                    for (String scheme : SCHEMES) {
                        screenshots.take(arguments[0], "dashboard", width, scheme);
                        screenshots.take(thousand.url(), "dashboard-1000-nodes", width, scheme);
                        screenshots.situations(width, scheme);
                    }
                }
                return;
            }
            for (String scheme : SCHEMES) {
                HEIGHTS.keySet().forEach(width -> screenshots.take(arguments[0], "dashboard", width, scheme));
            }
            screenshots.take(thousand.url(), "dashboard-1000-nodes", "1280", "light");
            screenshots.take(thousand.url(), "dashboard-1000-nodes", "390", "dark");
        }
    }

    private void situations(String width, String scheme) {
        browser.size(Integer.parseInt(width));
        browser.prefers(scheme);
        for (Situation situation : Situation.values()) {
            String name = situation.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Path file = folder.resolve(name + "-" + width + "-" + scheme + ".png");
            situation.show(browser, () -> browser.picture(file, SITUATION_HEIGHT));
        }
    }

    private void take(String url, String name, String width, String scheme) {
        browser.size(Integer.parseInt(width));
        browser.prefers(scheme);
        browser.open(url);
        browser.awaitText("#traffic .legend", "mean of");
        browser.awaitText("#endpoints tbody", "/plugin/");
        browser.picture(
                folder.resolve(name + "-" + width + "-" + scheme + ".png"), HEIGHTS.getOrDefault(width, USUAL_HEIGHT));
    }
}
