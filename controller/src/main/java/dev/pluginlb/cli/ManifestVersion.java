package dev.pluginlb.cli;

import dev.pluginlb.config.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"pluginlb " + ProgramVersion.text()};
    }
}
