package dev.pluginlb.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A program that has ended.
 *
 * @param output what it printed, errors included
 */
record Shell(int exit, String output) {

    static Shell run(Map<String, String> environment, String... argv) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(argv)).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Shell(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Shell run(String... argv) {
        return run(Map.of(), argv);
    }
}
