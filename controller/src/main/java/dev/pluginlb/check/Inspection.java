package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.admin.Encryption;
import dev.pluginlb.cli.Finding;
import dev.pluginlb.cli.Section;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plugins.FoundPolicies;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.redis.RootCause;
import dev.pluginlb.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisException;

/** Tries out everything that the daemon needs, without changing anything; see {@code pluginlb check}. */
public final class Inspection {

    private final Settings settings;
    private final InstantSource clock;
    private final NginxInspection nginx;

    public Inspection(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.nginx = new NginxInspection(settings, clock);
    }

    /** Part by part; a part of which there is nothing to say is left out. */
    public List<Section> run() throws Exception {
        List<Finding> config = config();
        Seen seen = cluster();
        List<OneLookAtPools.Found> pools = new OneLookAtPools(settings, clock).look();
        return Stream.of(
                        new Section("config", config),
                        new Section("Redis", seen.redis()),
                        new Section("nodes", seen.nodes()),
                        new Section("pools", PoolInspection.members(pools)),
                        new Section("Nginx", nginx.run(seen.situation(), OneLookAtPools.serving(pools))))
                .filter(section -> !section.findings().isEmpty())
                .toList();
    }

    /**
     * Tries out what a running daemon with other settings would stumble over if it were to go on with these.
     *
     * @param former the settings it has, whose addresses our own Nginx listens on
     * @param situation the cluster as it knows it
     */
    public List<Finding> rehearse(Settings former, Situation situation) throws IOException {
        new Wiring(settings).redis().client().close();
        return nginx.rehearse(former, situation);
    }

    private List<Finding> config() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("config: every value is permitted"));
        findings.add(writable("nginx.dir", settings.nginx().dir()));
        findings.add(writable("state-dir", settings.stateDir()));
        findings.addAll(new SecretInspection(settings).run());
        settings.admin().tls().ifPresent(tls -> findings.addAll(encryption(tls)));
        policies(findings);
        return findings;
    }

    private List<Finding> encryption(AdminSettings.Certificate tls) {
        try {
            List<Finding> findings = new ArrayList<>();
            Encryption.of(tls.chain(), tls.key())
                    .warnings(clock.instant())
                    .forEach(words -> findings.add(Finding.warning(words, "renew it, and put its key beside it")));
            findings.add(Finding.ok("admin.tls: the certificate and the key belong together"));
            return findings;
        } catch (IOException unusable) {
            return List.of(
                    Finding.problem(USAGE, String.valueOf(unusable.getMessage()), "give a file as it is expected"));
        }
    }

    private static Finding writable(String key, Path folder) {
        Path nearest = folder.toAbsolutePath();
        while (nearest != null && Files.notExists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest)
                ? Finding.ok(key + ": " + folder + " can be written")
                : Finding.problem(
                        FAILED,
                        key + ": " + folder + " cannot be written",
                        "run as its owner, or: chown it to this user");
    }

    private void policies(List<Finding> findings) {
        try (FoundPolicies found = FoundPolicies.in(settings.stateDir())) {
            findings.add(
                    Finding.ok("policies: " + String.join(", ", found.policies().names())));
            found.origins().forEach((name, origin) -> findings.add(Finding.ok("policy " + name + ": from " + origin)));
            found.refused()
                    .forEach(line -> findings.add(Finding.warning(
                            "policy not loaded: " + line, "mend what is said there, or take the jar away")));
        }
    }

    private record Seen(Situation situation, List<Finding> redis, List<Finding> nodes) {}

    private Seen cluster() throws Exception {
        OneLook look = new OneLook(settings, clock);
        List<Finding> redis = new ArrayList<>();
        try {
            redis.addAll(new RedisCheck(settings, clock.instant()).look());
            Situation situation = look.look();
            if (look.skippedValues() > 0) {
                redis.add(Finding.warning(
                        "Redis: " + look.skippedValues() + " values make no sense and are skipped",
                        "see the warnings above"));
            }
            NodeInspection nodes = new NodeInspection(settings.health().path());
            return new Seen(situation, redis, nodes.findings(situation.cluster(), look.unknownNames()));
        } catch (JedisException | IOException unreachable) {
            Situation nothing = Situation.unmeasured(
                    new ClusterSnapshot(List.of(), Freshness.lastKnown(Instant.EPOCH, "")),
                    Classes.NONE,
                    Optional.empty());
            redis.add(RedisCheck.unreachable(settings, RootCause.words(unreachable)));
            return new Seen(nothing, redis, List.of());
        }
    }
}
