package dev.pluginlb.bench.front;

import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A settings file: what every pluginlb of the benchmark has, and what makes the contender.
 *
 * @param own by dotted path
 */
record PluginlbSettings(Site site, int redisPort, int port, int adminPort, Map<String, Object> own) {

    static PluginlbSettings of(Site site, int redisPort, Map<String, Object> own) {
        return new PluginlbSettings(site, redisPort, Ports.free(), Ports.free(), own);
    }

    Path nginxDir() {
        return site.folder().resolve("nginx");
    }

    Path write() {
        Map<String, Object> all = new TreeMap<>(common());
        all.putAll(own);
        return SettingsFile.write(site.folder(), all);
    }

    /** Requests are scaled down to a tenth of what is usual, and the threshold with them. */
    private Map<String, Object> common() {
        return Map.ofEntries(
                Map.entry("redis.port", redisPort),
                Map.entry("discovery.static", staticNodes()),
                Map.entry("classification.threshold", "500ms"),
                Map.entry("nginx.dir", nginxDir().toString()),
                Map.entry("nginx.manage-process", true),
                Map.entry("nginx.internal-listen", "127.0.0.1:" + port),
                Map.entry("nginx.public-listen", "127.0.0.1:" + Ports.free()),
                Map.entry("stats.listen", "127.0.0.1:" + Ports.free()),
                Map.entry("admin.listen", "127.0.0.1:" + adminPort),
                Map.entry("state-dir", site.folder().resolve("state").toString()));
    }

    private List<Map<String, Object>> staticNodes() {
        return IntStream.range(0, site.ports().size())
                .mapToObj(i -> Map.<String, Object>of(
                        "id",
                        "n" + (i + 1),
                        "address",
                        "127.0.0.1:" + site.ports().get(i)))
                .toList();
    }
}
