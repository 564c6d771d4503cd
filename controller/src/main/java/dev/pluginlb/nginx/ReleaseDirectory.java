package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.FileStamps;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The releases on disk: {@code releases/<version>/}, {@code current} pointing to the one that Nginx reads, and
 * {@code proven} pointing to the last one that was seen live.
 *
 * <p>Every change is one atomic rename after the data is on disk, so a crash at any moment leaves complete releases and
 * links that point to one. Confined to one thread.
 */
public final class ReleaseDirectory {

    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");

    /** What writing a release leaves when it is cut short; whatever else lies there is somebody's, and stays. */
    private static final Pattern LEFTOVER = Pattern.compile("\\.?[0-9a-f]{16}(\\.new|\\.changed)?");

    /** Where Nginx makes its sockets and, with our own main file, keeps long bodies; it does not make these folders. */
    private static final List<String> ROOM = List.of("control", "temp");

    private final Path folder;
    private final Path releases;

    public ReleaseDirectory(Path folder) {
        this.folder = folder;
        this.releases = folder.resolve("releases");
    }

    /**
     * Makes the folders, removes what a crash left half done, and points a {@code current} that points nowhere at something
     * whole. Where there is none yet there stays none: no release has passed its test.
     */
    public void repair() throws IOException {
        makeRoom();
        Disk.makeFolder(releases);
        for (Path leftover : list(releases, ReleaseDirectory::isLeftover)) {
            Disk.delete(leftover);
        }
        if (Files.isSymbolicLink(folder.resolve("current")) && current().isEmpty()) {
            Optional<String> whole = proven().or(() -> newestFirst().stream().findFirst());
            if (whole.isPresent()) {
                switchTo(whole.get());
            }
        }
    }

    /** Writes a release, durably; one that is there already is kept. Returns its folder. */
    public Path write(RenderedConfig config) throws IOException {
        makeRoom();
        Path release = folderOf(config.version());
        if (isWhole(config)) {
            return release;
        }
        Disk.makeFolder(releases);
        Path fresh = releases.resolve("." + config.version() + ".new");
        Disk.delete(fresh);
        Files.createDirectory(fresh);
        for (Map.Entry<String, String> file : config.files().entrySet()) {
            Disk.write(fresh.resolve(file.getKey()), file.getValue());
        }
        Disk.sync(fresh);
        putAside(release);
        Files.move(fresh, release, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(releases);
        return release;
    }

    /** Makes the folders that Nginx makes files in; harmless to repeat. */
    public void makeRoom() throws IOException {
        for (String name : ROOM) {
            Disk.makeFolder(folder.resolve(name));
        }
    }

    /** Whether the folders are there that Nginx makes files in. */
    boolean hasRoom() {
        return ROOM.stream().map(folder::resolve).allMatch(Files::isDirectory);
    }

    /** Makes room for a release whose files somebody has changed since they were written. */
    private void putAside(Path release) throws IOException {
        if (Files.exists(release, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = releases.resolve("." + release.getFileName() + ".changed");
            Disk.delete(aside);
            Files.move(release, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The files of a release; empty when there is no such release, or what is there cannot be one. */
    public Optional<RenderedConfig> read(String version) throws IOException {
        if (!VERSION.matcher(version).matches() || !Files.isDirectory(folderOf(version))) {
            return Optional.empty();
        }
        SortedMap<String, String> files = new TreeMap<>();
        try {
            for (Path file : list(folderOf(version), any -> true)) {
                if (!Files.isRegularFile(file)) {
                    return Optional.empty();
                }
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (CharacterCodingException changed) {
            // We write UTF-8, so somebody else was at it: there is no release of ours any more, and it can be made
            // anew.
            return Optional.empty();
        }
        return Optional.of(new RenderedConfig(version, files));
    }

    /** Whether it is there, with all its files as they are in the config. */
    boolean isWhole(RenderedConfig config) throws IOException {
        return read(config.version()).filter(config::equals).isPresent();
    }

    /** An empty place for a test, which the next one clears if nobody else did. */
    Path scratch() throws IOException {
        Path scratch = folder.resolve("test");
        Disk.delete(scratch);
        return Files.createDirectories(scratch);
    }

    public Path folderOf(String version) {
        return releases.resolve(version);
    }

    /** The files of the sockets that releases listen on. */
    List<Path> sockets() throws IOException {
        return Files.isDirectory(control())
                ? list(control(), file -> file.toString().endsWith(".sock"))
                : List.of();
    }

    /** Where sockets and keys are. */
    Path control() {
        return folder.resolve("control");
    }

    public Optional<String> current() {
        return target("current");
    }

    public Optional<String> proven() {
        return target("proven");
    }

    public void switchTo(String version) throws IOException {
        relink("current", version);
    }

    public void markProven(String version) throws IOException {
        relink("proven", version);
    }

    /** A folder that somebody has put in the link's place, as a copy without links does, stays beside it. */
    private void relink(String name, String version) throws IOException {
        Path link = folder.resolve(name);
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = folder.resolve(name + ".was-a-folder");
            Disk.delete(aside);
            Files.move(link, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        Disk.relink(link, Path.of("releases", version));
    }

    /** By what it can be told, without reading it, that a release is not as it was. */
    FileStamps stamps(RenderedConfig config) {
        Path release = folderOf(config.version());
        return FileStamps.of(Stream.concat(
                        Stream.of(release), config.files().keySet().stream().map(release::resolve))
                .toList());
    }

    /** Deletes the oldest releases beyond a number, but none that is in use. */
    public void prune(int keep, Set<String> inUse) throws IOException {
        List<String> old = newestFirst().stream().skip(keep).toList();
        for (String version : old) {
            boolean linked = current().filter(version::equals).isPresent()
                    || proven().filter(version::equals).isPresent();
            if (!linked && !inUse.contains(version)) {
                Disk.delete(folderOf(version));
            }
        }
    }

    private List<String> newestFirst() {
        try {
            return list(releases, ReleaseDirectory::isRelease).stream()
                    .sorted(Comparator.comparing(ReleaseDirectory::modified).reversed())
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The version a link points to; empty when there is no link, or it points nowhere. */
    private Optional<String> target(String link) {
        try {
            Path target = folder.resolve(Files.readSymbolicLink(folder.resolve(link)));
            return Files.isDirectory(target) ? Optional.of(target.getFileName().toString()) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static boolean isRelease(Path path) {
        return VERSION.matcher(path.getFileName().toString()).matches()
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isLeftover(Path path) {
        return LEFTOVER.matcher(path.getFileName().toString()).matches() && !isRelease(path);
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
