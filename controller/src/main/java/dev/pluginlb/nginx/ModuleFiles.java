package dev.pluginlb.nginx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Modules of Nginx that are files, where this Nginx looks for them. */
final class ModuleFiles {

    private static final Pattern FOLDER = Pattern.compile("--modules-path=(\\S+)");

    private ModuleFiles() {}

    /** The text of a main file with modules loaded. */
    static String loaded(String main, List<String> directives) {
        return Stream.concat(directives.stream(), Stream.of(main)).collect(Collectors.joining("\n"));
    }

    /** The directives that load these files; none where one of them is not there, as where the module is built in. */
    static List<String> directives(Nginx nginx, List<String> names) {
        Matcher folder = FOLDER.matcher(nginx.buildOptions());
        List<Path> files = folder.find()
                ? names.stream().map(Path.of(folder.group(1))::resolve).toList()
                : List.of();
        return files.stream().allMatch(Files::isReadable)
                ? files.stream().map(file -> "load_module \"" + file + "\";").toList()
                : List.of();
    }
}
