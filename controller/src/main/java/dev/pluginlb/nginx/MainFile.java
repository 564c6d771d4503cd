package dev.pluginlb.nginx;

import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nginx.conf that includes our releases, ours or the operator's, and the files it includes.
 *
 * <p>To test a release that is not current yet, a shadow of the file is made in which {@code current} stands for that
 * release; files on the way to our include are copied with it, all else is the original. Includes with a wildcard in a
 * folder's name are not looked into. Confined to one thread.
 *
 * @see <a href="https://nginx.org/en/docs/ngx_core_module.html#include">include</a>
 */
public final class MainFile {

    private static final int MOST_BYTES = 4 << 20;
    private static final Pattern INCLUDE =
            Pattern.compile("(?<=^|[\\s;{}])include\\s+(\"[^\"]+\"|'[^']+'|[^\\s;]+)\\s*;");

    private static final Pattern WORKER_CONNECTIONS =
            Pattern.compile("(?m)^[^#\\n]*?(?<=^|[\\s;{}])worker_connections\\s+(\\d{1,9})\\s*;");

    /** What it is where nothing sets it. */
    private static final int NGINX_WORKER_CONNECTIONS = 512;

    /** How the names of files for a stream block end. */
    private static final String STREAM = ".stream";

    private final Path file;
    private final Path folder;
    private final Path current;

    /**
     * @param file the main file
     * @param current the link to the release that Nginx reads
     */
    public MainFile(Path file, Path current) {
        this.file = file.toAbsolutePath().normalize();
        this.folder = Optional.ofNullable(this.file.getParent()).orElse(this.file);
        this.current = current.toAbsolutePath().normalize();
    }

    public Path path() {
        return file;
    }

    /** The line by which the http block of the file, or of one it includes, should include our releases. */
    public String expectedInclude() {
        return "include " + current + "/*.conf;";
    }

    /** The same for the stream block, which a release with TCP pools needs. */
    public String expectedStreamInclude() {
        return "include " + current + "/*" + STREAM + ";";
    }

    /** Whether the file, or one it includes, includes what of our releases is for an http block. */
    public boolean includesReleases() throws IOException {
        return leadsTo(file, pattern -> isReleases(pattern) && !isStream(pattern), new HashSet<>());
    }

    /** Whether the file, or one it includes, includes what of our releases is for a stream block. */
    public boolean includesStreams() throws IOException {
        return leadsTo(file, pattern -> isReleases(pattern) && isStream(pattern), new HashSet<>());
    }

    /** Whether a file of a release is for the stream block; all others are for the http block, or no config. */
    static boolean isForStream(String name) {
        return name.endsWith(STREAM);
    }

    private static boolean isStream(Path pattern) {
        return isForStream(String.valueOf(pattern.getFileName()));
    }

    /** It, and what it includes besides our releases. */
    Set<Path> files() throws IOException {
        Set<Path> seen = new HashSet<>();
        textOf(file, seen);
        return seen;
    }

    /** Which of the directives are set in the file or one it includes, outside our releases. */
    public Set<String> declared(Set<String> directives) throws IOException {
        String text = textOf(file, new HashSet<>());
        return directives.stream()
                .filter(name -> Pattern.compile("(?m)^[^#]*(?<=^|[\\s;{}])" + name + "\\s")
                        .matcher(text)
                        .find())
                .collect(Collectors.toSet());
    }

    /** What a directive of the file, or of one it includes outside our releases, is set to; empty where there is none. */
    Optional<String> argument(String directive) throws IOException {
        return arguments(directive).stream().findFirst();
    }

    /** The same of a directive that may stand there several times. */
    List<String> arguments(String directive) throws IOException {
        String text = textOf(file, new HashSet<>());
        return Pattern.compile("(?<=^|[\\s;{}])" + directive + "\\s+(\"[^\"]+\"|'[^']+'|[^\\s;]+)\\s*;")
                .matcher(text)
                .results()
                .filter(set -> !isComment(text, set.start()))
                .map(set -> unquoted(set.group(1)))
                .toList();
    }

    /**
     * How many connections a worker has at most, two for each request that it forwards.
     *
     * @see <a href="https://nginx.org/en/docs/ngx_core_module.html#worker_connections">worker_connections</a>
     */
    public int workerConnections() throws IOException {
        Matcher set = WORKER_CONNECTIONS.matcher(textOf(file, new HashSet<>()));
        return set.find() ? Integer.parseInt(set.group(1)) : NGINX_WORKER_CONNECTIONS;
    }

    /**
     * Makes the shadow in an empty folder and returns its main file.
     *
     * @param release the folder that stands for {@code current}
     */
    public Path shadow(Path release, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        // What the main file names relative to its own folder must be found from the shadow, too.
        for (Path sibling : entries(folder)) {
            if (!sibling.equals(file) && !sibling.equals(scratch)) {
                Files.createSymbolicLink(scratch.resolve(sibling.getFileName()), sibling);
            }
        }
        Path shadow = scratch.resolve(file.getFileName());
        Files.writeString(shadow, new Shadow(release, scratch).rewritten(file));
        return shadow;
    }

    private boolean leadsTo(Path included, Predicate<Path> wanted, Set<Path> seen) throws IOException {
        if (!seen.add(included)) {
            return false;
        }
        for (Path pattern : patterns(text(included))) {
            if (wanted.test(pattern)) {
                return true;
            }
            for (Path next : isReleases(pattern) ? List.<Path>of() : expand(pattern)) {
                if (leadsTo(next, wanted, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private String textOf(Path included, Set<Path> seen) throws IOException {
        if (!seen.add(included)) {
            return "";
        }
        String own = text(included);
        StringBuilder text = new StringBuilder(own);
        for (Path pattern : patterns(own)) {
            for (Path next : isReleases(pattern) ? List.<Path>of() : expand(pattern)) {
                text.append('\n').append(textOf(next, seen));
            }
        }
        return text.toString();
    }

    /** What is no UTF-8 stands in comments and texts, which do not matter here; large files are lists of addresses, without words. */
    private static String text(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? "" : new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private boolean isReleases(Path pattern) {
        Path parent = pattern.getParent();
        return parent != null
                && current.getFileName().equals(parent.getFileName())
                && isSame(parent.resolveSibling(""), current.resolveSibling(""));
    }

    /** The same folder also when one of them is named through a symbolic link. */
    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || Files.isSameFile(one, other);
        } catch (IOException missing) {
            return false;
        }
    }

    private List<Path> patterns(String text) {
        return INCLUDE.matcher(text)
                .results()
                .filter(match -> !isComment(text, match.start()))
                .map(match -> absolute(match.group(1)))
                .toList();
    }

    private Path absolute(String argument) {
        return folder.resolve(unquoted(argument)).normalize();
    }

    private static String unquoted(String argument) {
        return argument.replaceAll("^[\"']|[\"']$", "");
    }

    private static boolean isComment(String text, int position) {
        int lineStart = text.lastIndexOf('\n', position - 1) + 1;
        return text.substring(lineStart, position).contains("#");
    }

    /** The files a pattern means, sorted as Nginx sorts them; none if it is no pattern we can expand. */
    private static List<Path> expand(Path pattern) throws IOException {
        Path parent = pattern.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        var matcher = pattern.getFileSystem().getPathMatcher("glob:" + pattern.getFileName());
        boolean meansHidden = pattern.getFileName().toString().startsWith(".");
        return entries(parent).stream()
                .filter(path -> meansHidden || !path.getFileName().toString().startsWith("."))
                .filter(path -> matcher.matches(path.getFileName()))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** One making of a shadow. */
    private final class Shadow {

        private final Path release;
        private final Path scratch;
        private final Set<Path> copied = new HashSet<>();

        Shadow(Path release, Path scratch) {
            this.release = release;
            this.scratch = scratch;
        }

        String rewritten(Path original) throws IOException {
            String text = text(original);
            StringBuilder result = new StringBuilder();
            Matcher include = INCLUDE.matcher(text);
            while (include.find()) {
                String replacement =
                        isComment(text, include.start()) ? include.group() : includes(absolute(include.group(1)));
                include.appendReplacement(result, Matcher.quoteReplacement(replacement));
            }
            return include.appendTail(result).toString();
        }

        private String includes(Path pattern) throws IOException {
            if (isReleases(pattern)) {
                return directive(release.toAbsolutePath().resolve(pattern.getFileName()));
            }
            List<Path> files = expand(pattern);
            StringBuilder directives = new StringBuilder();
            boolean onTheWay = false;
            for (Path next : files) {
                boolean leads = leadsTo(next, MainFile.this::isReleases, new HashSet<>());
                onTheWay |= leads;
                directives.append(directive(leads ? copy(next) : next)).append(' ');
            }
            return onTheWay ? directives.toString() : directive(pattern);
        }

        private Path copy(Path original) throws IOException {
            copied.add(original);
            Path copy = scratch.resolve("included-" + copied.size() + "-" + original.getFileName());
            Files.writeString(copy, rewritten(original));
            return copy;
        }

        private String directive(Path pattern) {
            return "include \"" + pattern + "\";";
        }
    }
}
