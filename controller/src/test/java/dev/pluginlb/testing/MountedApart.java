package dev.pluginlb.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mount name space, in which a folder is another one or a small disk, as nobody outside sees it. It ends with this, and with the
 * processes in it; the disk of a machine is never touched. Needs the right to make one: as root, or by a user name space.
 */
public final class MountedApart implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Process holder;
    private final Path folder;

    private MountedApart(Process holder, Path folder) {
        this.holder = holder;
        this.folder = folder;
    }

    /** A disk of so many MiB there. */
    public static MountedApart disk(Path folder, int size) {
        return mounted(folder, "mount -t tmpfs -o mode=755,size=" + size + "m pluginlb-test " + folder);
    }

    /** Another folder there. */
    public static MountedApart folder(Path folder, Path other) {
        return mounted(folder, "mount --bind " + other + " " + folder);
    }

    private static MountedApart mounted(Path folder, String mount) {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        command.addAll(isRoot ? List.of() : List.of("--user", "--map-root-user"));
        // It waits for a word that never comes, and so for the end of whoever has started it.
        command.addAll(List.of("sh", "-c", mount + " && echo mounted && exec cat"));
        try {
            Files.createDirectories(folder);
            Process holder =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (!"mounted".equals(said)) {
                throw new IllegalStateException("a mount name space must be possible here, and is not: " + said);
            }
            return new MountedApart(holder, folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command begins with that is to run in there. */
    public List<String> inside() {
        return List.of("nsenter", "--mount", "--target", Long.toString(holder.pid()));
    }

    /** A file as it is seen in there. */
    public Path seen(Path path) {
        return Path.of("/proc", Long.toString(holder.pid()), "root", path.toString());
    }

    /** Runs a command in there until its end, which must be a good one. */
    public void run(String... command) throws IOException {
        List<String> all = Stream.concat(inside().stream(), Stream.of(command)).toList();
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** To the last byte. */
    public void fill() throws IOException {
        Path filling = seen(folder.resolve("filling"));
        for (int size : List.of(CHUNK, 1)) {
            try (OutputStream out = Files.newOutputStream(filling.resolveSibling("filling-" + size))) {
                while (Files.isDirectory(filling.resolveSibling(""))) {
                    out.write(new byte[size]);
                }
            } catch (IOException full) {
                if (Files.getFileStore(filling.resolveSibling("")).getUsableSpace() > CHUNK) {
                    throw full;
                }
            }
        }
    }

    public void makeRoom() throws IOException {
        run("sh", "-c", "rm -f " + folder + "/filling-*");
    }

    /** For whoever opens a file from now on. */
    public void lock() throws IOException {
        run("mount", "--bind", folder.toString(), folder.toString());
        run("mount", "-o", "remount,ro,bind", folder.toString());
    }

    public void unlock() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    @Override
    public void close() {
        holder.destroyForcibly().onExit().join();
    }
}
