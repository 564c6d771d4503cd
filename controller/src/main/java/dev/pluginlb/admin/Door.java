package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The address of the admin API, taken before anything else happens: a controller that cannot have it has not touched anything
 * yet. Who connects waits until an {@link AdminServer} answers.
 */
public final class Door implements AutoCloseable {

    /** From where it is reached, and whether what is said can be read on the way. */
    enum Reach {
        THIS_MACHINE,
        THIS_MACHINE_ENCRYPTED,
        OTHERS_ENCRYPTED;

        /** Whether reading takes the token, too. */
        boolean needsTokenToRead() {
            return this == OTHERS_ENCRYPTED;
        }

        /**
         * Whether the server may be called by a name. One that is not vouched for by a certificate may be called by addresses
         * alone: a page of others may give its own name this address.
         */
        boolean isKnownByName() {
            return this != THIS_MACHINE;
        }
    }

    /** How many may wait to be let in: beyond that, the system lets them try again after a second. */
    private static final int WAITING = 1024;

    private final ServerSocketChannel channel;
    private final Optional<SslContextFactory.Server> encryption;
    private volatile Optional<Encryption> shown;

    private Door(ServerSocketChannel channel, Optional<Encryption> encryption) {
        this.channel = channel;
        this.encryption = encryption.map(Encryption::context);
        this.shown = encryption;
    }

    /** @throws IOException if the address cannot be listened on; in the words of the system */
    public static Door at(Address listen, Optional<Encryption> encryption) throws IOException {
        return bound(new InetSocketAddress(listen.host(), listen.port()), encryption);
    }

    /** One with a port that happens to be free. */
    static Door onAnyPort(Optional<Encryption> encryption) throws IOException {
        return bound(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), encryption);
    }

    private static Door bound(InetSocketAddress address, Optional<Encryption> encryption) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, WAITING);
            return new Door(channel, encryption);
        } catch (IOException taken) {
            channel.close();
            throw taken;
        }
    }

    /** Who may come, and how. */
    Reach reach() {
        if (encryption.isEmpty()) {
            return Reach.THIS_MACHINE;
        }
        return channel.socket().getInetAddress().isLoopbackAddress()
                ? Reach.THIS_MACHINE_ENCRYPTED
                : Reach.OTHERS_ENCRYPTED;
    }

    /** Shows another certificate from now on; does nothing where nothing is encrypted. Any thread. */
    public void renew(Encryption next) {
        encryption.ifPresent(context -> {
            next.renew(context);
            shown = Optional.of(next);
        });
    }

    /** Why nobody who checks it believes the certificate that is shown; empty when it is good, or there is none. Any thread. */
    public Optional<String> fault(Instant now) {
        return shown.flatMap(one -> one.fault(now));
    }

    /** The same, and that it ends soon. Any thread. */
    public List<String> warnings(Instant now) {
        return shown.map(one -> one.warnings(now)).orElse(List.of());
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    /** The server's, which closes it. */
    Connector connector(Server server, HttpConfiguration http) {
        try {
            // It may be called by an address that its certificate does not name: clients may know the certificate
            // itself.
            http.addCustomizer(new SecureRequestCustomizer(false));
            HttpConnectionFactory plain = new HttpConnectionFactory(http);
            ServerConnector connector = encryption
                    .map(with -> new ServerConnector(server, with, plain))
                    .orElseGet(() -> new ServerConnector(server, plain));
            connector.open(channel);
            return connector;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
