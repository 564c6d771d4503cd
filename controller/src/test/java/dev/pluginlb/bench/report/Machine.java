package dev.pluginlb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where it was measured. */
public record Machine(int processors, String model, String kernel, String java, String nginx, String haproxy) {

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorModel(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString(),
                firstLine("nginx", "-v"),
                firstLine("haproxy", "-v"));
    }

    private static String processorModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException unknown) {
            return "";
        }
    }

    private static String firstLine(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return Optional.ofNullable(process.inputReader().readLine()).orElse("");
        } catch (IOException absent) {
            return "";
        }
    }
}
