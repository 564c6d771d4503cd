package dev.pluginlb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Jars as somebody else would build them: compiled from source against pluginlb's classes. */
public final class GivenJar {

    private static final String SERVICE_FILE = "META-INF/services/dev.pluginlb.policy.RoutingPolicy";

    private static final String POLICY = """
            package other;
            import dev.pluginlb.plan.*;
            import dev.pluginlb.policy.*;
            public final class Policy implements RoutingPolicy {
                public RoutingPlan arrange(Candidates candidates) {
                    return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, candidates.servers()));
                }
                %s
            }
            """;

    private GivenJar() {}

    /** Builds a jar of a folder's sources and of its {@code META-INF}; makes the jar's folder if it is missing. */
    public static Path of(Path sources, Path jar) {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Path classes = scratch.path();
            compile(files(sources, ".java"), classes);
            Path folder = Files.createDirectories(jar.resolveSibling(""));
            try (OutputStream bytes = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(bytes)) {
                addAll(classes, files(classes, ".class"), out);
                addAll(sources, files(sources, "RoutingPolicy"), out);
            }
            // Whatever the umask of those who run the tests.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds a jar of one policy class {@code other.Policy} with this body. */
    public static Path ofPolicy(String body, Path jar) {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Path sources = scratch.path();
            Path service = sources.resolve(SERVICE_FILE);
            Files.createDirectories(sources.resolve("META-INF/services"));
            Files.writeString(service, "other.Policy\n");
            Path other = Files.createDirectory(sources.resolve("other"));
            Files.writeString(other.resolve("Policy.java"), POLICY.formatted(body));
            return of(sources, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a policy that works. */
    public static String named(String name) {
        return "public String name() { return \"" + name + "\"; }";
    }

    private static void compile(List<Path> sources, Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        List<String> options = List.of("--release", "17", "-proc:none", "-d", classes.toString());
        var files = compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources);
        assertThat(compiler.getTask(words, null, null, options, null, files).call())
                .as(words.toString())
                .isTrue();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(ending)).toList();
        }
    }

    private static void addAll(Path root, List<Path> files, JarOutputStream out) throws IOException {
        for (Path file : files) {
            out.putNextEntry(new JarEntry(root.relativize(file).toString()));
            Files.copy(file, out);
            out.closeEntry();
        }
    }
}
