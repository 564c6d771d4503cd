package dev.pluginlb.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.UnifiedJedis;

/** Writes a fold whole, or not at all when an entry is not any more what it was when it was read. */
final class MergeScript {

    private static final long CONFLICT = 0;

    /**
     * Types are looked at first, for an error half-way would leave half of the chunk written. The values that are
     * compared bear a '=' before them, to tell an empty one from none, and those that are too long to be read a '#' and their length.
     */
    private static final Script MERGE = new Script("""
            local stats, long, short, flushed, events = unpack(KEYS)
            local id, life, number, room = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

            local function is(present, before)
              if not present then return before == '' end
              return before == '=' .. present or before == '#' .. #present
            end

            local types = {[stats] = 'hash', [long] = 'set', [short] = 'set', [flushed] = 'hash'}
            for key, expected in pairs(types) do
              local type = redis.call('TYPE', key).ok
              if type ~= expected and type ~= 'none' then
                return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. type)
              end
            end

            local seen, last = string.match(redis.call('HGET', flushed, id) or '', '^(%S+) (%d+)$')
            if seen == life and tonumber(last) >= number then return {1} end

            for i = 5, #ARGV, 4 do
              if not is(redis.call('HGET', stats, ARGV[i]), ARGV[i + 1]) then return {0} end
            end

            local changed, reply = 0, {1}
            room = room - redis.call('HLEN', stats)
            for i = 5, #ARGV, 4 do
              local key, before, after, class = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
              if before == '' and room <= 0 then
                reply[#reply + 1] = (i - 5) / 4
              else
                if before == '' then room = room - 1 end
                redis.call('HSET', stats, key, after)
                changed = changed + redis.call(class == 'LONG' and 'SADD' or 'SREM', long, key)
                changed = changed + redis.call(class == 'SHORT' and 'SADD' or 'SREM', short, key)
              end
            end
            redis.call('HSET', flushed, id, life .. ' ' .. ARGV[3])
            if changed > 0 then redis.call('PUBLISH', events, 'classes') end
            return reply
            """);

    private final UnifiedJedis redis;
    private final List<String> names;
    private final ControllerId self;
    private final int maxEndpoints;

    /** Tells the numbers of this process from those that an earlier one of the same name used. */
    private final String life = UUID.randomUUID().toString();

    MergeScript(UnifiedJedis redis, Keys keys, ControllerId self, int maxEndpoints) {
        this.redis = redis;
        this.names =
                List.of(keys.requestStats(), keys.longRequests(), keys.shortRequests(), keys.flushed(), keys.events());
        this.self = self;
        this.maxEndpoints = maxEndpoints;
    }

    /**
     * Writes the fold, unless one of the same or a greater number was written before.
     *
     * @return how many requests found no room; empty if the fold must be made anew
     */
    Optional<Long> apply(long number, StatsFolder.Fold fold) {
        if (fold.changes().isEmpty()) {
            return Optional.of(0L);
        }
        Object reply = MERGE.run(redis, names, arguments(number, fold));
        if (!(reply instanceof List<?> numbers) || numbers.get(0).equals(CONFLICT)) {
            return Optional.empty();
        }
        return Optional.of(numbers.stream()
                .skip(1)
                .mapToLong(
                        index -> fold.changes().get(((Long) index).intValue()).requests())
                .sum());
    }

    private List<byte[]> arguments(long number, StatsFolder.Fold fold) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                Script.bytes(self.value()), Script.bytes(life), Script.bytes(number), Script.bytes(maxEndpoints)));
        for (StatsFolder.Change change : fold.changes()) {
            arguments.add(Script.bytes(change.key().value()));
            arguments.add(RawHash.bytes(change.before().mark()));
            arguments.add(Script.bytes(change.after()));
            arguments.add(Script.bytes(change.sets().name()));
        }
        return arguments;
    }
}
