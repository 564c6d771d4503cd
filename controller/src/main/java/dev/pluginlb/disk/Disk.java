package dev.pluginlb.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes so that after a crash there is either the old or the new thing, whole. */
public final class Disk {

    private static final int TRIAL_BYTES = 1 << 18;

    private Disk() {}

    /** Replaces a file in one step; its folder must exist. */
    public static void replace(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        // What a crash has left, or somebody has put there: to write into a pipe waits for somebody who reads.
        delete(fresh);
        try {
            write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        sync(file.toAbsolutePath().resolveSibling(""));
    }

    /** Lets a symbolic link point elsewhere in one step. */
    public static void relink(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling("." + link.getFileName() + ".new");
        delete(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        sync(link.toAbsolutePath().resolveSibling(""));
    }

    /** @throws IOException which names the file, as the JDK does not where a disk is full */
    public static void write(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException failed) {
            throw new IOException(file + ": " + failed.getMessage(), failed);
        }
    }

    /** What an operator needs to know of a failure; the JDK often says only the file's name. */
    public static String words(Exception failed) {
        if (failed instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or folder";
        }
        if (failed instanceof AccessDeniedException denied) {
            return denied.getFile() + ": the controller's user has no right to it";
        }
        if (failed instanceof FileAlreadyExistsException other) {
            return other.getFile() + ": a file is in its place";
        }
        return failed instanceof IOException ? String.valueOf(failed.getMessage()) : failed.toString();
    }

    /** Makes a folder; what else has its name, as a file by somebody's mistake, stays beside it under another one, unless something has that name, too. */
    public static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = folder.resolveSibling(folder.getFileName() + ".was-no-folder");
            if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + ": no folder, and " + aside.getFileName()
                        + " is there already (expected: a folder; remove what is in its place)");
            }
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.createDirectories(folder);
    }

    /** Makes the names in a folder durable. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Writes something there and takes it away again.
     *
     * @throws IOException if that is not possible; the message says where and why
     */
    public static void tryOut(Path folder) throws IOException {
        try {
            Path trial = Files.createTempFile(folder, ".trial", "");
            try {
                Files.write(trial, new byte[TRIAL_BYTES]);
            } finally {
                Files.delete(trial);
            }
        } catch (IOException full) {
            throw new IOException(folder + " takes no file of " + TRIAL_BYTES + " bytes: " + words(full), full);
        }
    }

    /** Deletes a folder with all that is in it; symbolic links are not followed. */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
