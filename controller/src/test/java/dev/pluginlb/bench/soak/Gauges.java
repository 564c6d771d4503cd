package dev.pluginlb.bench.soak;

import dev.pluginlb.bench.scale.Controller;
import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes samples of a running controller, its Nginx and its Redis. Confined to one thread. */
final class Gauges {

    private static final double MIB = 1024 * 1024;
    private static final double KIB_OF_MIB = 1024;
    private static final Pattern COMMAND = Pattern.compile("cmdstat_\\S+?:calls=(\\d+),usec=(\\d+)");
    private static final Pattern MEMORY = Pattern.compile("used_memory:(\\d+)");

    private final Controller controller;
    private final RedisServer redis;
    private final long nginx;
    private final long begun = System.nanoTime();
    private Commands before;
    private Live live;

    private record Commands(long count, long micros) {

        static Commands of(RedisServer redis) {
            List<MatchResult> all = COMMAND.matcher(redis.ask(jedis -> jedis.info("commandstats")))
                    .results()
                    .toList();
            return new Commands(sum(all, 1), sum(all, 2));
        }

        private static long sum(List<MatchResult> all, int group) {
            return all.stream()
                    .mapToLong(one -> Long.parseLong(one.group(group)))
                    .sum();
        }
    }

    Gauges(Controller controller, RedisServer redis) throws IOException, InterruptedException {
        this.controller = controller;
        this.redis = redis;
        this.nginx = controller.nginxPid();
        this.before = Commands.of(redis);
        this.live = Live.in(controller.pid());
    }

    /** What was in use when the last sample was taken. */
    Live live() {
        return live;
    }

    Sample take() throws IOException, InterruptedException {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        ofController(values);
        try {
            ofNginx(values);
        } catch (IOException endedMeanwhile) {
            ofNginx(values);
        }
        ofRedis(values);
        return new Sample((System.nanoTime() - begun) / 1e9, values);
    }

    private void ofController(Map<Measure, Double> values) throws IOException, InterruptedException {
        long pid = controller.pid();
        values.put(Measure.RSS, Kernel.number(pid, "status", "VmRSS") / KIB_OF_MIB);
        values.put(Measure.HANDLES, (double) Kernel.handles(pid));
        values.put(Measure.THREADS, (double) Kernel.number(pid, "status", "Threads"));
        live = Live.in(pid);
        values.put(Measure.HEAP, live.total() / MIB);
    }

    private void ofNginx(Map<Measure, Double> values) throws IOException {
        List<Long> serving = new ArrayList<>(List.of(nginx));
        int old = 0;
        for (long worker : Kernel.children(nginx)) {
            String title = Kernel.title(worker);
            if (title.contains("shutting down")) {
                old++;
            } else if (title.contains("worker process")) {
                serving.add(worker);
            }
        }
        values.put(Measure.OLD_WORKERS, (double) old);
        values.put(Measure.NGINX, shared(serving) / KIB_OF_MIB);
    }

    private static long shared(List<Long> processes) throws IOException {
        long all = 0;
        for (long process : processes) {
            all += Kernel.number(process, "smaps_rollup", "Pss");
        }
        return all;
    }

    private void ofRedis(Map<Measure, Double> values) {
        String memory = redis.ask(jedis -> jedis.info("memory"));
        MatchResult used = MEMORY.matcher(memory).results().findFirst().orElseThrow();
        values.put(Measure.REDIS, Long.parseLong(used.group(1)) / MIB);
        Commands now = Commands.of(redis);
        long count = Math.max(1, now.count() - before.count());
        values.put(Measure.REDIS_COMMAND, (double) (now.micros() - before.micros()) / count);
        before = now;
    }
}
