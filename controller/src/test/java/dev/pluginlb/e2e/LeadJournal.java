package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/**
 * All that Redis did for controllers that claimed to lead, judged from outside: Redis tells each command in the order in
 * which it runs them, the commands of a script after the script. To be opened before the first controller.
 *
 * <p>It knows nothing of how the scripts guard themselves. What only a leader may write must be written by a script that
 * names the holder and the term which were granted last, while they last.
 */
final class LeadJournal extends JedisMonitor implements AutoCloseable {

    private static final String LEADER = "pluginlb:leader";
    private static final String TERM = "pluginlb:term";
    private static final Set<String> WRITES = Set.of("SET", "DEL", "HSET", "HDEL", "SADD", "SREM", "PEXPIRE", "INCR");
    private static final Set<String> OF_THE_LEADER =
            Set.of(LEADER, TERM, "pluginlb:main", "pluginlb:weights", "node:status", "cluster:status");

    /** Redis tells the time at which it tells of a command. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    /** A claim to lead, or the truth of it. */
    record Lead(String holder, long term) {}

    /** The lead passing to somebody. */
    record Change(Instant at, Lead lead) {}

    /** Something only a leader may do. */
    record Act(Lead claimed, String what) {}

    private final Jedis connection;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<Act> acts = new CopyOnWriteArrayList<>();
    private final List<Act> late = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    // Of the listening thread alone.
    private long term;
    private Instant until = Instant.EPOCH;
    private Lead present = new Lead("", 0);
    private Lead claimed = present;

    private LeadJournal(RedisServer redis) {
        this.connection = new Jedis(redis.host(), redis.port());
    }

    static LeadJournal of(RedisServer redis) {
        LeadJournal journal = new LeadJournal(redis);
        Thread thread = new Thread(journal::listen, "lead-journal");
        thread.setDaemon(true);
        thread.start();
        await().atMost(Cluster.DEADLINE).until(() -> redis.ask(Jedis::ping).equals("PONG") && journal.open);
        return journal;
    }

    /** What went wrong; nothing may. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** What was done by right. */
    List<Act> acts() {
        return List.copyOf(acts);
    }

    /** What came from somebody who did not lead any more. */
    List<Act> late() {
        return List.copyOf(late);
    }

    /** Who got the lead last. */
    Lead lead() {
        return changes.get(changes.size() - 1).lead();
    }

    /** The first change to another since. */
    Optional<Change> following(Lead former) {
        return changes.stream()
                .filter(change -> change.lead().term() > former.term()
                        && !change.lead().holder().equals(former.holder()))
                .findFirst();
    }

    @Override
    public void onCommand(String text) {
        MonitorLine line = MonitorLine.parse(text);
        open = true;
        if (line.command().equals("EVAL")) {
            begin(line);
        } else if (WRITES.contains(line.command()) && OF_THE_LEADER.contains(line.word(1))) {
            judge(line);
        }
    }

    /** A script that names leader and term says in its first two arguments who it takes itself to come from. */
    private void begin(MonitorLine script) {
        int keys = Integer.parseInt(script.word(2));
        boolean ofALeader = script.word(3).equals(LEADER) && script.word(4).equals(TERM);
        claimed = new Lead(script.word(3 + keys), ofALeader ? Long.parseLong(script.word(4 + keys)) : 0);
        if (ofALeader && claimed.term() > 0 && !isPresent(script.at())) {
            late.add(new Act(claimed, String.join(" ", script.words().subList(3, 3 + keys))));
        }
    }

    private void judge(MonitorLine line) {
        String what = String.join(" ", line.words());
        if (!line.inScript()) {
            if (!line.word(1).endsWith(":status")) {
                violations.add("outside of any script: " + what);
            }
        } else if (line.word(1).equals(TERM)) {
            term = line.command().equals("INCR") ? term + 1 : 0;
        } else if (line.word(1).equals(LEADER) && line.command().equals("SET")) {
            granted(line);
        } else if (line.word(1).equals(LEADER) && !line.at().isBefore(until)) {
            // Whoever takes the lead first takes away what is no lead; there is none any more.
            open = true;
        } else if (isPresent(line.at())) {
            acts.add(new Act(claimed, what));
            renewed(line);
        } else {
            violations.add(claimed + " while " + present + " led until " + until + ", at " + line.at() + ": " + what);
        }
    }

    private boolean isPresent(Instant at) {
        return claimed.equals(present) && at.isBefore(until.plus(TOLERANCE));
    }

    private void granted(MonitorLine line) {
        if (line.at().isBefore(until.minus(TOLERANCE))) {
            violations.add(line.word(2) + " took the lead that " + present + " had until " + until);
        }
        present = new Lead(line.word(2), term);
        until = line.at().plusMillis(Long.parseLong(line.word(5)));
        changes.add(new Change(line.at(), present));
    }

    private void renewed(MonitorLine line) {
        if (line.word(1).equals(LEADER)) {
            until = line.command().equals("PEXPIRE")
                    ? line.at().plusMillis(Long.parseLong(line.word(2)))
                    : Instant.EPOCH;
        }
    }

    private void listen() {
        try {
            connection.monitor(this);
        } catch (JedisException closed) {
            open = false;
        } catch (RuntimeException unreadable) {
            violations.add(unreadable.toString());
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
