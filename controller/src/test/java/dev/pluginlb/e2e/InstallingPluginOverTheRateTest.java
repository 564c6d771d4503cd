package dev.pluginlb.e2e;

import java.nio.file.Path;

/** What is not told of at its start is retried, or not, alike. */
class InstallingPluginOverTheRateTest extends InstallingPluginTest {

    @Override
    Cluster cluster(Path folder) {
        return OverTheRate.in(folder);
    }
}
