package dev.pluginlb.nginx;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.exchange.Question;
import dev.pluginlb.exchange.Reply;
import dev.pluginlb.render.NginxState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The listener on which the running Nginx says which config it serves. Every question goes over a fresh connection,
 * because an old one may still belong to an old worker. Thread-safe.
 *
 * @param listen {@code unix:/path} or {@code ip:port}
 * @param key by which Nginx knows that it is we who tell it what to choose by; empty where nothing is told
 */
public record ControlListener(String listen, Exchanges exchanges, String key) {

    private static final String UNIX = "unix:";
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern WORKER = Pattern.compile("[0-9]{1,18}");
    private static final Question.Limits LIMITS = new Question.Limits(Duration.ofSeconds(1), 2 * 1024 * 1024);

    /**
     * What the running Nginx answered.
     *
     * @param version the version of the config it serves
     * @param worker the process that answered
     * @param state the version of the state it chooses by; empty when it is none of the Lua driver, or has none
     * @param feed by which the key is known that its lines of the feed bear; empty where they bear none
     */
    public record Live(String version, long worker, Optional<String> state, String feed) {}

    /** One that is only asked. */
    public ControlListener(String listen, Exchanges exchanges) {
        this(listen, exchanges, "");
    }

    /** Empty when nothing answers there, or something else than a pluginlb config does. */
    public Optional<Live> ask() {
        return page("/pluginlb/version").flatMap(ControlListener::live);
    }

    /** How much each node has in flight, over all workers, as the Lua driver counts it; empty where nobody counts. */
    public Optional<Map<Address, Carried>> inFlight() {
        return page("/pluginlb/nodes").flatMap(ControlListener::counts);
    }

    /**
     * Tells the Lua driver's Nginx what to choose by; it is in effect in all workers when this returns true.
     *
     * @return the version that Nginx says it took over, or why not, in its own words
     */
    public Told tell(NginxState state) {
        Reply reply = reply(question("/pluginlb/state")
                .with("Authorization", "Bearer " + key)
                .putting(state.text()));
        return reply.answer()
                .map(answer -> told(state, answer))
                .orElseGet(() -> new Told(false, false, "nobody answers at " + listen + ": " + reply.words()));
    }

    private static Told told(NginxState state, Reply.Answer answer) {
        if (answer.status() == 404) {
            return new Told(false, true, "the live config takes no state: it is of the reload driver");
        }
        String words = answer.body().strip();
        return new Told(answer.status() == 200 && words.equals(state.version()), true, words);
    }

    /**
     * What became of telling a state.
     *
     * @param heard whether anybody answered
     * @param words Nginx's, if it did
     */
    public record Told(boolean inEffect, boolean heard, String words) {}

    /**
     * Takes away a socket file that a killed Nginx left behind: the next one could not start with it there. One younger
     * than five seconds stays, for an Nginx may be about to listen on it.
     */
    public void removeStaleSocket(Instant now) throws IOException {
        Optional<Path> socket = socket();
        if (socket.isPresent()) {
            UnixSocket.removeStale(socket.get(), now);
        }
    }

    /** Where it listens, if that is a file. */
    Optional<Path> socket() {
        return listen.startsWith(UNIX) ? Optional.of(Path.of(listen.substring(UNIX.length()))) : Optional.empty();
    }

    private Optional<Reply.Answer> page(String path) {
        return reply(question(path)).answer().filter(answer -> answer.status() == 200);
    }

    private Reply reply(Question question) {
        try {
            return exchanges.ask(question);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Reply.Failure("interrupted");
        }
    }

    private Question question(String path) {
        return socket().map(socket -> Question.get(UnixDomainSocketAddress.of(socket), "localhost", path, LIMITS))
                .orElseGet(() -> Question.get(tcp(Address.parse(listen)), listen, path, LIMITS));
    }

    private static SocketAddress tcp(Address address) {
        return new InetSocketAddress(address.host(), address.port());
    }

    private static Optional<Map<Address, Carried>> counts(Reply.Answer answer) {
        try {
            return Optional.of(answer.body()
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.toMap(
                            words -> Address.parse(words[0]),
                            words -> new Carried(Integer.parseInt(words[1]), Integer.parseInt(words[2])),
                            Carried::more)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException nonsense) {
            return Optional.empty();
        }
    }

    private static Optional<Live> live(Reply.Answer answer) {
        String version = answer.body().strip();
        String worker = answer.fields().getOrDefault("x-pluginlb-worker", "0");
        Optional<String> state = Optional.ofNullable(answer.fields().get("x-pluginlb-state"))
                .filter(told -> VERSION.matcher(told).matches());
        return VERSION.matcher(version).matches() && WORKER.matcher(worker).matches()
                ? Optional.of(new Live(
                        version, Long.parseLong(worker), state, answer.fields().getOrDefault("x-pluginlb-feed", "")))
                : Optional.empty();
    }
}
