package dev.pluginlb.check;

import static dev.pluginlb.cli.ExitCode.FAILED;
import static dev.pluginlb.cli.ExitCode.REFUSED;
import static dev.pluginlb.cli.ExitCode.USAGE;

import dev.pluginlb.cli.Finding;
import dev.pluginlb.config.Settings;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.MainFile;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.NginxVersion;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.TemplateRefusedException;
import dev.pluginlb.wiring.NginxSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has Nginx test the config that the settings lead to; a part of {@link NginxInspection}. */
record ConfigInspection(Settings settings, NginxSite site) {

    /** What Nginx says of the config for that situation. */
    List<Finding> tryOut(NginxVersion version, Situation situation, List<ServicePool> pools) throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (settings.nginx().config().isPresent() && !site.mainFile().includesReleases()) {
            findings.add(Finding.problem(
                    FAILED,
                    "nginx.config: " + settings.nginx().config().get() + " does not include our releases",
                    "put into its http block: " + site.mainFile().expectedInclude()));
        }
        try {
            findings.add(test(new Draft(settings).render(situation, pools, version), situation));
        } catch (TemplateRefusedException broken) {
            findings.add(Finding.problem(USAGE, "templates: " + broken.getMessage(), "mend the file, or take it away"));
        }
        return findings;
    }

    /** In a folder of its own, in which a main file of ours stands when the operator has none. */
    private Finding test(RenderedConfig config, Situation situation) throws IOException {
        Path scratch = Files.createTempDirectory("pluginlb-check-");
        try {
            Path release = Files.createDirectory(scratch.resolve("release"));
            for (Map.Entry<String, String> file : config.files().entrySet()) {
                Files.writeString(release.resolve(file.getKey()), withReachableSocket(file.getValue(), scratch));
            }
            Nginx nginx = site.nginx();
            MainFile main = site.mainFile();
            if (settings.nginx().config().isEmpty()) {
                Files.createDirectory(scratch.resolve("temp"));
                Path skeleton = Files.writeString(scratch.resolve("nginx.conf"), site.skeleton(site.driver()));
                main = new MainFile(skeleton, scratch.resolve("current"));
                nginx = new Nginx(nginx.binary(), Optional.of(scratch), skeleton, nginx.limit());
            }
            Nginx.Answer answer = nginx.test(main.shadow(release, scratch.resolve("shadow")));
            return answer.succeeded()
                    ? Finding.ok("nginx -t: accepts the config for "
                            + situation.cluster().nodes().size() + " nodes")
                    : Finding.problem(REFUSED, "nginx -t: " + answer.words(), "see Nginx's words");
        } finally {
            Disk.delete(scratch);
        }
    }

    /** Nginx binds while it tests, and the socket's folder is only made by the daemon. */
    private String withReachableSocket(String content, Path scratch) {
        return content.replace("unix:" + site.folder().resolve("control"), "unix:" + scratch);
    }
}
