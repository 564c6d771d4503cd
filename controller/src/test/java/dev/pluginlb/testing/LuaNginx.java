package dev.pluginlb.testing;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.LuaModule;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.render.Front;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;

/** The real Nginx with the Lua driver and no controller: the test tells it the state, and reads what it counts. */
public final class LuaNginx implements AutoCloseable {

    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final String KEY = "0123456789abcdef";
    private static final int UNPROCESSABLE = 422;

    private final NginxProcess process;
    private final Map<String, String> code = new TreeMap<>();
    private int workers = 1;
    private String http = "";

    /** What one node has in flight in Nginx's eyes. */
    public record Count(int all, int ofThemLong, String unusual) {}

    /** What Nginx said to a state. */
    public record Told(int status, String words) {}

    private LuaNginx(Path folder, Front front) {
        this.process = NginxProcess.in(folder, front);
    }

    /** Prepares the folder; starts nothing. */
    public static LuaNginx in(Path folder) {
        try {
            // Nginx's workers run under another name when we are root.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path key = Files.createDirectories(folder.resolve("control")).resolve("key");
            Files.writeString(key, KEY);
            Front front = GivenFront.withControl(GivenFront.in(folder), "127.0.0.1:" + Ports.free());
            return new LuaNginx(folder, GivenFront.withLua(front, folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LuaNginx withWorkers(int count) {
        workers = count;
        return this;
    }

    /** More lines for the http block of the main file, as an operator would add them. */
    public LuaNginx withHttp(String lines) {
        http += lines + "\n";
        return this;
    }

    /** Another text in the place of a file of Lua code. */
    public LuaNginx withCode(String file, String text) {
        code.put(file, text);
        return this;
    }

    public LuaNginx start() {
        try {
            String main = Files.readString(process.main())
                    .replace("worker_processes 1;", "worker_processes " + workers + ";")
                    .replace("http {\n", "http {\n" + http);
            Files.writeString(process.main(), LuaModule.withModule(main, LuaModule.directives(process.nginx())));
            process.put(config());
            process.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RenderedConfig config() throws IOException {
        Front front = process.front();
        if (http.contains("init_by_lua_block")) {
            front = GivenFront.declaring(front, "init_by_lua_block");
        }
        RenderedConfig rendered =
                new Renderer(front, Optional.empty()).render(GivenPlan.roundRobin(GivenCluster.up(0)));
        Map<String, String> files = new TreeMap<>(rendered.files());
        files.putAll(code);
        return new RenderedConfig(rendered.version(), new TreeMap<>(files));
    }

    /** Tells a state, which must be accepted. */
    public LuaNginx put(LuaState state) {
        Told told = tell(state.text(), KEY);
        if (told.status() != 200) {
            throw new AssertionError(told.toString());
        }
        return this;
    }

    public Told tell(String text) {
        return tell(text, KEY);
    }

    public Told tell(String text, String key) {
        ContentResponse answer = send(request("/pluginlb/state")
                .method("PUT")
                .headers(headers -> headers.put("Authorization", "Bearer " + key))
                .body(new StringRequestContent("text/plain", text)));
        return new Told(answer.getStatus(), answer.getContentAsString().strip());
    }

    public boolean refuses(String text) {
        return tell(text).status() == UNPROCESSABLE;
    }

    /** The state that is kept in Nginx. */
    public String state() {
        return read("/pluginlb/state");
    }

    /** What each node has in flight, by its address. */
    public Map<String, Count> counts() {
        return read("/pluginlb/nodes")
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(
                        words -> words[0],
                        words -> new Count(Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3])));
    }

    public int inFlight(ScriptedNode node) {
        return count(node).all();
    }

    public Count count(ScriptedNode node) {
        return Optional.ofNullable(counts().get(node.address())).orElseThrow();
    }

    /** "failed", "held" or "waiting". */
    public long number(String name) {
        return read("/pluginlb/numbers")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Long.valueOf(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until each node has exactly what it serves in flight. */
    public void awaitExact(ScriptedNode... nodes) {
        awaitInFlight(ScriptedNode::inside, nodes);
    }

    /** Waits until Nginx counts so many in flight on each of the nodes. */
    public void awaitCounts(int expected, ScriptedNode... nodes) {
        awaitInFlight(node -> expected, nodes);
    }

    private void awaitInFlight(ToIntFunction<ScriptedNode> expected, ScriptedNode... nodes) {
        try {
            await().atMost(DEADLINE).pollInterval(Duration.ofMillis(20)).until(() -> {
                Map<String, Count> counted = counts();
                return Arrays.stream(nodes)
                        .allMatch(node -> Optional.ofNullable(counted.get(node.address()))
                                .filter(count -> count.all() == expected.applyAsInt(node))
                                .isPresent());
            });
        } catch (ConditionTimeoutException late) {
            List<String> wanted = Arrays.stream(nodes)
                    .map(node -> node.address() + " " + expected.applyAsInt(node))
                    .toList();
            throw new AssertionError("counted: " + counts() + ", expected: " + wanted, late);
        }
    }

    public Caller caller() {
        return new Caller(process.front().internalListen());
    }

    public Front front() {
        return process.front();
    }

    public Path folder() {
        return process.folder();
    }

    /** Where Nginx finds the state when it starts. */
    public void keep(LuaState state) {
        try {
            Files.writeString(folder().resolve("state.txt"), state.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes that serve, old and new. */
    public List<ProcessHandle> workers() {
        return process.processes().stream().skip(1).filter(NginxProcess::runs).toList();
    }

    /** Returns when a new worker has answered; old ones may go on. */
    public void reload() {
        List<ProcessHandle> old = new ArrayList<>(workers());
        Nginx.Answer told = process.nginx().reload();
        if (!told.succeeded()) {
            throw new AssertionError(told.words());
        }
        List<Long> pids = old.stream().map(ProcessHandle::pid).toList();
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> process.control()
                        .ask()
                        .filter(live -> !pids.contains(live.worker()))
                        .isPresent());
    }

    /** Waits until something answers again, after a process was killed. */
    public void awaitAnswers() {
        await().atMost(DEADLINE).until(() -> process.control().ask().isPresent());
    }

    /** Waits until each worker has answered once, and so takes part in the counting. */
    public void awaitAllWorkersServe() {
        Set<Long> met = new HashSet<>();
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(5)).until(() -> {
            process.control().ask().ifPresent(live -> met.add(live.worker()));
            return met.size() == workers;
        });
    }

    public NginxProcess process() {
        return process;
    }

    private String read(String path) {
        return send(request(path)).getContentAsString();
    }

    private Request request(String path) {
        HttpClient client = process.http();
        return client.newRequest("http://" + front().controlListen() + path)
                .timeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .headers(headers -> headers.put("Connection", "close"));
    }

    private static ContentResponse send(Request request) {
        try {
            return request.send();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
