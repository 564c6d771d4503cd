package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.render.NginxVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Nginx program, started with a main file: asks its version, tests a config, starts, reloads and stops it.
 *
 * <p>Thread-safe. Every call runs one process and returns within the time limit.
 *
 * @param binary name or path of the program
 * @param prefix the folder that relative paths are relative to; empty for the one compiled in
 * @param main the main config file
 * @param limit how long one call may take
 */
public record Nginx(String binary, Optional<Path> prefix, Path main, Duration limit) {

    /** What one call came to; the words are Nginx's own. */
    public record Answer(boolean succeeded, String words) {}

    /** Empty when there is no such program, or it is no Nginx. */
    public Optional<NginxVersion> version() {
        return NginxVersion.parse(Command.run(List.of(binary, "-v"), limit).output());
    }

    /** The options it was built with ({@code nginx -V}); empty when there is no such program. */
    String buildOptions() {
        return Command.run(List.of(binary, "-V"), limit).output();
    }

    /** What it was built with under that name, as {@code --name=value}; each question takes a process. */
    Optional<String> builtWith(String name) {
        Matcher option = Pattern.compile("--" + name + "=(\\S+)").matcher(buildOptions());
        return option.find() ? Optional.of(option.group(1)) : Optional.empty();
    }

    /** Whether it can let a request wait: with a delay that Nginx puts before what {@code auth_request} refuses. */
    public boolean delays() {
        return buildOptions().contains("--with-http_auth_request_module");
    }

    /** Tests a main file without touching the running Nginx ({@code nginx -t}). */
    public Answer test(Path mainFile) {
        return run(mainFile, "-t");
    }

    /**
     * Asks the process that the pid file names, whichever that is, to reload; that it agrees does not mean that the config
     * goes live.
     */
    public Answer reload() {
        return run(main, "-s", "reload");
    }

    /** Starts it as a daemon. */
    public Answer start() {
        return run(main);
    }

    /** Stops it at once. */
    public Answer stop() {
        return run(main, "-s", "stop");
    }

    /**
     * Sends a process a signal as {@code nginx -s} does, whatever the pid file says: with a main file for that alone, since
     * Java itself can only end processes.
     *
     * @param signal {@code reload} or {@code quit}
     */
    Answer signal(long pid, String signal) {
        try {
            Path scratch = Files.createTempDirectory("pluginlb-signal-");
            try {
                Files.writeString(scratch.resolve("pid"), pid + "\n");
                Path only = Files.writeString(scratch.resolve("nginx.conf"), "pid pid;\nevents {}\n");
                return new Nginx(binary, Optional.of(scratch), only, limit).run(only, "-s", signal);
            } finally {
                Disk.delete(scratch);
            }
        } catch (IOException failed) {
            return new Answer(false, "no signal could be sent: " + failed);
        }
    }

    /** What an operator types to start it. */
    public String startCommand() {
        return String.join(" ", argv(main));
    }

    private Answer run(Path mainFile, String... arguments) {
        Command.Result result = Command.run(argv(mainFile, arguments), limit);
        return new Answer(result.succeeded(), essence(result.output()));
    }

    private List<String> argv(Path mainFile, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(binary));
        prefix.ifPresent(folder -> argv.addAll(List.of("-p", folder + "/")));
        argv.addAll(List.of("-c", mainFile.toString()));
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** Each line once, without notices: Nginx tells a taken port five times. */
    private static String essence(String output) {
        return output.lines()
                .map(line -> line.replaceFirst("^[0-9/]+ [0-9:]+ ", "").replaceFirst("[0-9]+#[0-9]+: ", ""))
                .filter(line -> !line.isBlank() && !line.contains("[notice]"))
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
