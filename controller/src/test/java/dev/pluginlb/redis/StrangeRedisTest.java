package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Something that speaks the protocol, and gives answers of kinds that nobody expects: a proxy, a fault, an attacker. */
class StrangeRedisTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\*[0-9]");

    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** The status said that some class could not be cast to another one. */
    @Test
    void itIsSaidInWords() throws IOException {
        try (ServerSocket strange = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                UnifiedJedis redis = access(strange).client();
                RedisWatch watch =
                        new RedisWatch(redis, OnRedis.KEYS, new Junk(), Optional::empty, new RedisWatch.Listener() {
                            @Override
                            public void read(ClusterReading reading) {
                                failures.add("read: " + reading);
                            }

                            @Override
                            public void unreadable(String why) {
                                failures.add(why);
                            }
                        })) {
            inBackground(() -> serve(strange));
            watch.start();

            await().atMost(Duration.ofSeconds(15)).until(() -> !failures.isEmpty());
            assertThat(failures)
                    .allSatisfy(words -> assertThat(words)
                            .startsWith("an answer made no sense")
                            .doesNotContain("Exception", "class "));
        }
    }

    /** As the controller reaches its own. */
    private static RedisAccess access(ServerSocket strange) {
        return new RedisAccess(
                new RedisAccess.At(new Address("127.0.0.1", strange.getLocalPort())),
                RedisAccess.Login.NONE,
                0,
                RedisAccess.Tls.OFF);
    }

    private void serve(ServerSocket strange) {
        try {
            while (!strange.isClosed()) {
                Socket caller = strange.accept();
                inBackground(() -> answer(caller));
            }
        } catch (IOException closed) {
            assertThat(strange.isClosed()).isTrue();
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            byte[] asked = new byte[4096];
            InputStream questions = caller.getInputStream();
            for (int read = questions.read(asked); read >= 0; read = questions.read(asked)) {
                String commands = new String(asked, 0, read, StandardCharsets.US_ASCII);
                long count = COMMAND.matcher(commands).results().count();
                caller.getOutputStream().write("+OK\r\n".repeat((int) count).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            assertThat(gone).isNotNull();
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "strange-redis");
        thread.setDaemon(true);
        thread.start();
    }
}
