package dev.pluginlb.store;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a folder to one process: two controllers on one Nginx would each put back what the other has applied. The lock
 * ends with the process, however that ends.
 */
public final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private static final String NAME = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param key the setting that names the folder, for the error
     * @throws IOException if another process has it, or the folder cannot be written
     */
    public static FolderLock take(String key, Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel = open(key, folder, file);
        if (tryLock(channel, isReadOnly(file)) == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw new IOException(key + ": " + folder + " is in use by process " + owner
                    + " (expected: one pluginlb for each " + key + ")");
        }
        sign(channel, file);
        return new FolderLock(channel);
    }

    /**
     * The number of the process that has taken the lock last, which may have ended since; empty where there is none to be read.
     * Nothing is touched.
     */
    public static Optional<Long> signature(Path folder) {
        try {
            return Optional.of(
                    Long.parseLong(RegularFile.text(folder.resolve(NAME)).strip()));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static FileChannel open(String key, Path folder, Path file) throws IOException {
        try {
            Files.createDirectories(folder);
            if (Files.exists(file)) {
                RegularFile.require(file);
            }
            return open(file);
        } catch (IOException unusable) {
            throw new IOException(
                    key + ": " + folder + " cannot be taken: " + Disk.words(unusable)
                            + " (expected: a folder that this user can write, with room on its disk; whatever serves goes on)",
                    unusable);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (AccessDeniedException strange) {
            throw strange;
        } catch (FileSystemException unwritable) {
            if (Files.isRegularFile(file) && isReadOnly(file)) {
                return FileChannel.open(file, StandardOpenOption.READ);
            }
            throw unwritable;
        }
    }

    /** Of one that the user has the right to. */
    private static boolean isReadOnly(Path file) {
        return !Files.isWritable(file);
    }

    /** For whoever comes later. On a full disk nobody's name can be written, and the lock holds all the same. */
    private static void sign(FileChannel channel, Path file) {
        byte[] self = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        try {
            if (!isReadOnly(file)) {
                channel.write(ByteBuffer.wrap(self), 0);
                channel.truncate(self.length);
            }
        } catch (IOException full) {
            LOG.warn("{} does not say who has it: {}", file, Disk.words(full));
        }
    }

    /** On a file that cannot be written only a shared one is to be had, which keeps out whoever could write it. */
    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException ourselves) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
