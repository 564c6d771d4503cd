package dev.pluginlb.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.clients.jedis.UnifiedJedis;

/** Deletes entries of a hash that are still what they were when they were judged, and their names from sets. */
final class DeleteScript {

    private static final int CHUNK = 500;

    private static final LeaderScript DELETE = new LeaderScript("""
            local hash, events = KEYS[3], KEYS[4]
            local gone, changed = 0, 0
            for i = 3, #ARGV, 2 do
              if redis.call('HGET', hash, ARGV[i]) == ARGV[i + 1] then
                gone = gone + redis.call('HDEL', hash, ARGV[i])
                for set = 5, #KEYS do
                  local removed = redis.pcall('SREM', KEYS[set], ARGV[i])
                  if type(removed) == 'number' then changed = changed + removed end
                end
              end
            end
            if changed > 0 then redis.call('PUBLISH', events, 'classes') end
            return gone + 1
            """);

    private final UnifiedJedis redis;
    private final Keys keys;

    DeleteScript(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Deletes in steps, until the lead is lost.
     *
     * @param entries fields and what they held
     * @param sets the fields are taken out of these as well
     * @return how many entries are gone
     */
    long delete(Leadership leadership, String hash, Map<String, String> entries, List<String> sets) {
        List<String> names =
                Stream.concat(Stream.of(hash, keys.events()), sets.stream()).toList();
        List<Map.Entry<String, String>> all = List.copyOf(entries.entrySet());
        long gone = 0;
        for (int from = 0; from < all.size(); from += CHUNK) {
            long answer = DELETE.run(
                    redis, keys, leadership, names, arguments(all.subList(from, Math.min(from + CHUNK, all.size()))));
            if (answer == 0) {
                return gone;
            }
            gone += answer - 1;
        }
        return gone;
    }

    private static List<byte[]> arguments(List<Map.Entry<String, String>> entries) {
        List<byte[]> arguments = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries) {
            arguments.add(RawHash.bytes(entry.getKey()));
            arguments.add(RawHash.bytes(entry.getValue()));
        }
        return arguments;
    }
}
