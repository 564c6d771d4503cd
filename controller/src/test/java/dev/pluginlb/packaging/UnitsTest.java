package dev.pluginlb.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units, as systemd's own programs read them. */
class UnitsTest {

    private static final String FOLDER = "../scripts/packaging/";
    /** On systemd's scale from 0 to 100; what has no sandbox at all has 96. */
    private static final int MOST_EXPOSED = 20;

    private static final int KNOWS_OFFLINE = 250;

    private static final List<String> SANDBOX = List.of(
            "\nUser=pluginlb\n",
            "\nNoNewPrivileges=yes\n",
            "\nProtectSystem=strict\n",
            "\nProtectHome=yes\n",
            "\nPrivateTmp=yes\n",
            "\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n",
            "\nRestrictAddressFamilies=",
            "\nSystemCallFilter=");

    @ParameterizedTest
    @ValueSource(strings = {"pluginlb.service", "pluginlb-nginx.service"})
    void systemdUnderstandsEveryLine(String unit) {
        List<String> complaints = Shell.run("systemd-analyze", "verify", "--man=no", FOLDER + unit)
                .output()
                .lines()
                // Only the package puts it there.
                .filter(line -> !line.contains("Command /usr/bin/pluginlb is not executable"))
                .toList();

        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pluginlb.service", "pluginlb-nginx.service"})
    void littleIsExposed(String unit) {
        assertThat(Path.of(FOLDER + unit)).content().contains(SANDBOX);
        if (version() < KNOWS_OFFLINE) {
            // That of Ubuntu 22.04 judges no file, and what it would judge stands above.
            return;
        }
        Shell judged = Shell.run(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--no-pager",
                "--threshold=" + MOST_EXPOSED,
                FOLDER + unit);

        assertThat(judged.exit()).as(judged.output()).isZero();
    }

    private static int version() {
        return Pattern.compile("^systemd ([0-9]+)")
                .matcher(Shell.run("systemd-analyze", "--version").output())
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
