package dev.pluginlb.e2e;

import dev.pluginlb.Main;
import dev.pluginlb.testing.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code pluginlb} as a process of its own, from the classes under test.
 *
 * @param output where its standard output goes; its errors go to the file beside it
 */
public record ChildJvm(Process process, Path output) implements AutoCloseable {

    public static ChildJvm run(
            Path folder, List<String> options, Map<String, String> environment, String... arguments) {
        return run(Main.class, folder, options, environment, arguments);
    }

    /** The same by way of another command, which it takes the place of. */
    static ChildJvm within(List<String> command, Path folder, List<String> arguments) {
        return start(command, Main.class, folder, List.of(), Map.of(), arguments);
    }

    /** Another program of these classes. */
    public static ChildJvm run(
            Class<?> main, Path folder, List<String> options, Map<String, String> environment, String... arguments) {
        return start(List.of(), main, folder, options, environment, List.of(arguments));
    }

    private static ChildJvm start(
            List<String> before,
            Class<?> main,
            Path folder,
            List<String> options,
            Map<String, String> environment,
            List<String> arguments) {
        // Whoever runs the tests may ignore SIGHUP (nohup), which a child would take over.
        // A shared machine has little to spare: the cheap collector, the cheap compiler.
        Stream<String> java = Stream.of(
                "env",
                "--default-signal=HUP",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"));
        Stream<String> program = Stream.concat(Stream.of(main.getName()), arguments.stream());
        List<String> argv = Stream.of(before.stream(), java, options.stream(), program)
                .flatMap(Function.identity())
                .toList();
        try {
            Path output = Files.createTempFile(folder, "child-", ".out");
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(
                            output.resolveSibling(output.getFileName() + ".err").toFile());
            builder.environment().putAll(environment);
            return new ChildJvm(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, which must be a good one. */
    String awaitOutput() {
        try {
            if (!process.waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new AssertionError(process + ": " + Files.readString(errors()));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stands still at whatever it is doing, and notices nothing of it. */
    public void pause() {
        Signal.STOP.sendTo(process);
    }

    public void resume() {
        Signal.CONT.sendTo(process);
    }

    /** As {@code kill -HUP}. */
    void hangUp() {
        Signal.HUP.sendTo(process);
    }

    /** What it has logged until now. */
    public String log() {
        try {
            return Files.readString(errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has said, wherever its log goes to. */
    public String words() {
        try {
            return Files.readString(output) + log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path errors() {
        return output.resolveSibling(output.getFileName() + ".err");
    }

    @Override
    public void close() {
        kill();
    }
}
