package dev.pluginlb.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is not told of at its start is served alike. */
class FrontOverTheRateTest extends FrontTest {

    FrontOverTheRateTest(@TempDir Path folder) {
        super(folder);
    }

    @Override
    Cluster cluster(Path folder) {
        return OverTheRate.in(folder);
    }
}
