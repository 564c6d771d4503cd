package dev.pluginlb.cli;

import picocli.CommandLine.Option;

/** The choice of {@link Output}. */
final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    boolean isJson() {
        return output == Output.JSON;
    }
}
