package dev.pluginlb.bench.node;

import dev.pluginlb.bench.work.NodeShape;
import dev.pluginlb.testing.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Nodes in a process of their own, so that the load that is sent takes no time from theirs. Ends when this is closed, or
 * with this process.
 */
public final class NodesProcess implements AutoCloseable {

    private final Process process;
    private final List<List<Integer>> ports;

    private NodesProcess(Process process, List<List<Integer>> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** So many sets of the same nodes; all of them listen when this returns. */
    public static NodesProcess start(List<NodeShape> shapes, int sets) {
        List<List<Integer>> ports = Stream.generate(
                        () -> Stream.generate(Ports::free).limit(shapes.size()).toList())
                .limit(sets)
                .toList();
        try {
            Process process = new ProcessBuilder(command(shapes, ports))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            awaitReady(process);
            return new NodesProcess(process, ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<NodeShape> shapes, List<List<Integer>> ports) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                NodesMain.class.getName()));
        for (List<Integer> set : ports) {
            for (int i = 0; i < shapes.size(); i++) {
                command.add(set.get(i) + "=" + shapes.get(i).print());
            }
        }
        return command;
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals("ready")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the nodes did not start");
        }
    }

    /** The ports of one set. */
    public List<Integer> set(int number) {
        return ports.get(number);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
