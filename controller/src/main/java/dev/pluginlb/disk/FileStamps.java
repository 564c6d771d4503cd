package dev.pluginlb.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By what it can be told, without reading them, that files have changed: size, time and identity of what a name leads to, through
 * all links. So a file that was replaced by renaming counts as changed, as does one behind a link that was turned elsewhere.
 * Two looks at the same files are equal if nothing has changed. Immutable.
 */
public final class FileStamps {

    private final Map<Path, Optional<Stamp>> files;

    private record Stamp(long size, FileTime modified, Optional<Object> identity) {}

    private FileStamps(Map<Path, Optional<Stamp>> files) {
        this.files = files;
    }

    /** A look at these files; one that cannot be looked at is like one that is not there. */
    public static FileStamps of(Collection<Path> files) {
        Map<Path, Optional<Stamp>> stamps = new TreeMap<>();
        files.forEach(file -> stamps.put(file, stamp(file)));
        return new FileStamps(stamps);
    }

    /** Those of the files that were looked at both times which are not as they were; sorted. */
    public List<Path> changedSince(FileStamps then) {
        return files.entrySet().stream()
                .filter(file -> then.files.containsKey(file.getKey()))
                .filter(file -> !file.getValue().equals(then.files.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey())));
        } catch (IOException unseen) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileStamps stamps && files.equals(stamps.files);
    }

    @Override
    public int hashCode() {
        return Objects.hash(files);
    }
}
