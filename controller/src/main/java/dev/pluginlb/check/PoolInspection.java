package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.config.PoolSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.nginx.StreamModule;
import dev.pluginlb.wiring.NginxSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tries out what the further pools need; a part of {@link Inspection}. */
final class PoolInspection {

    private final Settings settings;
    private final NginxSite site;

    PoolInspection(Settings settings, NginxSite site) {
        this.settings = settings;
        this.site = site;
    }

    /** Whether members are found and answer. */
    static List<Finding> members(List<OneLookAtPools.Found> pools) {
        List<Finding> findings = new ArrayList<>();
        for (OneLookAtPools.Found found : pools) {
            String name = found.pool().service().name();
            found.unknown()
                    .forEach(member -> findings.add(Finding.warning(
                            "pool " + name + ": " + member.host() + " is not found by the name service",
                            "pools: mend the name, or let the name service know it")));
            List<Node> down =
                    found.members().stream().filter(node -> !node.isUp()).toList();
            down.forEach(node -> findings.add(Finding.warning(
                    "pool " + name + ": " + node.address() + ": " + node.lastProbe(), mend(found.pool()))));
            if (down.isEmpty() && found.unknown().isEmpty()) {
                findings.add(Finding.ok("pool " + name + ": " + found.members().size() + " members, all answer"));
            }
        }
        return findings;
    }

    private static String mend(PoolSettings pool) {
        return pool.health()
                .path()
                .map(path -> "it must answer GET " + path + " with 2xx or 3xx from here (its health.path)")
                .orElse("it must take TCP connections from here");
    }

    /** Whether Nginx can have TCP pools. */
    List<Finding> nginx() throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (!site.hasTcpPools()) {
            return findings;
        }
        if (!StreamModule.isPartOf(site.nginx())) {
            findings.add(
                    Finding.problem(FAILED, "nginx: has no stream module, which tcp pools need", StreamModule.MEND));
        }
        if (settings.nginx().config().isPresent() && !site.mainFile().includesStreams()) {
            findings.add(Finding.problem(
                    FAILED,
                    "nginx.config: " + settings.nginx().config().get() + " does not include our tcp pools",
                    "put into it, outside of its http block: stream { "
                            + site.mainFile().expectedStreamInclude() + " }"));
        }
        return findings;
    }
}
