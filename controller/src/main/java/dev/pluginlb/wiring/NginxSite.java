package dev.pluginlb.wiring;

import dev.pluginlb.config.ControlListen;
import dev.pluginlb.config.NginxSettings;
import dev.pluginlb.config.Settings;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.RegularFile;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.Applier;
import dev.pluginlb.nginx.ControlListener;
import dev.pluginlb.nginx.Keys;
import dev.pluginlb.nginx.LuaModule;
import dev.pluginlb.nginx.MainFile;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.nginx.ReleaseDirectory;
import dev.pluginlb.nginx.StreamModule;
import dev.pluginlb.plan.Service;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.Holding;
import dev.pluginlb.render.NginxVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Nginx that the settings speak of, and where its files are. */
public final class NginxSite {

    private static final Logger LOG = LoggerFactory.getLogger(NginxSite.class);
    private static final String SKELETON = "/nginx/nginx.conf";
    private static final String STREAM = "/nginx/stream.conf";
    private static final Set<String> OURS_UNLESS_DECLARED =
            Set.of("map_hash_bucket_size", "map_hash_max_size", "init_by_lua_block", "init_by_lua_file");
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/@+-]{1,200}");

    private final Settings settings;
    private final Path folder;
    private final Path main;

    public NginxSite(Settings settings) {
        this.settings = settings;
        this.folder = settings.nginx().dir().toAbsolutePath().normalize();
        this.main = settings.nginx().config().map(Path::toAbsolutePath).orElse(folder.resolve("nginx.conf"));
    }

    public Path folder() {
        return folder;
    }

    public Nginx nginx() {
        NginxSettings nginx = settings.nginx();
        Optional<Path> prefix = nginx.config().isPresent() ? Optional.empty() : Optional.of(folder);
        return new Nginx(nginx.binary(), prefix, main, settings.reload().commandTimeout());
    }

    /** @throws IOException if there is no such program */
    public NginxVersion version() throws IOException {
        return nginx().version()
                .orElseThrow(() -> new IOException("nginx.binary: "
                        + settings.nginx().binary() + " (expected: a program that answers -v as Nginx does)"));
    }

    public Applier.ProcessCare care() {
        return settings.nginx().manageProcess() ? Applier.ProcessCare.OURS : Applier.ProcessCare.SOMEBODY_ELSES;
    }

    public MainFile mainFile() {
        return new MainFile(main, folder.resolve("current"));
    }

    /** @throws IOException if the key of the control listener can be neither read nor made */
    public Applier.Target target(Exchanges exchanges) throws IOException {
        ReleaseDirectory releases = new ReleaseDirectory(folder);
        return new Applier.Target(
                nginx(),
                mainFile(),
                releases,
                new ControlListener(
                        controlListen().toString(),
                        exchanges,
                        Keys.readOrMake(releases).control()));
    }

    /** One that is only asked: nothing on disk is touched for it. */
    public ControlListener control(Exchanges exchanges) {
        return new ControlListener(controlListen().toString(), exchanges);
    }

    /** Read by Nginx when it starts. */
    public Path stateFile() {
        return folder.resolve("state.txt");
    }

    /**
     * How plans reach this Nginx: as set, or the best way that it takes.
     *
     * @throws IOException if the Lua driver is set, and this Nginx takes no Lua
     */
    public Driver driver() throws IOException {
        if (settings.nginx().driver() == NginxSettings.Driver.RELOAD) {
            return Driver.RELOAD;
        }
        Nginx.Answer trial = tryLua();
        if (trial.succeeded()) {
            return Driver.LUA;
        }
        if (settings.nginx().driver() == NginxSettings.Driver.LUA) {
            throw new IOException("nginx.driver: lua (expected: an Nginx with the Lua module, on Debian the package"
                    + " libnginx-mod-http-lua; it says: " + trial.words() + ")");
        }
        LOG.info("nginx.driver: reload, since this Nginx takes no Lua: {}", trial.words());
        return Driver.RELOAD;
    }

    private Nginx.Answer tryLua() throws IOException {
        if (settings.nginx().config().isPresent()) {
            return LuaModule.tryOut(nginx(), mainFile());
        }
        Path scratch = Files.createTempDirectory("pluginlb-trial-");
        try {
            Files.createDirectory(scratch.resolve("temp"));
            Path skeleton = Files.writeString(scratch.resolve("nginx.conf"), skeleton(Driver.LUA));
            Nginx own = new Nginx(nginx().binary(), Optional.of(scratch), skeleton, nginx().limit());
            return LuaModule.tryOut(own, new MainFile(skeleton, scratch.resolve("current")));
        } finally {
            Disk.delete(scratch);
        }
    }

    /**
     * Makes the folders, and our own main file where the operator has none; both are harmless to repeat.
     *
     * @return the text of our own main file; empty where the operator has one
     * @throws IOException also if there are TCP pools, and our own main file could not have them
     */
    public Optional<String> prepare(Driver driver) throws IOException {
        if (settings.nginx().config().isEmpty() && hasTcpPools() && !StreamModule.isPartOf(nginx())) {
            throw new IOException(
                    "pools: one is tcp (expected: an Nginx with the stream module; " + StreamModule.MEND + ")");
        }
        new ReleaseDirectory(folder).makeRoom();
        Optional<String> ours = settings.nginx().config().isEmpty() ? Optional.of(skeleton(driver)) : Optional.empty();
        if (ours.isPresent() && !RegularFile.holds(main, ours.get())) {
            Disk.replace(main, ours.get());
        }
        return ours;
    }

    /**
     * Makes our own main file anew, where somebody has taken it away or changed it; what that comes to, an attempt to apply says.
     *
     * @param text as it was prepared: which modules there are, an Nginx whose program is being replaced does not tell
     */
    public void remake(String text) {
        try {
            if (!RegularFile.holds(main, text)) {
                Disk.replace(main, text);
                LOG.warn("{} was not as it was written, and is made anew", main);
            }
        } catch (IOException unwritable) {
            LOG.warn("{} is not as it was written, and cannot be made anew: {}", main, Disk.words(unwritable));
        }
    }

    Front front(NginxVersion version, Driver driver) throws IOException {
        NginxSettings nginx = settings.nginx();
        return new Front(
                nginx.internalListen().toString(),
                nginx.publicListen().toString(),
                controlListen().toString(),
                settings.admin().url(),
                settings.stats().listen().toString(),
                feedKey(),
                nginx.readTimeout(),
                nginx.maxBody(),
                settings.classification().key(),
                version,
                driver,
                driver == Driver.LUA ? safe(folder) : folder.toString(),
                driver == Driver.RELOAD ? holding() : Optional.empty(),
                Files.exists(main) ? mainFile().declared(OURS_UNLESS_DECLARED) : Set.of());
    }

    /** Relative to our own main file, so that fronts with the same settings have the same config wherever their folders are. */
    private String feedKey() {
        return Keys.feedPattern(settings.nginx().config().isPresent() ? Path.of(safe(folder)) : Path.of(""));
    }

    /** Where this Nginx lets long requests wait; empty where it has not what that takes. */
    private Optional<Holding> holding() {
        if (!nginx().delays()) {
            LOG.info("long requests are not held: this Nginx was built without http_auth_request_module");
            return Optional.empty();
        }
        try {
            return Optional.of(new Holding(
                    socket("gate.sock").toString(),
                    socket("overflow.sock").toString(),
                    settings.classification().threshold()));
        } catch (IllegalArgumentException refused) {
            LOG.info(
                    "long requests are not held: the path of nginx.dir does not fit into the name of a socket: {}",
                    folder);
            return Optional.empty();
        }
    }

    private ControlListen socket(String name) {
        return ControlListen.parse("unix:" + folder.resolve("control").resolve(name));
    }

    /** Connections of a worker by the main file, or by the one that will be written if there is none. */
    public int workerConnections() throws IOException {
        return Files.exists(main) ? mainFile().workerConnections() : Integer.MAX_VALUE;
    }

    /** Whether the operator's main file has an {@code init_by_lua} of its own, of which Nginx permits only one. */
    public boolean declaresInit() throws IOException {
        return Files.exists(main)
                && !mainFile()
                        .declared(Set.of("init_by_lua_block", "init_by_lua_file"))
                        .isEmpty();
    }

    /** The folder's name stands in the config and in Lua code. */
    private static String safe(Path folder) {
        if (!PLAIN.matcher(folder.toString()).matches()) {
            throw new IllegalArgumentException(
                    "nginx.dir: " + folder + " (expected: an absolute path of letters, digits and . _ / @ + -)");
        }
        return folder.toString();
    }

    /** @throws IllegalArgumentException if the socket's path in the default place is one that Nginx or the kernel refuses */
    private ControlListen controlListen() {
        return settings.nginx().controlListen().orElseGet(() -> socket("control.sock"));
    }

    /** Our own main file, with what the driver and the pools need besides; modules are loaded that this Nginx has as files. */
    public String skeleton(Driver driver) {
        String main = hasTcpPools()
                ? StreamModule.withStream(packaged(SKELETON), packaged(STREAM), nginx())
                : packaged(SKELETON);
        return driver == Driver.LUA ? LuaModule.withModule(main, LuaModule.directives(nginx())) : main;
    }

    public boolean hasTcpPools() {
        return settings.pools().stream().anyMatch(pool -> pool.service().protocol() == Service.Protocol.TCP);
    }

    private static String packaged(String name) {
        try (InputStream packaged = NginxSite.class.getResourceAsStream(name)) {
            if (packaged == null) {
                throw new IllegalStateException(name + ": missing (expected: in the jar)");
            }
            return new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
