package dev.pluginlb.bench.front;

import dev.pluginlb.bench.work.NodeShape;
import dev.pluginlb.bench.work.NodeShape.Discipline;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * pluginlb with settings of its own.
 *
 * @param program the command that is pluginlb
 * @param settings by dotted path
 * @param slots what it is told of the nodes
 */
record PluginlbContender(String name, List<String> program, Map<String, String> settings, Slots slots)
        implements Contender {

    /** Whether the operator says how many requests a node runs at once. Where nodes share a processor nobody could say. */
    enum Slots {
        UNTOLD,
        GIVEN,
        LEARNED
    }

    private static final Duration SCHOOLING = Duration.ofSeconds(60);
    private static final int USAGE_ERROR = 2;

    /** What its own check of the settings refuses. */
    @Override
    public Optional<String> absence() {
        try {
            Path folder = Files.createTempDirectory("pluginlb-bench");
            try {
                return refusal(new Site(folder, List.of(NodeShape.slots(8)), List.of(1)));
            } finally {
                Disk.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> refusal(Site site) throws IOException, InterruptedException {
        Path file = PluginlbSettings.of(site, 1, settingsFor(site)).write();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("check", "--print-config", "--config", file.toString()));
        Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return check.waitFor() == USAGE_ERROR ? Optional.of(words.strip()) : Optional.empty();
    }

    @Override
    public Duration schooling() {
        return slots == Slots.LEARNED ? SCHOOLING : Duration.ZERO;
    }

    @Override
    public Front start(Site site) {
        RedisServer redis = RedisServer.start();
        try {
            return PluginlbFront.start(program, PluginlbSettings.of(site, redis.port(), settingsFor(site)), redis);
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private Map<String, Object> settingsFor(Site site) {
        Map<String, Object> all = new HashMap<>(settings);
        NodeShape usual = site.shapes().get(0);
        if (slots == Slots.GIVEN && usual.discipline() == Discipline.SLOTS) {
            all.put("routing.node-slots", usual.width());
        }
        return all;
    }
}
